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

import { controlHandler } from './control/controlHandler';
import { HttpHandler, HttpOutcome, HttpRequest } from './http/types';
import { SimulatorParts } from './parts';
import { portalHandler } from './portal/portalHandler';
import { AwsHandler } from './protocol/AwsHandler';
import { AwsError } from './protocol/errors';
import { jsonError } from './protocol/wire';
import { Random } from './random';

/** Everything the one port serves: AWS, the portal, the control endpoints. */
export function createSite(options: {
  aws: AwsHandler;
  /** The clock that replies are dated by: SDKs correct their own skew from it. */
  now: () => number;
  random: Random;
  parts: SimulatorParts;
}): HttpHandler {
  const control = controlHandler(options.parts);
  const portal = portalHandler(options.parts);

  const route = (request: HttpRequest): Promise<HttpOutcome> => {
    if (within(request, '/_simulator')) {
      return control(request);
    }
    if (within(request, '/portal')) {
      return portal(request);
    }
    if (request.path === '/' && request.method === 'GET') {
      return Promise.resolve({
        kind: 'reply',
        status: 302,
        headers: { location: '/portal' },
        body: '',
      });
    }
    if (request.path === '/' && request.method === 'POST') {
      return options.aws.handle(request);
    }
    const unknown = new AwsError(
      'UnknownOperationException',
      `${request.method} ${request.path} is no AWS operation this simulator knows.`,
      { status: 404 },
    );
    return Promise.resolve(jsonError(unknown, options.random.uuid()));
  };

  return async request => {
    const outcome = await route(request);
    return outcome.kind === 'reply'
      ? {
          ...outcome,
          headers: {
            date: new Date(options.now()).toUTCString(),
            ...outcome.headers,
          },
        }
      : outcome;
  };
}

function within(request: HttpRequest, prefix: string): boolean {
  return request.path === prefix || request.path.startsWith(`${prefix}/`);
}
