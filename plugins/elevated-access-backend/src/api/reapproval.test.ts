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

import {
  ListInstancesCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'access that is not what was approved on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (
        await TestPortal.start({
          knex,
          settings: { maximumDelay: 'PT2S' },
          engine: { personCheck: { milliseconds: 300 } },
        })
      ).ready();
    });

    afterEach(() => portal.clear());

    afterAll(() => portal?.stop());

    /** A request that begins in two seconds, approved. */
    const approved = async () => {
      const wished = await portal.submit(people.requester, {
        startsAt: new Date(Date.now() + 2_000).toISOString(),
      });
      await portal.decide(people.approver, wished).expect(200);
      return wished;
    };

    const canUse = () =>
      portal.simulator.oracle.canUse(
        people.requester,
        'payments-prod',
        'PowerUser',
      );

    const allowMore = async () => {
      const { region, endpoint, credentials } = portal.simulator.clientConfig;
      const client = new SSOAdminClient({ region, endpoint, credentials });
      const { Instances } = await client.send(new ListInstancesCommand({}));
      await client.send(
        new PutInlinePolicyToPermissionSetCommand({
          InstanceArn: Instances?.[0]?.InstanceArn,
          PermissionSetArn: portal.permissionSetArn('PowerUser'),
          InlinePolicy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'iam:*', Resource: '*', Sid: 'Now' },
            ],
          }),
        }),
      );
      client.destroy();
    };

    it('goes back to its approvers with the reason, and begins once they agree to what it is now', async () => {
      const first = await approved();
      await allowMore();
      const again = await portal.reachedAgain(first.id);
      expect(again).toMatchObject({
        reapprovalReason: expect.stringMatching(
          /PowerUser permits has changed/,
        ),
        startsAt: null,
        endsAt: null,
        failure: null,
        approval: { stages: [{ approved: 0 }] },
      });
      expect(again.digest).not.toBe(first.digest);
      expect(canUse()).toBe(false);

      const stale = await portal.decide(people.approver, first);
      expect(stale.body.error.code).toBe('digest-changed');
      await portal.decide(people.approver, again).expect(200);
      await portal.reached(first.id, 'active');

      const { body } = await portal
        .as(people.auditor)
        .get(`/requests/${first.id}/events`);
      expect(
        body.items.find(
          ({ type }: { type: string }) => type === 'request.reapproval-needed',
        ).data,
      ).toMatchObject({ oldDigest: first.digest, newDigest: again.digest });
    });

    it('asks again although nothing that was shown has changed, when the approver has left', async () => {
      const first = await approved();
      portal.catalog.leave(people.approver, 'payments-leads');
      const again = await portal.reachedAgain(first.id);
      expect(again.digest).not.toBe(first.digest);
      portal.catalog.join(people.approver, 'payments-leads');
      // The old decision stays void although its author is back.
      expect(again.approval?.stages[0]?.approved).toBe(0);
      await portal.decide(people.approver, again).expect(200);
      await portal.reached(first.id, 'active');
    });

    it('asks again when an outage delayed it by more than is permitted, and gives nothing before', async () => {
      const wished = await portal.submit();
      await portal.decide(people.approver, wished).expect(200);
      const live = await portal.reached(wished.id, 'active');
      await portal
        .as(people.requester)
        .post(`/requests/${live.id}/release`, {})
        .expect(200);
      await portal.reached(live.id, 'ended');

      const late = await portal.submit();
      await portal.decide(people.approver, late).expect(200);
      await portal.simulator.outage.start({ mode: 'refuse' });
      const seen = await portal.as(people.auditor).get(`/requests/${late.id}`);
      expect(['scheduled', 'activating']).toContain(seen.body.status);
      await new Promise(resolve => setTimeout(resolve, 3_000));
      await portal.simulator.outage.end();
      const again = await portal.reachedAgain(late.id);
      expect(again.reapprovalReason).toMatch(/more than 2 s late/);
      expect(canUse()).toBe(false);
      await portal.decide(people.approver, again).expect(200);
      const given = await portal.reached(late.id, 'active');
      // Its window was fixed anew.
      expect(Date.parse(given.startsAt ?? '')).toBeGreaterThan(
        Date.parse(seen.body.startsAt),
      );
    });

    it('fails when the permission set is gone', async () => {
      const wished = await portal.submit(people.requester, {
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
        startsAt: new Date(Date.now() + 2_000).toISOString(),
      });
      await portal.decide(people.approver, wished).expect(200);
      portal.simulator.admin.deletePermissionSet('ReadOnly');
      await expect(portal.reached(wished.id, 'failed')).resolves.toMatchObject({
        failure: expect.stringMatching(/no longer exists/),
      });
    });

    it('ends with everything to come when the person is disabled', async () => {
      const live = await portal.active();
      const later = await portal.submit(people.requester, {
        startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      });
      await portal.decide(people.approver, later).expect(200);
      portal.simulator.admin.disableUser(people.requester);
      const ended = await portal.reached(live.id, 'ended');
      expect(ended).toMatchObject({
        endReason: 'revoked',
        endedBy: null,
        endComment: expect.stringMatching(/is disabled/),
      });
      await portal.reached(later.id, 'cancelled');
      expect(canUse()).toBe(false);
      portal.simulator.admin.enableUser(people.requester);
    });
  },
);
