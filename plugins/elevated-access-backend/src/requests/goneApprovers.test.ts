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

import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'approvers who are no longer there on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (await TestPortal.start({ knex })).ready();
    });

    afterAll(() => portal?.stop());

    /** A request that begins in two seconds, and somebody's approval of it. */
    const approvedBy = async (name: string) => {
      const wished = await portal.submit(people.requester, {
        startsAt: new Date(Date.now() + 2_000).toISOString(),
      });
      await portal.decide(name, wished).expect(200);
      return wished;
    };

    const expectNothingGiven = async (requestId: string, reason: string) => {
      const again = await portal.reachedAgain(requestId);
      expect(again.reapprovalReason).toContain(reason);
      expect(
        portal.simulator.oracle.canUse(
          people.requester,
          'payments-prod',
          'PowerUser',
        ),
      ).toBe(false);
      await portal.clear();
    };

    it('believes neither the approvals nor the decisions of somebody who was deleted from Identity Center', async () => {
      const approved = await approvedBy(people.otherApprover);
      portal.simulator.admin.deleteUser(people.otherApprover);
      await expectNothingGiven(
        approved.id,
        `${people.otherApprover} is no longer an approver`,
      );

      const wished = await portal.submit();
      const before = await portal.rows();
      const { body } = await portal
        .decide(people.otherApprover, wished)
        .expect(403);
      expect(body.error).toMatchObject({
        code: 'identity-center-user-disabled',
        message: expect.stringContaining('gone'),
      });
      await expect(portal.rows()).resolves.toEqual(before);
      await portal.clear();
    });

    it('gives nothing when the approver left the group before the start', async () => {
      const approved = await approvedBy(people.approver);
      portal.catalog.leave(people.approver, 'payments-leads');
      await expectNothingGiven(
        approved.id,
        `${people.approver} is no longer an approver`,
      );
    });
  },
);
