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
import { VirtualClock } from '../clock/VirtualClock';
import { faultRule } from '../faults/schema';
import { outageState } from '../faults/outageSchema';
import { denyPolicy } from '../oracle/denyPolicy';
import { SimulatorParts } from '../parts';
import { conditionRoutes } from './conditionRoutes';
import { describePeople, describeState } from './state';
import { trailRoutes } from './trailRoutes';
import { ControlError, ControlRoute } from './types';

const assignmentNames = z.strictObject({
  user: z.string().optional(),
  group: z.string().optional(),
  account: z.string(),
  permissionSet: z.string(),
});

const sessionNames = z.strictObject({
  user: z.string(),
  account: z.string(),
  permissionSet: z.string(),
});

const member = z.strictObject({ group: z.string(), user: z.string() });

const advance = z.union([
  z.strictObject({ ms: z.number().min(0) }),
  z.strictObject({ to: z.string() }),
]);

const accountState = z.strictObject({
  state: z.enum([
    'PENDING_ACTIVATION',
    'ACTIVE',
    'SUSPENDED',
    'PENDING_CLOSURE',
    'CLOSED',
  ]),
});

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (!value) {
    throw new ControlError(400, `query parameter '${name}' is missing`);
  }
  return value;
}

/** Instants in queries: ISO 8601, or epoch milliseconds. */
function instant(query: URLSearchParams): string | number | undefined {
  const at = query.get('at');
  if (!at) {
    return undefined;
  }
  return /^\d+$/.test(at) ? Number(at) : at;
}

/** Every control endpoint. */
export function controlRoutes(parts: SimulatorParts): ControlRoute[] {
  return [
    ...inspection(parts),
    ...access(parts),
    ...weather(parts),
    ...conditionRoutes(parts),
    ...people(parts),
    ...trailRoutes(parts),
  ];
}

function inspection(parts: SimulatorParts): ControlRoute[] {
  const { world, lifecycle, oracle, calls } = parts;
  return [
    {
      method: 'GET',
      path: '/state',
      run: () => describeState(world, lifecycle),
    },
    { method: 'GET', path: '/people', run: () => describePeople(world) },
    {
      method: 'GET',
      path: '/timeline',
      run: ({ query }) =>
        oracle.timeline({ since: Number(query.get('since') ?? 0) }),
    },
    {
      method: 'GET',
      path: '/api-calls',
      run: () => calls.summary(lifecycle.outstanding),
    },
    {
      method: 'DELETE',
      path: '/api-calls',
      run: () => {
        calls.reset();
        lifecycle.resetHighWater();
      },
    },
  ];
}

function access({ oracle }: SimulatorParts): ControlRoute[] {
  return [
    {
      method: 'GET',
      path: '/can-use',
      run: ({ query }) => ({
        canUse: oracle.canUse(
          required(query, 'user'),
          required(query, 'account'),
          required(query, 'permissionSet'),
          instant(query),
        ),
      }),
    },
    {
      method: 'GET',
      path: '/access',
      run: ({ query }) =>
        oracle.access(required(query, 'user'), instant(query)),
    },
    {
      method: 'GET',
      path: '/sessions',
      run: ({ query }) =>
        query.get('all') === 'true'
          ? oracle.sessions()
          : oracle.sessionsAliveAt(instant(query)),
    },
    {
      method: 'POST',
      path: '/sessions',
      run: ({ body }) => {
        const names = sessionNames.parse(body);
        return oracle.assumeRole(
          names.user,
          names.account,
          names.permissionSet,
        );
      },
    },
    {
      method: 'PUT',
      path: '/deny-policies/:id',
      run: ({ params, body }) => {
        const shape = denyPolicy.omit({ id: true }).parse(body);
        oracle.setDenyPolicy({ ...shape, id: params.get('id') ?? '' });
      },
    },
    {
      method: 'DELETE',
      path: '/deny-policies/:id',
      run: ({ params }) => oracle.removeDenyPolicy(params.get('id') ?? ''),
    },
  ];
}

/** What goes wrong, and what time it is. */
function weather({ faults, outage, clock }: SimulatorParts): ControlRoute[] {
  const describeClock = () => ({
    kind: clock.kind,
    now: new Date(clock.now()).toISOString(),
  });
  return [
    { method: 'GET', path: '/faults', run: () => faults.list() },
    {
      method: 'POST',
      path: '/faults',
      run: ({ body }) => faults.add(faultRule.parse(body)),
    },
    { method: 'DELETE', path: '/faults', run: () => faults.clear() },
    {
      method: 'DELETE',
      path: '/faults/:id',
      run: ({ params }) => {
        if (!faults.remove(params.get('id') ?? '')) {
          throw new ControlError(404, 'no such fault');
        }
      },
    },
    {
      method: 'GET',
      path: '/outage',
      run: () => outage.current ?? { mode: 'none' },
    },
    {
      method: 'PUT',
      path: '/outage',
      run: ({ body }) => {
        const state = outageState.parse(body);
        if (state.mode === 'refuse' && state.forMs === undefined) {
          throw new ControlError(
            400,
            'refuse needs forMs: nothing could reach this endpoint to end it',
          );
        }
        if (state.mode !== 'refuse') {
          return outage.start(state);
        }
        // The reply must leave before the port closes.
        setTimeout(() => void outage.start(state), 50);
        return undefined;
      },
    },
    { method: 'DELETE', path: '/outage', run: () => outage.end() },
    { method: 'GET', path: '/clock', run: describeClock },
    {
      method: 'POST',
      path: '/clock/advance',
      run: async ({ body }) => {
        const by = advance.parse(body);
        if (!(clock instanceof VirtualClock)) {
          throw new ControlError(409, 'the clock is real: it moves by itself');
        }
        await ('ms' in by ? clock.advance(by.ms) : clock.advanceTo(by.to));
        return describeClock();
      },
    },
  ];
}

/** What happens in AWS besides: consoles, other tools, identity providers. */
function people({ admin }: SimulatorParts): ControlRoute[] {
  return [
    {
      method: 'POST',
      path: '/people/:name/disable',
      run: ({ params }) => admin.disableUser(params.get('name') ?? ''),
    },
    {
      method: 'POST',
      path: '/people/:name/enable',
      run: ({ params }) => admin.enableUser(params.get('name') ?? ''),
    },
    {
      method: 'DELETE',
      path: '/people/:name',
      run: ({ params }) => admin.deleteUser(params.get('name') ?? ''),
    },
    {
      method: 'PUT',
      path: '/memberships',
      run: ({ body }) => {
        const { group, user } = member.parse(body);
        admin.addMember(group, user);
      },
    },
    {
      method: 'DELETE',
      path: '/memberships',
      run: ({ body }) => {
        const { group, user } = member.parse(body);
        admin.removeMember(group, user);
      },
    },
    {
      method: 'PUT',
      path: '/assignments',
      run: ({ body }) => admin.assign(assignmentNames.parse(body)),
    },
    {
      method: 'DELETE',
      path: '/assignments',
      run: ({ body }) => admin.unassign(assignmentNames.parse(body)),
    },
    {
      method: 'DELETE',
      path: '/permission-sets/:name',
      run: ({ params }) => admin.deletePermissionSet(params.get('name') ?? ''),
    },
    {
      method: 'PUT',
      path: '/accounts/:name/state',
      run: ({ params, body }) =>
        admin.setAccountState(
          params.get('name') ?? '',
          accountState.parse(body).state,
        ),
    },
  ];
}
