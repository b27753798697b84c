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
import { randomUUID } from 'node:crypto';
import { anApproval, aRequest, START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { Lease } from '../database/types';
import type { ApprovalRequirement, RequestRecord } from '../domain/types';
import { ReminderWatch } from './ReminderWatch';

jest.setTimeout(60_000);

const databases = createTestDatabases();

const MINUTE = 60_000;
const LEADS = 'group:default/leads';
const SECURITY = 'group:default/security';
const HEADS = 'group:default/heads';

const approval: ApprovalRequirement = {
  ...anApproval(),
  reminders: { firstMs: 30 * MINUTE, maximumMs: 120 * MINUTE },
  stages: [
    {
      name: 'Leads',
      approvers: [LEADS],
      required: 1,
      escalation: [{ afterMs: 50 * MINUTE, approvers: [HEADS] }],
    },
    { name: 'Security', approvers: [SECURITY], required: 1, escalation: [] },
  ],
};

describe.each(databases.eachSupportedId())('reminders on %p', id => {
  const setUp = async () => {
    const clock = new ManualClock(START);
    const stores = await createTestStores({ databases, id, clock });
    const insert = async (overrides: Partial<RequestRecord> = {}) => {
      const request = aRequest({
        assignmentId: '',
        approval,
        expiresAt: new Date(START.getTime() + 24 * 60 * MINUTE),
        ...overrides,
      });
      await stores.transaction(async tx => {
        const { id: assignmentId } = await tx.assignments.ensureLocked({
          ...request,
          principalId: randomUUID(),
        });
        await tx.requests.insert({ ...request, assignmentId });
      });
      return { ...request, id: request.id };
    };
    const acquire = async (holder: string) => {
      const lease = await stores.lease.takeOver({
        holder,
        now: clock.now(),
        ttlMs: 10_000 * MINUTE,
      });
      return lease;
    };
    const watch = new ReminderWatch({
      stores,
      logger: mockServices.logger.mock(),
    });
    let lease = await acquire('one');
    const run = (as: Lease = lease) =>
      watch.run({
        now: clock.now(),
        lease: () => as,
        signal: new AbortController().signal,
      });
    /** Moves time on by some minutes, in steps of five, looking each time. */
    const pass = async (minutes: number) => {
      for (let at = 0; at < minutes; at += 5) {
        clock.advance(5 * MINUTE);
        await run();
      }
    };
    /** What was told of a request, and how many minutes after it was made. */
    const told = async (request: RequestRecord) => {
      const seen = await stores.requests.get(request.id);
      const events = seen ? await stores.events.listForRequest(seen) : [];
      return events.map(
        ({ type, at, data }) =>
          `${(at.getTime() - START.getTime()) / MINUTE} ${type.replace(
            'request.',
            '',
          )} ${data.stage}${data.reminded === true ? ' and reminded' : ''}`,
      );
    };
    const approve = async (request: RequestRecord) => {
      const seen = await stores.requests.get(request.id);
      await stores.transaction(async tx => {
        await tx.decisions.insert({
          id: randomUUID(),
          requestId: request.id,
          approverRef: 'user:default/bo.ek',
          approverName: 'Bo Ek',
          approverPrincipalId: null,
          verdict: 'approved',
          comment: '',
          digest: request.digest,
          stage: 0,
          durationMs: null,
          decidedAt: clock.now(),
        });
        await tx.requests.update(seen ?? request, {});
      });
    };
    const changeLeader = async () => {
      const old = lease;
      lease = await acquire('two');
      return old;
    };
    return {
      clock,
      stores,
      insert,
      run,
      pass,
      told,
      approve,
      changeLeader,
    };
  };

  it('come after the first wait and then ever more rarely, and an escalation once when it is due', async () => {
    const { insert, run, pass, told } = await setUp();
    const request = await insert();
    await run();
    await expect(told(request)).resolves.toEqual([]);
    await pass(480);
    await expect(told(request)).resolves.toEqual([
      '30 reminded 0',
      '50 escalated 0',
      '90 reminded 0',
      '210 reminded 0',
      '330 reminded 0',
      '450 reminded 0',
    ]);
  });

  it('are one, and not those that were missed, after an outage', async () => {
    const { insert, run, clock, told } = await setUp();
    const request = await insert();
    clock.advance(400 * MINUTE);
    await run();
    await run();
    await expect(told(request)).resolves.toEqual([
      '400 escalated 0 and reminded',
    ]);
    clock.advance(49 * MINUTE);
    await run();
    clock.advance(MINUTE);
    await run();
    await expect(told(request)).resolves.toEqual([
      '400 escalated 0 and reminded',
      '450 reminded 0',
    ]);
  });

  it('begin anew with the next stage, and stop when the request is decided', async () => {
    const { stores, insert, pass, told, approve } = await setUp();
    const request = await insert();
    await pass(40);
    await approve(request);
    await pass(35);
    await expect(told(request)).resolves.toEqual([
      '30 reminded 0',
      '70 reminded 1',
    ]);
    const seen = await stores.requests.get(request.id);
    await stores.requests.update(seen ?? request, { status: 'rejected' });
    await pass(200);
    await expect(told(request)).resolves.toHaveLength(2);
    await expect(stores.approvalWatch.getMany([request.id])).resolves.toEqual(
      [],
    );
  });

  it('go on where they were when something else about the request changes', async () => {
    const { stores, insert, pass, told } = await setUp();
    const request = await insert();
    await pass(60);
    const seen = await stores.requests.get(request.id);
    await stores.requests.update(seen ?? request, {});
    await pass(35);
    await expect(told(request)).resolves.toEqual([
      '30 reminded 0',
      '50 escalated 0',
      '90 reminded 0',
    ]);
  });

  it('begin anew when approvers are asked again', async () => {
    const { stores, clock, insert, pass, told } = await setUp();
    const request = await insert();
    await pass(60);
    const seen = await stores.requests.get(request.id);
    await stores.requests.update(seen ?? request, {
      askedAt: clock.now(),
      digest: 'sha256:again',
    });
    await pass(60);
    await expect(told(request)).resolves.toEqual([
      '30 reminded 0',
      '50 escalated 0',
      '90 reminded 0',
      '110 escalated 0',
    ]);
  });

  it('do not come of what is about to expire, nor where nobody asked for them', async () => {
    const { insert, pass, told } = await setUp();
    const late = await insert({
      expiresAt: new Date(START.getTime() + 20 * MINUTE),
    });
    const quiet = await insert({ approval: anApproval() });
    await pass(100);
    await expect(told(late)).resolves.toEqual([]);
    await expect(told(quiet)).resolves.toEqual([]);
  });

  it('are told by one replica only', async () => {
    const { insert, run, clock, told, changeLeader } = await setUp();
    const request = await insert();
    await run();
    const old = await changeLeader();
    clock.advance(30 * MINUTE);
    await run(old).catch(() => undefined);
    await expect(told(request)).resolves.toEqual([]);
    await Promise.all([run(), run()]);
    await expect(told(request)).resolves.toEqual(['30 reminded 0']);
  });

  it('find what is due by the index', async () => {
    const { stores, insert, run } = await setUp();
    await insert();
    await run();
    await expect(
      stores.approvalWatch.listDue(new Date(START.getTime() - 1), 10),
    ).resolves.toEqual([]);
    await expect(
      stores.approvalWatch.listDue(new Date(START.getTime() + 30 * MINUTE), 10),
    ).resolves.toHaveLength(1);
  });
});
