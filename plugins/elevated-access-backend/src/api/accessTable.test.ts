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

import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';
import { createOpenApiDocument } from './openapi';

jest.setTimeout(180_000);

const personas = [
  'requester',
  'approver',
  'auditor',
  'admin',
  'responder',
  'stranger',
] as const;

type Persona = (typeof personas)[number];
type Caller = Persona | 'nobody' | 'service';
type Row = Record<Caller, number>;

/** What is asked about: one's own, or what belongs to somebody with whom one has nothing to do. */
type Whose = 'own' | 'others';

/** The name of who asks, and what they ask about. */
interface Subject {
  /** Whose request it is, or about whom is asked. */
  person: string;
  requestId: string;
  digest: string;
  changeId: string;
}

interface Route {
  /** What the route needs to be asked about; `nothing` where it is about nobody's in particular. */
  about: 'request' | 'person' | 'change' | 'nothing';
  path: (subject: Subject) => string;
  body?: (subject: Subject) => unknown;
  own: Row;
  others: Row;
}

/** A request of one's own is withdrawn, ended and prolonged by oneself; 409: one may, but it waits still. */
const NOT_YET = 409;

const everybody: Row = {
  requester: 200,
  approver: 200,
  auditor: 200,
  admin: 200,
  responder: 200,
  stranger: 200,
  nobody: 401,
  service: 403,
};

function only(...allowed: Persona[]): Row {
  const row = { ...everybody };
  for (const persona of personas) {
    row[persona] = allowed.includes(persona) ? 200 : 403;
  }
  return row;
}

/** The row with another status where it says 200. */
function as(status: number, row: Row): Row {
  const changed = { ...row };
  for (const persona of personas) {
    changed[persona] = row[persona] === 200 ? status : row[persona];
  }
  return changed;
}

const nobodyAtAll = only();
const readers = only('auditor', 'admin');
const administrators = only('admin');
const whoMaySee: Row = { ...everybody, requester: 404, stranger: 404 };
/** Those who may see it are told why not; to the others it does not exist. */
const onlyTheirOwn = as(403, whoMaySee);

const same = (row: Row) => ({ own: row, others: row });
const nothing = (path: string, row: Row, body?: unknown): Route => ({
  about: 'nothing',
  path: () => path,
  ...(body === undefined ? {} : { body: () => body }),
  ...same(row),
});
const request = (
  action: string,
  cells: Pick<Route, 'own' | 'others'>,
): Route => ({
  about: 'request',
  path: ({ requestId }) => `/requests/${requestId}${action}`,
  ...cells,
});

const wish = (permissionSetArn: string) => ({
  accountIds: ['111122223333'],
  permissionSetArn,
  duration: 'PT10M',
  reason: 'OPS-31 the deploy is stuck',
});

const policy = {
  kind: 'eligibility',
  spec: {
    name: 'another',
    effect: 'deny',
    subjects: ['group:default/ghosts'],
    targets: [{ all: true }],
    permissionSets: [{ all: true }],
  },
};

/** The id of a review for the group that approvers are in. */
const REVIEW_OF_LEADS = '0b9f6f2e-5d0a-4c57-9a34-0f6f6a1c2b3d';

