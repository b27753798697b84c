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

jest.setTimeout(120_000);

// What AWS's TEAM sample lets clients do to requests, and what is done here
// instead. Rules of policies are in teamPolicies.test.ts; approvals (S3, S11, R6)
// in teamApprovals.test.ts.

const databases = createTestDatabases();
const DECIDED_OR_OVER = ['cancelled', 'rejected', 'ended'] as const;

describe.each(databases.eachSupportedId())(
  'requests, against the holes of TEAM, on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (await TestPortal.start({ knex })).ready();
    });

    afterEach(() => portal.clear());

    afterAll(() => portal?.stop());

    describe('status cannot be written by a client (S4)', () => {
      // "createRequests default `status: pending` is overridable"; "forge approver"
      it.each([
        { status: 'approved' },
        { status: 'active' },
        { id: '00000000-0000-4000-8000-000000000000' },
        { approver: 'user:default/bo.ek' },
        { approval: null },
        { requesterRef: 'user:default/bo.ek' },
        { endsAt: '2099-01-01T00:00:00.000Z' },
      ])('refuses a request that brings %p with it', async smuggled => {
        const before = await portal.rows();
        const { body } = await portal
          .as(people.requester)
          .post('/requests', portal.wish(smuggled))
          .expect(400);
        expect(body.error.code).toBe('invalid-input');
        await expect(portal.rows()).resolves.toEqual(before);
      });

      // "Owner: any status string except approved/rejected on own request"
      it('has no route that writes a request', async () => {
        const wished = await portal.submit();
        await portal
          .as(people.requester)
          .post(`/requests/${wished.id}`, { status: 'active' })
          .expect(404);
        await portal
          .as(people.requester)
          .post(`/requests/${wished.id}/cancel`, { status: 'active' })
          .expect(400);
      });

      const reach = {
        cancelled: async () => {
          const wished = await portal.submit();
          await portal
            .as(people.requester)
            .post(`/requests/${wished.id}/cancel`, {})
            .expect(200);
          return wished;
        },
        rejected: async () => {
          const wished = await portal.submit();
          await portal.decide(people.approver, wished, 'reject').expect(200);
          return wished;
        },
        ended: async () => {
          const live = await portal.active();
          await portal
            .as(people.requester)
            .post(`/requests/${live.id}/release`, {})
            .expect(200);
          return portal.reached(live.id, 'ended');
        },
      };

      // "Approver: approve expired/rejected/cancelled/ended requests"; "un-revoke a scheduled request"
      it.each(DECIDED_OR_OVER)(
        'lets nobody bring a request back that is %s',
        async status => {
          const over = await reach[status]();
          const before = await portal.rows();
          const answers = [
            await portal.decide(people.approver, over),
            await portal.decide(people.otherApprover, over),
            await portal
              .as(people.requester)
              .post(`/requests/${over.id}/extend`, {
                duration: 'PT10M',
                reason: 'OPS-31 it takes longer',
              }),
            await portal
              .as(people.requester)
              .post(`/requests/${over.id}/cancel`, {}),
            await portal
              .as(people.requester)
              .post(`/requests/${over.id}/release`, {}),
          ];
          for (const answer of answers) {
            expect(answer.status).toBe(409);
          }
          await expect(portal.rows()).resolves.toEqual(before);
          await portal.reached(over.id, status);
        },
      );

      // "set `cancelled`/`foo` on an active session so it vanishes from approver/auditor lists and Revoke button"
      it('keeps live access where approvers and auditors see it, whatever its owner tries', async () => {
        const live = await portal.active();
        await portal
          .as(people.requester)
          .post(`/requests/${live.id}/cancel`, {})
          .expect(409);
        for (const [name, view] of [
          [people.approver, 'view=active'],
          [people.auditor, 'view=all&status=active'],
        ]) {
          const { body } = await portal.as(name).get(`/requests?${view}`);
          expect(body.items).toMatchObject([{ id: live.id, status: 'active' }]);
        }
        const { body } = await portal
          .as(people.approver)
          .get(`/requests/${live.id}`);
        expect(body.actions).toEqual(['revoke']);
      });
    });

    describe('names come from the directory, not the client (S5)', () => {
      // "accountName, role are free client text; only ids are authorised"
      it.each([
        { accountName: 'Sandbox' },
        { role: 'ReadOnly' },
        { permissionSetName: 'ReadOnly' },
        { requesterName: 'Bo Ek' },
      ])('refuses %p', async name => {
        await portal
          .as(people.requester)
          .post('/requests', portal.wish(name))
          .expect(400);
      });

      // "the approval table shows name only, the role ARN is never shown"
      it('shows approvers the names that belong to the ids, and the ids', async () => {
        const wished = await portal.submit();
        const { body } = await portal
          .as(people.approver)
          .get(`/requests/${wished.id}`);
        expect(body).toMatchObject({
          account: { id: '111122223333', name: 'payments-prod' },
          permissionSet: {
            arn: portal.permissionSetArn('PowerUser'),
            name: 'PowerUser',
          },
          requester: { entityRef: 'user:default/ann.li' },
          principal: { userName: 'ann.li' },
        });
      });
    });

    describe('taking access away needs no eligibility (S7)', () => {
      // "deleting the policy, removing the user from the group, or lowering the global max turns a later revoke into error"
      it('revokes after the policy is gone, the group was left and the maximum lowered', async () => {
        const live = await portal.active();
        const stricter = await TestPortal.start({
          knex: portal.knex,
          simulator: portal.simulator,
          settings: { maximumDuration: 'PT5M' },
          policies: {},
        });
        try {
          for (const name of [people.requester, people.otherRequester]) {
            stricter.catalog.leave(name, 'payments-engineers');
          }
          await stricter
            .as(people.approver)
            .post(`/requests/${live.id}/revoke`, { comment: 'offboarding' })
            .expect(200);
          await expect(
            stricter.reached(live.id, 'ended'),
          ).resolves.toMatchObject({ endReason: 'revoked' });
          expect(
            portal.simulator.oracle.canUse(
              people.requester,
              'payments-prod',
              'PowerUser',
            ),
          ).toBe(false);
        } finally {
          await stricter.stopBackend();
        }
      });

      it('revokes and releases access of somebody whom the catalog has forgotten', async () => {
        const live = await portal.active();
        portal.catalog.removeUser(people.requester);
        try {
          await portal
            .as(people.approver)
            .post(`/requests/${live.id}/revoke`, { comment: 'offboarding' })
            .expect(200);
          await portal.reached(live.id, 'ended');
        } finally {
          portal.catalog.addUser(people.requester, ['payments-engineers'], {
            email: `${people.requester}@octant.example`,
          });
        }
      });

      // "The same check also flips an active session to error on any stream event after eligibility loss, hiding it"
      it('goes on showing access as active after its person has left the group', async () => {
        const live = await portal.active();
        portal.catalog.leave(people.requester, 'payments-engineers');
        try {
          const { body } = await portal
            .as(people.auditor)
            .get('/requests?view=all&status=active');
          expect(body.items).toMatchObject([{ id: live.id, status: 'active' }]);
        } finally {
          portal.catalog.join(people.requester, 'payments-engineers');
        }
      });
    });

    describe('who can approve (1.7, 1.8)', () => {
      // "Pending approvers are not shown to the requester [#595]."
      it('tells the requester who can decide', async () => {
        const wished = await portal.submit();
        expect(
          wished.approval?.stages[0].approvers.map(it => it.entityRef).sort(),
        ).toEqual(['user:default/bo.ek', 'user:default/cleo.diaz']);
      });

      // "needs ≥2 if requester is in an approver group, else 'No approver for Account'", checked by the client only
      it('refuses what only the requester themselves could approve, and says whom to tell', async () => {
        portal.catalog.leave(people.otherApprover, 'payments-leads');
        try {
          const before = await portal.rows();
          const { body } = await portal
            .as(people.approver)
            .post('/requests', portal.wish())
            .expect(409);
          expect(body.error.code).toBe('no-approver');
          expect(body.error.remedy).toMatch(/administrators|platform/i);
          await expect(portal.rows()).resolves.toEqual(before);
        } finally {
          portal.catalog.join(people.otherApprover, 'payments-leads');
        }
      });

      // R5: "approver without email (KeyError/UnboundLocalError)": request stuck in pending
      it('asks an approver who has no e-mail address and no Identity Center user', async () => {
        portal.catalog.addUser('no.mail', ['payments-leads']);
        try {
          const wished = await portal.submit();
          await portal.decide('no.mail', wished).expect(200);
          await portal.reached(wished.id, 'active');
        } finally {
          portal.catalog.removeUser('no.mail');
        }
      });
    });
  },
);

