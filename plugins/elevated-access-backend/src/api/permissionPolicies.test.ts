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

import { mockServices } from '@backstage/backend-test-utils';
import type {
  PermissionsService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  elevatedAccessBasicPermissions,
  elevatedAccessDirectoryReadPermission,
  elevatedAccessDriftReadPermission,
  elevatedAccessEventsExportPermission,
  elevatedAccessEventsReadPermission,
  elevatedAccessExplainOthersPermission,
  elevatedAccessPermissions,
  elevatedAccessPolicyCreatePermission,
  elevatedAccessPolicyDeletePermission,
  elevatedAccessPolicyReadPermission,
  elevatedAccessPolicyUpdatePermission,
  elevatedAccessReviewReadPermission,
  elevatedAccessRevokeAllPermission,
  elevatedAccessSettingsReadPermission,
  elevatedAccessSettingsUpdatePermission,
  accessRequestCreatePermission,
} from 'backstage-plugin-elevated-access-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { SamplePermissionPolicy } from '../__testUtils__/SamplePermissionPolicy';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const DOCS = resolve(__dirname, '../../../../docs/permissions.md');

type Decide = (
  permission: Permission,
  credentials: BackstageCredentials,
) => Promise<PolicyDecision>;

/** A permission framework with a policy of the test's. */
function frameworkOf(decide: Decide): PermissionsService {
  return mockServices.permissions.mock({
    authorize: async (queries, { credentials }) =>
      Promise.all(
        queries.map(async ({ permission }) => {
          const { result } = await decide(permission, credentials);
          return {
            result:
              result === AuthorizeResult.ALLOW
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          };
        }),
      ),
    authorizeConditional: async (queries, { credentials }) =>
      Promise.all(
        queries.map(({ permission }) => decide(permission, credentials)),
      ),
  });
}

const auth = mockServices.auth();

function refOf(credentials: BackstageCredentials): string {
  return auth.isPrincipal(credentials, 'user')
    ? credentials.principal.userEntityRef
    : '';
}

const databases = createTestDatabases();