/** Every route; `PERMISSION_SET` stands for the ARN of a permission set. */
const table: Record<string, Route> = {
  'get /me': nothing('/me', everybody),
  'get /requestable': nothing('/requestable', everybody),
  'post /preflight': nothing('/preflight', everybody, 'WISH'),
  'get /requests': nothing('/requests?view=all', everybody),
  'get /requests/export': nothing('/requests/export?view=all', everybody),
  'post /requests': nothing('/requests', as(201, everybody), 'WISH'),
  'get /requests/{id}': request('', { own: everybody, others: whoMaySee }),
  'get /requests/{id}/events': request('/events', {
    own: everybody,
    others: whoMaySee,
  }),
  'get /requests/{id}/activity': request('/activity', {
    own: everybody,
    others: whoMaySee,
  }),
  // Nothing has been read of a request that waits still.
  'get /requests/{id}/activity/export': request('/activity/export', {
    own: as(NOT_YET, everybody),
    others: as(NOT_YET, whoMaySee),
  }),
  'post /requests/{id}/decisions': {
    ...request('/decisions', { own: nobodyAtAll, others: only('approver') }),
    body: ({ digest }) => ({ verdict: 'reject', digest, comment: 'no' }),
  },
  'post /requests/{id}/cancel': {
    ...request('/cancel', { own: everybody, others: onlyTheirOwn }),
    body: () => ({}),
  },
  'post /requests/{id}/release': {
    ...request('/release', {
      own: as(NOT_YET, everybody),
      others: onlyTheirOwn,
    }),
    body: () => ({}),
  },
  'post /requests/{id}/extend': {
    ...request('/extend', {
      own: as(NOT_YET, everybody),
      others: onlyTheirOwn,
    }),
    body: () => ({ duration: 'PT10M', reason: 'OPS-31 it takes longer' }),
  },
  'post /requests/{id}/revoke': {
    ...request('/revoke', {
      own: nobodyAtAll,
      others: { ...as(NOT_YET, whoMaySee), auditor: 403 },
    }),
    body: () => ({ comment: 'incident' }),
  },
  'post /revocations': {
    about: 'person',
    path: () => '/revocations',
    body: ({ person }) => ({ person, comment: 'incident' }),
    own: nobodyAtAll,
    others: only('admin', 'responder'),
  },
  'post /explain': {
    about: 'person',
    path: () => '/explain',
    body: ({ person }) => ({
      person,
      accountId: '111122223333',
      permissionSetArn: 'PERMISSION_SET',
      duration: 'PT1H',
    }),
    own: everybody,
    others: readers,
  },
  'get /events/verification': nothing('/events/verification', readers),
  'get /events/export': nothing('/events/export', readers),
  'get /directory': nothing('/directory', { ...readers, service: 200 }),
  'get /health': nothing('/health', everybody),
  'get /drift': nothing('/drift', only('auditor', 'admin', 'responder')),
  'get /openapi.json': nothing('/openapi.json', everybody),
  'get /policies': nothing('/policies', readers),
  'post /policies': nothing('/policies', as(201, administrators), {
    policy,
    comment: 'OPS-1',
  }),
  'get /policies/{kind}/{name}': nothing(
    '/policies/approval/two-agree',
    readers,
  ),
  'get /policies/{kind}/{name}/versions': nothing(
    '/policies/approval/two-agree/versions',
    readers,
  ),
  // The config has it: an administrator may change policies, but not this one.
  'post /policies/{kind}/{name}/changes': nothing(
    '/policies/approval/two-agree/changes',
    as(409, administrators),
    { action: 'disable', version: '000000000000', comment: 'OPS-1' },
  ),
  'get /policies/lint': nothing('/policies/lint', readers),
  // Each item has its own answer: who may decide is told there.
  'post /decisions': {
    about: 'request',
    path: () => '/decisions',
    body: ({ requestId, digest }) => ({
      verdict: 'reject',
      comment: 'no',
      items: [{ requestId, digest }],
    }),
    ...same(everybody),
  },
  'get /requests/{id}/background': request('/background', {
    own: only('auditor', 'admin', 'responder'),
    others: whoMaySee,
  }),
  'get /entity-access': nothing(
    '/entity-access?entityRef=resource:default/aws-account-111122223333',
    everybody,
  ),
  'get /reports/access': nothing('/reports/access', everybody),
  'get /reviews': nothing('/reviews', everybody),
  'get /reviews/{id}': nothing(`/reviews/${REVIEW_OF_LEADS}`, {
    ...everybody,
    requester: 404,
    responder: 404,
    stranger: 404,
  }),
  'get /policies/coverage': nothing(
    '/policies/coverage?kind=eligibility&names=another',
    readers,
  ),
  'get /accounts/{id}/reach': nothing('/accounts/111122223333/reach', readers),
  'post /policies/validate': nothing('/policies/validate', administrators, {
    policy,
  }),
  'get /policy-changes': nothing('/policy-changes', readers),
  'post /policy-changes/{id}': {
    about: 'change',
    path: ({ changeId }) => `/policy-changes/${changeId}`,
    body: () => ({ verdict: 'confirm' }),
    own: nobodyAtAll,
    others: administrators,
  },
  'get /policy-sources': nothing('/policy-sources', readers),
  'get /settings': nothing('/settings', everybody),
  'put /settings': nothing('/settings', administrators, 'SETTINGS'),
  'get /settings/versions': nothing('/settings/versions', readers),
};

const otherAdmin = 'fay.ward';
const databases = createTestDatabases();

const cells = Object.entries(table).flatMap(([route, { about, own, others }]) =>
  (['own', 'others'] as const)
    .filter(whose => about !== 'nothing' || whose === 'own')
    .flatMap(whose =>
      Object.entries(whose === 'own' ? own : others)
        // These have nothing of their own.
        .filter(
          ([it]) => whose === 'others' || about === 'nothing' || isPersona(it),
        )
        .map(([caller, status]) => ({ route, about, whose, caller, status })),
    ),
);

function isPersona(name: string): name is Persona {
  return personas.some(persona => persona === name);
}

