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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { MockActionsRegistry } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { RememberingAuditor } from '../__testUtils__/RememberingAuditor';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** What agents may do, by name: an action that is not here has to be thought about first. */
const ALLOWED = {
  'list-requestable': { readOnly: true, destructive: false },
  explain: { readOnly: true, destructive: false },
  'request-access': { readOnly: false, destructive: false },
  'my-access': { readOnly: true, destructive: false },
  'release-access': { readOnly: false, destructive: true },
};

describe('actions for agents', () => {
  const registry = MockActionsRegistry.create({
    logger: mockServices.logger.mock(),
  });
  const auditor = new RememberingAuditor();
  let portal: TestPortal;

  const invoke = async (name: string, who: string, input: JsonObject) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input,
      credentials: mockCredentials.user(`user:default/${who}`, {
        actor: { subject: 'plugin:mcp-actions' },
      }),
    });
    return Object(output);
  };

  const wish = (more: JsonObject = {}) => portal.wish(more);

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({ knex, actions: registry, auditor });
    await portal.ready();
  });
  afterAll(() => portal.stop());
  afterEach(() => portal.clear());

  it('are exactly those that were thought about, each with honest attributes', async () => {
    const { actions } = await registry.list();
    expect(
      Object.fromEntries(
        actions.map(({ name, attributes: { readOnly, destructive } }) => [
          name,
          { readOnly, destructive },
        ]),
      ),
    ).toEqual(ALLOWED);
  });

  it('list what the caller may request, and not what others may', async () => {
    const mine = await invoke('list-requestable', people.requester, {
      search: 'payments-prod PowerUser',
    });
    expect(mine.items).toContainEqual(
      expect.objectContaining({
        accountId: '111122223333',
        permissionSetName: 'PowerUser',
        maxDuration: 'PT2H',
        approval: 'required',
      }),
    );
    const theirs = await invoke('list-requestable', people.stranger, {});
    expect(theirs.items).toEqual([]);
  });

  it('request in the name of the caller, after a dry run that changes nothing', async () => {
    const before = await portal.rows();
    const dry = await invoke('request-access', people.requester, {
      ...wish(),
      dryRun: true,
    });
    expect(dry).toMatchObject({
      dryRun: true,
      requests: [],
      checks: [{ accountId: '111122223333', ok: true, problems: [] }],
    });
    await expect(portal.rows()).resolves.toEqual(before);

    const made = await invoke('request-access', people.requester, wish());
    expect(made.requests).toMatchObject([
      {
        status: 'pending',
        approvers: [
          `user:default/${people.approver}`,
          `user:default/${people.otherApprover}`,
        ],
      },
    ]);
    const mine = await invoke('my-access', people.requester, {});
    expect(mine.items).toMatchObject([{ id: made.requests[0].id }]);
  });

  it("give back the caller's own live access", async () => {
    const live = await portal.active();
    const released = await invoke('release-access', people.requester, {
      requestId: live.id,
    });
    expect(released.request).toMatchObject({ id: live.id, status: 'ending' });
    await portal.reached(live.id, 'ended');
  });

  it('say what is wrong with a wish, and how to put it right', async () => {
    await expect(
      invoke('request-access', people.requester, wish({ duration: 'PT9H' })),
    ).rejects.toThrow(/longer than you may have/);
    await expect(
      invoke('request-access', people.requester, wish({ accountIds: ['1'] })),
    ).rejects.toThrow(/12 digits/);
  });

  it('serve people alone: a service holds no access, and leaves in the audit that it tried', async () => {
    for (const name of Object.keys(ALLOWED)) {
      await expect(
        registry.invoke({
          id: `test:${name}`,
          input: anyInput(name, 'none'),
          credentials: mockCredentials.service('plugin:other'),
        }),
      ).rejects.toThrow(/people/);
    }
    const refused = auditor.refused('plugin:other');
    expect(refused).toEqual([
      'requestable-list',
      'request-explain',
      'request-create',
      'request-list',
      'request-release',
    ]);
    const denied = await portal
      .knex('events')
      .where({
        type: 'access.denied',
        actor_kind: 'service',
        actor_ref: 'plugin:other',
      })
      .orderBy('position')
      .select('data');
    expect(denied.map(({ data }) => JSON.parse(data))).toEqual(
      refused.map(attempt =>
        expect.objectContaining({
          attempt,
          reason: expect.stringMatching(/people/),
          attempts: 1,
        }),
      ),
    );
  });

  it.each([people.approver, people.admin, people.responder, people.auditor])(
    "change nothing that is another's, and no policy, whoever calls: %s",
    async who => {
      const pending = await portal.submit(people.requester);
      const granted = await portal.submit(people.requester, {
        permissionSetArn: portal.permissionSetArn('DatabaseAdmin'),
        duration: 'PT3H',
      });
      await portal.decide(people.otherApprover, granted).expect(200);
      const live = await portal.reached(granted.id, 'active');
      const others = async () => ({
        requests: await portal
          .knex('requests')
          .whereNot({ requester_ref: `user:default/${who}` })
          .orderBy('id'),
        decisions: await portal.knex('decisions').select('*'),
        policies: await portal.knex('policies').select('*'),
        policyVersions: await portal.knex('policy_versions').select('*'),
        pendingChanges: await portal.knex('pending_changes').select('*'),
        settings: await portal.knex('settings_versions').select('*'),
      });
      const before = await others();
      const { actions } = await registry.list();
      for (const { name } of actions) {
        for (const requestId of [pending.id, live.id]) {
          // Refused or not: what counts is what it leaves.
          await invoke(name, who, anyInput(name, requestId)).catch(() => {});
        }
      }
      await expect(others()).resolves.toEqual(before);
    },
  );

  /** Something that each action takes; names somebody else's request where it can. */
  function anyInput(name: string, requestId: string): JsonObject {
    const permissionSetArn = portal.permissionSetArn('PowerUser');
    const about = {
      accountId: '111122223333',
      permissionSetArn,
      duration: 'PT1H',
    };
    const inputs: Record<string, JsonObject> = {
      'list-requestable': {},
      explain: about,
      'request-access': wish(),
      'my-access': {},
      'release-access': { requestId },
    };
    // An action that nobody thought about gets everything at once.
    return (
      inputs[name] ?? {
        ...about,
        ...wish(),
        requestId,
        id: requestId,
        verdict: 'approve',
        comment: 'from an agent',
      }
    );
  }
});
