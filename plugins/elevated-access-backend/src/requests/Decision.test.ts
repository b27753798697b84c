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
import type { Decide } from 'backstage-plugin-elevated-access-common';
import { anApproval, aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import { someSettings } from '../domain/__testUtils__/policyBuilders';
import type { ApproverPerson } from '../domain/approval';
import { problem } from '../domain/problems';
import type { ApprovalRequirement, RequestRecord } from '../domain/types';
import { CallerFactory } from './Caller';
import { Decision } from './Decision';
import { RequestReader } from './RequestReader';

jest.setTimeout(120_000);

const LEADS = 'group:default/payments-leads';
const databases = createTestDatabases();

const person = (
  name: string,
  more: Partial<ApproverPerson> = {},
): ApproverPerson => ({
  entityRef: `user:default/${name}`,
  displayName: name,
  principalId: `id-${name}`,
  enabled: true,
  ...more,
});

describe('A decision', () => {
  let now: Date;
  let stores: DatabaseStores;
  /** The approvers as the catalog and the directory have them. */
  let leads: ApproverPerson[];
  /** Identity Center users as AWS has them now, where they are others than the directory knows. */
  let live: Map<string, string | Error>;
  /** Whom AWS was asked about. */
  let asked: string[];
  let decision: Decision;

  beforeEach(async () => {
    now = START;
    stores = await createTestStores({
      databases,
      id: 'SQLITE_3',
      clock: { now: () => now },
    });
    leads = [person('bo'), person('cleo')];
    live = new Map();
    asked = [];
    decision = new Decision({
      stores,
      reader: new RequestReader({
        stores,
        scope: { filterFor: async () => ({}) },
      }),
      approvers: {
        membersOf: async refs => new Map(refs.map(ref => [ref, leads])),
      },
      approverPeople: {
        toApprover: async ({ entityRef, displayName }) =>
          leads.find(lead => lead.entityRef === entityRef) ?? {
            entityRef,
            displayName,
            principalId: null,
            enabled: true,
          },
      },
      identity: {
        requireEnabled: async ({ entityRef, displayName }) => {
          asked.push(displayName);
          const known = leads.find(lead => lead.entityRef === entityRef);
          const userId = live.get(displayName) ?? known?.principalId;
          if (userId instanceof Error) {
            throw userId;
          }
          if (!userId) {
            throw noUser();
          }
          return { userId, userName: displayName, displayName, enabled: true };
        },
      },
      policies: {
        getPolicies: async () => ({
          eligibility: [],
          approval: [],
          settings: someSettings(),
        }),
      },
    });
  });

  const noUser = () =>
    problem('not-allowed', {
      code: 'no-identity-center-user',
      reason: 'There is no such user.',
      remedy: 'Ask for one.',
    });

  function approvals(more: Partial<ApprovalRequirement> = {}, required = 1) {
    const approval = anApproval([LEADS]);
    const stages = approval.stages.map(stage => ({ ...stage, required }));
    return { ...approval, stages, ...more };
  }

  async function ask(
    approval: ApprovalRequirement = approvals(),
  ): Promise<RequestRecord> {
    return stores.transaction(async tx => {
      const { id: assignmentId } = await tx.assignments.ensureLocked({
        principalId: 'id-ann',
        accountId: '111122223333',
        permissionSetArn: 'arn',
      });
      const request = aRequest({
        assignmentId,
        requesterRef: 'user:default/ann',
        principalId: 'id-ann',
        approval,
      });
      await tx.requests.insert(request);
      return request;
    });
  }

  const decide = (
    request: RequestRecord,
    who: string,
    more: Partial<Decide> = {},
  ) =>
    decision.decide(
      request.id,
      { verdict: 'approve', comment: '', digest: request.digest, ...more },
      new CallerFactory({
        people: {
          getPerson: async entityRef => ({
            entityRef,
            displayName: who,
            annotations: {},
            groupRefs: who === 'outsider' ? [] : [LEADS],
          }),
        },
        roles: { admin: [], auditor: [], responder: [] },
      }).create({ credentials: mockCredentials.user(`user:default/${who}`) }),
    );

  async function expectRefused(
    request: RequestRecord,
    deciding: Promise<unknown>,
    code: string,
    name:
      | 'ConflictError'
      | 'NotAllowedError'
      | 'InputError'
      | 'ServiceUnavailableError',
  ): Promise<void> {
    const before = await stores.requests.get(request.id);
    const decided = await stores.decisions.listByRequests([request.id]);
    await expect(deciding).rejects.toMatchObject({ code, name });
    expect(await stores.requests.get(request.id)).toEqual(before);
    expect(await stores.decisions.listByRequests([request.id])).toEqual(
      decided,
    );
  }

  it('of one approver fixes the window where one is enough', async () => {
    const request = await ask();
    await expect(decide(request, 'bo')).resolves.toMatchObject({
      status: 'scheduled',
      startsAt: now,
    });
  });

  it('is too late from the instant on at which the request expires, although nobody has said so yet', async () => {
    const request = await ask();
    now = request.expiresAt;
    await expectRefused(
      request,
      decide(request, 'bo'),
      'wrong-status',
      'ConflictError',
    );
    now = new Date(request.expiresAt.getTime() - 1);
    await expect(decide(request, 'bo')).resolves.toMatchObject({
      status: 'scheduled',
    });
  });

  it('is not that of somebody who was known to Identity Center and is gone from there', async () => {
    const request = await ask();
    live.set('bo', noUser());
    await expectRefused(
      request,
      decide(request, 'bo'),
      'no-identity-center-user',
      'NotAllowedError',
    );
  });

  it('may be that of an approver who never had a user there', async () => {
    leads = [person('bo', { principalId: null })];
    const request = await ask();
    await expect(decide(request, 'bo')).resolves.toMatchObject({
      status: 'scheduled',
    });
    const [recorded] = await stores.decisions.listByRequests([request.id]);
    expect(recorded?.approverPrincipalId).toBeNull();
  });

  it('is not made while AWS cannot say whether the approver is enabled', async () => {
    const request = await ask();
    live.set(
      'bo',
      problem('unavailable', {
        code: 'identity-center-unavailable',
        reason: 'AWS does not answer.',
        remedy: 'Wait.',
      }),
    );
    await expectRefused(
      request,
      decide(request, 'bo'),
      'identity-center-unavailable',
      'ServiceUnavailableError',
    );
  });

  it('is nobody’s own, by the Identity Center user of this moment', async () => {
    const request = await ask();
    live.set('bo', 'id-ann');
    await expectRefused(
      request,
      decide(request, 'bo'),
      'self-approval',
      'NotAllowedError',
    );
  });

  it('counts once for whoever stands behind two catalog users at this moment', async () => {
    const request = await ask(approvals({}, 2));
    await decide(request, 'bo');
    live.set('cleo', 'id-bo');
    const { status } = { ...(await stores.requests.get(request.id)) };
    expect(status).toBe('pending');
    await expectRefused(
      request,
      decide(request, 'cleo'),
      'already-decided',
      'ConflictError',
    );
  });

  it('counts for what AWS says of its author now, not for what the members list says', async () => {
    const request = await ask();
    const [bo] = leads;
    decision = new Decision({
      stores,
      reader: new RequestReader({
        stores,
        scope: { filterFor: async () => ({}) },
      }),
      approvers: {
        membersOf: async refs =>
          new Map(refs.map(ref => [ref, [person('bo', { enabled: false })]])),
      },
      approverPeople: { toApprover: async () => bo ?? person('bo') },
      identity: {
        requireEnabled: async () => ({
          userId: 'id-bo',
          userName: 'bo',
          displayName: 'bo',
          enabled: true,
        }),
      },
      policies: {
        getPolicies: async () => {
          throw new Error('Nobody has to ask');
        },
      },
    });
    await expect(decide(request, 'bo')).resolves.toMatchObject({
      status: 'scheduled',
    });
  });

  it('is refused without asking AWS where it could not count in any case', async () => {
    const request = await ask();
    await expectRefused(
      request,
      decide(request, 'outsider'),
      'not-approver',
      'NotAllowedError',
    );
    expect(asked).toEqual([]);
  });

  it('is bound to what was shown', async () => {
    const approval = approvals();
    // Named as a person, so that the request is theirs to see whatever they name.
    const stages = approval.stages.map(stage => ({
      ...stage,
      approvers: ['user:default/bo'],
    }));
    const request = await ask({ ...approval, stages });
    await expectRefused(
      request,
      decide(request, 'bo', { digest: 'sha256:before' }),
      'digest-changed',
      'ConflictError',
    );
  });

  it.each([
    ['always', 'approve', true],
    ['always', 'reject', true],
    ['on-reject', 'approve', false],
    ['on-reject', 'reject', true],
    ['optional', 'reject', false],
  ] as const)(
    'with the policy asking for a comment %s, to %s: needed is %s',
    async (comment, verdict, isNeeded) => {
      const request = await ask(approvals({ comment }));
      const blank = decide(request, 'bo', { verdict, comment: '  ' });
      if (isNeeded) {
        await expectRefused(request, blank, 'comment-required', 'InputError');
        await decide(request, 'bo', { verdict, comment: 'because' });
      } else {
        await blank;
      }
      expect((await stores.requests.get(request.id))?.status).toBe(
        verdict === 'approve' ? 'scheduled' : 'rejected',
      );
    },
  );

  it('comes too late after another one, and is told who was faster', async () => {
    const request = await ask();
    await decide(request, 'bo', { verdict: 'reject', comment: 'no' });
    await expectRefused(
      request,
      decide(request, 'cleo'),
      'already-decided',
      'ConflictError',
    );
    await expect(decide(request, 'cleo')).rejects.toThrow(/^bo rejected/);
  });

  it('goes on from the truth when somebody else was faster in the same instant', async () => {
    const request = await ask(approvals({}, 2));
    const transaction = stores.transaction.bind(stores);
    const spy = jest
      .spyOn(stores, 'transaction')
      .mockImplementationOnce(async work => {
        spy.mockRestore();
        await decide(request, 'cleo');
        return transaction(work);
      });
    await expect(decide(request, 'bo')).resolves.toMatchObject({
      status: 'scheduled',
    });
    expect(await stores.decisions.listByRequests([request.id])).toHaveLength(2);
  });
});