describe('every route, for everybody', () => {
  let portal: TestPortal;
  let proposals = 0;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({
      knex,
      settings: { confirmChanges: true },
    });
    // Everybody may have a request of their own, so that ownership alone makes the difference.
    portal.catalog.addGroup('everybody', 'payments-engineers');
    const groups: Record<Persona, string[]> = {
      requester: ['payments-engineers'],
      approver: ['payments-leads', 'payments-engineers'],
      auditor: ['security-audit', 'payments-engineers'],
      admin: ['platform', 'payments-engineers'],
      responder: ['security-responders', 'payments-engineers'],
      stranger: ['payments-engineers'],
    };
    for (const persona of personas) {
      portal.catalog.addUser(people[persona], groups[persona], {
        email: `${people[persona]}@octant.example`,
      });
    }
    portal.catalog.addUser(otherAdmin, ['platform']);
    portal.catalog.setAccountOwner('111122223333', 'group:default/payments');
    await portal.ready();
    await portal.knex('access_reviews').insert({
      id: REVIEW_OF_LEADS,
      scope: 'people',
      reviewer_ref: 'group:default/payments-leads',
      reviewer_name: 'Payments leads',
      period_from: new Date('2026-10-01T00:00:00Z'),
      period_to: new Date('2026-11-01T00:00:00Z'),
      created_at: new Date('2026-11-02T00:00:00Z'),
      accesses: 0,
      unused: 0,
      truncated: false,
      unused_policies: '[]',
    });
  });

  afterEach(async () => {
    await portal.clear();
    await portal.knex('pending_changes').delete();
  });

  afterAll(() => portal?.stop());

  const proposedBy = async (name: string): Promise<string> => {
    const { body } = await portal.as(name).post('/policies', {
      policy: {
        ...policy,
        spec: { ...policy.spec, name: `proposed-${(proposals += 1)}` },
      },
      comment: 'OPS-2',
    });
    return body.changeId;
  };

  const subjectFor = async (
    about: Route['about'],
    whose: Whose,
    caller: string,
  ): Promise<Subject> => {
    const self = isPersona(caller) ? people[caller] : people.requester;
    const owner = whose === 'own' ? self : people.otherRequester;
    const wished = about === 'request' ? await portal.submit(owner) : undefined;
    const proposer =
      whose === 'own' && caller === 'admin' ? people.admin : otherAdmin;
    return {
      person: `user:default/${owner}`,
      requestId: wished?.id ?? '',
      digest: wished?.digest ?? '',
      changeId: about === 'change' ? await proposedBy(proposer) : '',
    };
  };

  const headerOf = (caller: string): string => {
    if (isPersona(caller)) {
      return mockCredentials.user.header(`user:default/${people[caller]}`);
    }
    return caller === 'service'
      ? mockCredentials.service.header()
      : mockCredentials.none.header();
  };

  const bodyOf = async (given: unknown): Promise<unknown> => {
    const arn = portal.permissionSetArn('PowerUser');
    if (given === 'WISH') {
      return wish(arn);
    }
    if (given === 'SETTINGS') {
      const { body } = await portal.as(people.admin).get('/settings');
      return {
        settings: { ...body.settings, requestExpiry: 'PT1H' },
        version: body.version,
        comment: 'OPS-3',
      };
    }
    return (
      given && JSON.parse(JSON.stringify(given).replace('PERMISSION_SET', arn))
    );
  };

  it('has a row in this table', () => {
    // That the document has every route of the router is tested beside it.
    const routes = Object.entries(createOpenApiDocument().paths ?? {}).flatMap(
      ([path, item]) => Object.keys(item).map(method => `${method} ${path}`),
    );
    expect(Object.keys(table).sort()).toEqual(
      [...routes, 'get /openapi.json'].sort(),
    );
  });

  it.each(cells)(
    '$route about $whose as $caller: $status',
    async ({ route, about, whose, caller, status }) => {
      const subject = await subjectFor(about, whose, caller);
      const { path, body } = table[route];
      const api = portal.withHeader(headerOf(caller));
      const [method] = route.split(' ');
      const answer =
        method === 'get'
          ? await api.get(path(subject))
          : await api[method === 'put' ? 'put' : 'post'](
              path(subject),
              await bodyOf(body?.(subject)),
            );
      // With the reason, so that a failure says why.
      expect([answer.status, answer.body.error?.reason]).toEqual([
        status,
        status < 400 ? undefined : answer.body.error?.reason,
      ]);
    },
  );

  it.each([
    'post /policies',
    'post /policies/{kind}/{name}/changes',
    'post /policy-changes/{id}',
    'put /settings',
  ])('%s is not for agents, whoever they act for', async route => {
    const { path, body, about } = table[route];
    const subject = await subjectFor(about, 'others', 'admin');
    const agent = portal.withHeader(
      `Bearer ${mockCredentials.user.token(`user:default/${people.admin}`, {
        actor: { subject: 'plugin:mcp-actions' },
      })}`,
    );
    const [method] = route.split(' ');
    const answer = await agent[method === 'put' ? 'put' : 'post'](
      path(subject),
      await bodyOf(body?.(subject)),
    );
    expect([answer.status, answer.body.error?.code]).toEqual([
      403,
      'acting-through-plugin',
    ]);
  });
});