describe('a permission policy', () => {
  let decide: Decide;
  let portal: TestPortal;

  beforeAll(async () => {
    decide = async () => ({ result: AuthorizeResult.ALLOW });
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({
      knex,
      permissions: frameworkOf((...query) => decide(...query)),
    });
    await portal.ready();
  });

  afterEach(async () => {
    decide = async () => ({ result: AuthorizeResult.ALLOW });
    await portal.clear();
  });

  afterAll(() => portal?.stop());

  const deny = (name: string) => {
    decide = async permission => ({
      result:
        permission.name === name ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    });
  };

  const make = (as: string) =>
    portal.as(as).post('/policies', {
      policy: {
        kind: 'approval',
        spec: {
          name: 'made',
          targets: [{ all: true }],
          permissionSets: [{ all: true }],
          stages: [{ name: 'x', approvers: ['owner'] }],
        },
      },
      comment: 'OPS-1',
    });
  const change = (action: string) =>
    portal.as(people.admin).post('/policies/approval/two-agree/changes', {
      action,
      version: '000000000000',
      comment: 'OPS-1',
    });
  const settings = async () => {
    const { body } = await portal.as(people.auditor).get('/settings');
    return portal.as(people.admin).put('/settings', {
      settings: body.settings,
      version: body.version,
      comment: 'OPS-1',
    });
  };
  const explain = () =>
    portal.as(people.auditor).post('/explain', {
      person: `user:default/${people.requester}`,
      accountId: '111122223333',
      permissionSetArn: portal.permissionSetArn('PowerUser'),
      duration: 'PT1H',
    });
  const revokeAll = () =>
    portal.as(people.responder).post('/revocations', {
      person: `user:default/${people.requester}`,
      comment: 'incident',
    });

  const uses = (
    permission: { name: string },
    call: () => PromiseLike<{
      status: number;
      body: { error?: { code?: string } };
    }>,
  ) => [permission.name, call] as const;

  const cases = [
    uses(accessRequestCreatePermission, () =>
      portal.as(people.requester).post('/requests', portal.wish()),
    ),
    uses(elevatedAccessRevokeAllPermission, revokeAll),
    uses(elevatedAccessExplainOthersPermission, explain),
    uses(elevatedAccessPolicyReadPermission, () =>
      portal.as(people.admin).get('/policies'),
    ),
    uses(elevatedAccessPolicyCreatePermission, () => make(people.admin)),
    uses(elevatedAccessPolicyUpdatePermission, () => change('disable')),
    uses(elevatedAccessPolicyDeletePermission, () => change('delete')),
    uses(elevatedAccessSettingsReadPermission, () =>
      portal.as(people.admin).get('/settings'),
    ),
    uses(elevatedAccessSettingsUpdatePermission, settings),
    uses(elevatedAccessEventsReadPermission, () =>
      portal.as(people.auditor).get('/events/verification'),
    ),
    uses(elevatedAccessEventsExportPermission, () =>
      portal.as(people.auditor).get('/events/export'),
    ),
    uses(elevatedAccessDriftReadPermission, () =>
      portal.as(people.auditor).get('/drift'),
    ),
    uses(elevatedAccessReviewReadPermission, () =>
      portal.as(people.auditor).get('/reviews'),
    ),
    uses(elevatedAccessDirectoryReadPermission, () =>
      portal.as(people.auditor).get('/directory'),
    ),
  ];

  it('has every permission that is about nothing in particular in the cases below', () => {
    expect(cases.map(([name]) => name).sort()).toEqual(
      elevatedAccessBasicPermissions.map(({ name }) => name).sort(),
    );
  });

  it.each(cases)(
    'takes %s from those whose role gives it',
    async (name, call) => {
      expect((await call()).status).not.toBe(403);
      await portal.clear();
      deny(name);
      const { status, body } = await call();
      expect([status, body.error?.code]).toEqual([403, 'forbidden']);
    },
  );

  it('that allows everything gives nobody more than their role', async () => {
    for (const answer of [
      await make(people.requester),
      await make(people.auditor),
      await portal.as(people.approver).get('/policies'),
      await portal.as(people.requester).get('/events/export'),
      await portal.as(people.requester).get('/settings/versions'),
    ]) {
      expect(answer.status).toBe(403);
    }
  });

  it('that gives no answer refuses, and says that nothing was changed', async () => {
    decide = async () => {
      throw new Error('away');
    };
    for (const answer of [
      await make(people.admin),
      await portal.as(people.admin).get('/policies'),
      await portal.as(people.stranger).get('/settings'),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([
        503,
        'permissions-unavailable',
      ]);
    }
  });

  describe('of the documentation', () => {
    const groupsOf: Record<string, string[]> = {
      [people.auditor]: ['group:default/security-audit'],
      [people.responder]: ['group:default/security-responders'],
      [people.stranger]: ['group:default/contractors'],
    };

    beforeEach(() => {
      const sample = new SamplePermissionPolicy();
      decide = async (permission, credentials) => {
        const ref = refOf(credentials);
        return sample.handle(
          { permission },
          {
            credentials,
            info: {
              userEntityRef: ref,
              ownershipEntityRefs: [
                ref,
                ...(groupsOf[ref.replace('user:default/', '')] ?? []),
              ],
            },
          },
        );
      };
    });

    it('is there word for word', () => {
      const code = readFileSync(
        resolve(__dirname, '../__testUtils__/SamplePermissionPolicy.ts'),
        'utf8',
      );
      const [, policy] = code.split('const ALLOW');
      expect(readFileSync(DOCS, 'utf8')).toContain(`const ALLOW${policy}`);
    });

    it('names every permission', () => {
      const text = readFileSync(DOCS, 'utf8');
      for (const { name } of elevatedAccessPermissions) {
        expect(text).toContain(`\`${name}\``);
      }
    });

    it('keeps contractors from asking', async () => {
      const refused = await portal
        .as(people.stranger)
        .post('/requests', portal.wish());
      expect(refused.status).toBe(403);
    });

    it('keeps approvers from one account and lets them decide on the others', async () => {
      const wished = await portal.submit();
      await portal.decide(people.approver, wished, 'reject').expect(200);
      const backups = await portal.submit(people.requester, {
        accountIds: ['111122223335'],
      });
      const refused = await portal.decide(people.approver, backups, 'reject');
      expect([refused.status, refused.body.error.code]).toEqual([
        403,
        'forbidden',
      ]);
    });

    it('shows responders what is live, and nothing that waits', async () => {
      const wished = await portal.submit();
      const responder = portal.as(people.responder);
      await responder.get(`/requests/${wished.id}`).expect(404);
      const before = await responder.get('/requests?view=all');
      expect(before.body.items).toEqual([]);
      await portal.decide(people.approver, wished).expect(200);
      await portal.reached(wished.id, 'active');
      await responder.get(`/requests/${wished.id}`).expect(200);
      const after = await responder.get('/requests?view=all');
      expect(after.body.items).toHaveLength(1);
    });

    it('lets auditors export, and not administrators', async () => {
      await portal.as(people.auditor).get('/events/export').expect(200);
      await portal.as(people.admin).get('/events/export').expect(403);
    });
  });
});