describe('requests that nobody can decide any more (R5)', () => {
  // "request stuck in pending forever, never expires (Approval SM not started)"
  it.each<[string, (portal: TestPortal) => void]>([
    [
      'the approver group was emptied',
      ({ catalog }) => {
        catalog.leave(people.approver, 'payments-leads');
        catalog.leave(people.otherApprover, 'payments-leads');
      },
    ],
    [
      'the requester was deleted',
      ({ catalog, simulator }) => {
        catalog.removeUser(people.requester);
        simulator.admin.deleteUser(people.requester);
      },
    ],
    [
      'the permission set was deleted',
      ({ simulator }) => simulator.admin.deletePermissionSet('PowerUser'),
    ],
    [
      'the account was closed',
      ({ simulator }) =>
        simulator.admin.setAccountState('payments-prod', 'SUSPENDED'),
    ],
  ])('expire all the same when %s', async (_what, happen) => {
    const knex = await databases.init('SQLITE_3');
    const portal = await TestPortal.start({
      knex,
      settings: { requestExpiry: 'PT2S' },
    });
    try {
      await portal.ready();
      const wished = await portal.submit();
      happen(portal);
      await expect(portal.reached(wished.id, 'expired')).resolves.toMatchObject(
        { endsAt: null },
      );
    } finally {
      await portal.stop();
    }
  });
});
