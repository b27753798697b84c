/*
 * Copyright 2026 The Elevated Access Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { z } from 'zod';
import { isSameMachine } from '../http/sameMachine';
import { HttpHandler, HttpRequest, jsonReply } from '../http/types';
import { NotThere } from '../oracle/Lookup';
import { SimulatorParts } from '../parts';
import { controlRoutes } from './routes';
import { ControlError, ControlRoute } from './types';

/** The control and inspection endpoints, for other processes. */
export function controlHandler(parts: SimulatorParts): HttpHandler {
  const routes = controlRoutes(parts);
  return async request => {
    if (!isSameMachine(request)) {
      return jsonReply({ error: 'only from this machine' }, 403);
    }
    const path = request.path.replace(/^\/_simulator/, '') || '/';
    if (path === '/') {
      return jsonReply({
        endpoints: routes.map(r => `${r.method} /_simulator${r.path}`),
      });
    }
    for (const route of routes) {
      const params = match(route, request.method, path);
      if (params) {
        return await answer(route, params, request);
      }
    }
    return jsonReply({ error: 'no such endpoint; see GET /_simulator' }, 404);
  };
}

async function answer(
  route: ControlRoute,
  params: ReadonlyMap<string, string>,
  request: HttpRequest,
) {
  try {
    const text = request.body.toString('utf8');
    const body: unknown = text === '' ? {} : JSON.parse(text);
    const result = await route.run({ params, query: request.query, body });
    return jsonReply(result ?? { ok: true });
  } catch (error) {
    return jsonReply({ error: explain(error) }, statusOf(error));
  }
}

function match(
  route: ControlRoute,
  method: string,
  path: string,
): ReadonlyMap<string, string> | undefined {
  const wanted = route.path.split('/');
  const actual = path.split('/');
  if (route.method !== method || wanted.length !== actual.length) {
    return undefined;
  }
  const params = new Map<string, string>();
  const fits = wanted.every((segment, index) => {
    if (segment.startsWith(':')) {
      params.set(segment.slice(1), decodeURIComponent(actual[index]));
      return true;
    }
    return segment === actual[index];
  });
  return fits ? params : undefined;
}

function statusOf(error: unknown): number {
  if (error instanceof ControlError) {
    return error.status;
  }
  return error instanceof NotThere ? 404 : 400;
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) {
    return z.prettifyError(error);
  }
  return error instanceof Error ? error.message : String(error);
}
