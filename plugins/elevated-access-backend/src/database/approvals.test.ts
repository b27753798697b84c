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

import { randomUUID } from 'node:crypto';
import { anApproval, aRequest, START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { RequestRecord } from '../domain/types';
import { DatabaseStores, migrateDatabase } from './DatabaseStores';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('approvals in %p', id => {
  const insertInto = async (
    stores: DatabaseStores,
    overrides: Partial<RequestRecord> = {},
  ) => {
    const { id: assignmentId } = await stores.assignments.ensureLocked({
      principalId: 'u1',
      accountId: '111122223333',
      permissionSetArn: 'arn',
    });
    const request = aRequest({ assignmentId, ...overrides });
    await stores.requests.insert(request);
    return request;
  };

  const approvedBy = async (stores: DatabaseStores, ref: string) =>
    (
      await stores.requests.list({
        filter: { approverRefs: [ref] },
        order: 'newest',
        limit: 10,
      })
    ).items.map(request => request.id);

  it('are found by everybody whom they name, escalations and words included, and by nobody whom they named before', async () => {
    const stores = await createTestStores({
      databases,
      id,
      clock: new ManualClock(),
    });
    const approval = anApproval(['owner']);
    const request = await insertInto(stores, {
      approval: {
        ...approval,
        reminders: { firstMs: 1, maximumMs: 2 },
        stages: approval.stages.map(stage => ({
          ...stage,
          escalation: [
            { afterMs: 5, approvers: ['manager', 'user:default/bo.ek'] },
          ],
        })),
      },
    });
    await expect(stores.requests.get(request.id)).resolves.toEqual(request);
    for (const ref of ['owner', 'manager', 'user:default/bo.ek']) {
      await expect(approvedBy(stores, ref)).resolves.toEqual([request.id]);
    }
    const changed = await stores.requests.update(request, {
      approval: anApproval(['group:default/new', 'owner']),
      policyName: 'new',
      policyVersion: 'v2',
      approvedDurationMs: 600_000,
      askedAt: new Date(START.getTime() + 1),
    });
    await expect(stores.requests.get(request.id)).resolves.toEqual(changed);
    for (const ref of ['owner', 'group:default/new']) {
      await expect(approvedBy(stores, ref)).resolves.toEqual([request.id]);
    }
    for (const ref of ['manager', 'user:default/bo.ek']) {
      await expect(approvedBy(stores, ref)).resolves.toEqual([]);
    }
    // Whatever else changes leaves them as they are.
    await stores.requests.update(changed, { status: 'rejected' });
    await expect(approvedBy(stores, 'owner')).resolves.toEqual([request.id]);
  });

  it('keep what each decision is limited to', async () => {
    const stores = await createTestStores({
      databases,
      id,
      clock: new ManualClock(),
    });
    const request = await insertInto(stores);
    for (const [name, durationMs] of [
      ['bo', 600_000],
      ['cleo', null],
    ] as const) {
      await stores.decisions.insert({
        id: randomUUID(),
        requestId: request.id,
        approverRef: `user:default/${name}`,
        approverName: name,
        approverPrincipalId: null,
        verdict: 'approved',
        comment: '',
        digest: request.digest,
        stage: 0,
        durationMs,
        decidedAt: START,
      });
    }
    const decisions = await stores.decisions.listByRequests([request.id]);
    expect(decisions.map(({ durationMs }) => durationMs).sort()).toEqual([
      600_000,
      null,
    ]);
  });

  it('that an older version pinned are read as they were meant', async () => {
    const knex = await databases.init(id);
    await migrateDatabase(knex);
    const stores = new DatabaseStores({
      knex,
      clock: new ManualClock(),
      onListenerError: error => {
        throw error;
      },
    });
    const request = await insertInto(stores);
    await knex('requests')
      .where({ id: request.id })
      .update({
        asked_at: null,
        approval: JSON.stringify({
          policyName: 'old',
          policyVersion: 'v0',
          comment: 'optional',
          stages: [{ name: 's', approvers: ['user:default/bo'], required: 1 }],
        }),
      });
    await expect(stores.requests.get(request.id)).resolves.toMatchObject({
      askedAt: request.createdAt,
      approvedDurationMs: null,
      approval: {
        reminders: null,
        stages: [{ approvers: ['user:default/bo'], escalation: [] }],
      },
    });
  });
});
