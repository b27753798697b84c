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

import { isSameMachine } from '../http/sameMachine';
import {
  HttpHandler,
  HttpOutcome,
  HttpRequest,
  jsonReply,
} from '../http/types';
import { describePeople } from '../control/state';
import { SimulatorParts } from '../parts';
import { SafeHtml } from './html';
import { portalPage } from './portalPage';
import { portalScript, portalStyle } from './portalAssets';

/**
 * The access portal of the demo: what AWS's own portal would show a person.
 */
export function portalHandler(parts: SimulatorParts): HttpHandler {
  return async request => {
    if (!isSameMachine(request)) {
      return jsonReply({ error: 'only from this machine' }, 403);
    }
    switch (`${request.method} ${request.path}`) {
      case 'GET /portal':
        return page(parts, request.query.get('user') ?? undefined);
      case 'GET /portal/revision':
        return jsonReply({ revision: revision(parts, request) });
      case 'GET /portal/style.css':
        return asset('text/css', portalStyle);
      case 'GET /portal/script.js':
        return asset('text/javascript', portalScript);
      case 'POST /portal/sessions':
        return startSession(parts, request);
      default:
        return jsonReply({ error: 'not found' }, 404);
    }
  };
}

function page(
  parts: SimulatorParts,
  userName: string | undefined,
  problem?: string,
): HttpOutcome {
  const { world, oracle, clock } = parts;
  const people = describePeople(world);
  const asked = userName?.toLowerCase();
  const person = people.find(
    p => p.userName.toLowerCase() === asked || p.email?.toLowerCase() === asked,
  );
  return htmlReply(
    portalPage({
      organization: world.identity.organizationName,
      now: new Date(clock.now()).toISOString(),
      clockKind: clock.kind,
      people,
      asked: userName,
      person,
      access: person ? oracle.access(person.userId) : [],
      sessions: person
        ? oracle.sessionsAliveAt().filter(s => s.userId === person.userId)
        : [],
      nameOf: {
        account: id => world.accounts.get(id)?.name ?? id,
        permissionSet: arn => world.permissionSets.get(arn)?.name ?? arn,
      },
      outage: parts.outage.current?.mode,
      problem,
      revision: revisionOf(parts, person?.userId),
    }),
    problem ? 403 : 200,
  );
}

function startSession(
  parts: SimulatorParts,
  request: HttpRequest,
): HttpOutcome {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const user = form.get('user') ?? '';
  try {
    parts.oracle.assumeRole(
      user,
      form.get('account') ?? '',
      form.get('permissionSet') ?? '',
    );
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return page(parts, user, problem);
  }
  return {
    kind: 'reply',
    status: 303,
    headers: { location: `/portal?user=${encodeURIComponent(user)}` },
    body: '',
  };
}

function revision(parts: SimulatorParts, request: HttpRequest): string {
  const asked = request.query.get('user')?.toLowerCase();
  const user = parts.world
    .livingUsers()
    .find(
      u =>
        u.userName.toLowerCase() === asked || u.email?.toLowerCase() === asked,
    );
  return revisionOf(parts, user?.userId);
}

/** Changes whenever the page would look different, time aside. */
function revisionOf(parts: SimulatorParts, userId: string | undefined): string {
  const alive = parts.oracle
    .sessionsAliveAt()
    .filter(s => s.userId === userId).length;
  return [
    parts.oracle.revision,
    alive,
    parts.outage.current?.mode ?? 'up',
  ].join('.');
}

function htmlReply(document: SafeHtml, status: number): HttpOutcome {
  return {
    kind: 'reply',
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    },
    body: document.text,
  };
}

function asset(type: string, body: string): HttpOutcome {
  return {
    kind: 'reply',
    status: 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}
