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
import type { DecisionRecord, RequestRecord } from '../domain/types';
import { START } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import { minutes, setUp } from './__testUtils__/setUp';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('an export on %p', id => {
  const open = async () => {
    const { stores, insert } = await setUp({ databases, id });
    const decide = (
      request: RequestRecord,
      overrides: Partial<DecisionRecord> = {},
    ) =>
      stores.decisions.insert({
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
        decidedAt: minutes(1),
        ...overrides,
      });
    const everything = () => stores.exports.page({ filter: {}, limit: 10 });
    return { stores, insert, decide, everything };
  };

  it('reads what was stored, with its decisions and the events of its transitions', async () => {
    const { stores, insert, decide, everything } = await open();
    const request = await insert({
      status: 'ended',
      endReason: 'revoked',
      overdueSince: minutes(5),
      requestedStart: minutes(1),
      startsAt: minutes(2),
      endsAt: minutes(62),
      activatedAt: minutes(3),
      endedAt: minutes(63),
      approvedDurationMs: 1_800_000,
      createdAt: new Date(START.getTime() + 123),
      strictWindow: true,
      approval: null,
    });
    await decide(request, { comment: 'fine' });
    for (const type of ['request.created', 'request.reminded'] as const) {
      await stores.events.append({
        type,
        at: minutes(1),
        actor: { kind: 'engine' },
        requestId: request.id,
        assignmentId: null,
        data: { some: 'thing' },
      });
    }

    const [exported] = await stores.exports.page({ filter: {}, limit: 10 });
    expect(exported).toMatchObject({
      id: request.id,
      status: 'ended',
      endReason: 'revoked',
      overdueSince: minutes(5).getTime(),
      requestedStart: minutes(1).getTime(),
      createdAt: START.getTime() + 123,
      endedAt: minutes(63).getTime(),
      durationMs: 3_600_000,
      approvedDurationMs: 1_800_000,
      strictWindow: true,
      automatic: true,
    });
    await insert();
    const decisions = await stores.exports.decisionsOf(await everything());
    expect([...decisions]).toEqual([
      [
        request.id,
        [
          {
            approverRef: 'user:default/bo.ek',
            approverName: 'Bo Ek',
            verdict: 'approved',
            comment: 'fine',
            stage: 0,
            decidedAt: minutes(1).getTime(),
          },
        ],
      ],
    ]);
    const which = { types: ['request.created'], through: 100 };
    expect(await stores.exports.countEvents({}, which)).toBe(1);
    // What happened after the export began is not in it.
    expect(await stores.exports.countEvents({}, { ...which, through: 0 })).toBe(
      0,
    );
    expect(await stores.exports.eventsOf([request.id], which)).toEqual([
      expect.objectContaining({
        type: 'request.created',
        at: minutes(1).getTime(),
        requestId: request.id,
        data: { some: 'thing' },
      }),
    ]);
  });

  it('names of a request that was asked about again only those who agreed to what it is now', async () => {
    const { stores, insert, decide, everything } = await open();
    const asked = {
      status: 'pending',
      reapprovalReason: 'it changed',
    } as const;
    const again = await insert({ ...asked, digest: 'sha256:new' });
    await decide(again, { digest: 'sha256:old', comment: 'as it was' });
    await decide(again, { approverRef: 'user:default/cleo.diaz' });
    const waiting = await insert({ ...asked, digest: 'sha256:newer' });
    await decide(waiting, { digest: 'sha256:old' });
    const once = await insert();
    await decide(once);

    const decisions = await stores.exports.decisionsOf(await everything());
    const approvers = [...decisions].map(([request, made]) => [
      request,
      made.map(({ approverRef }) => approverRef),
    ]);
    expect(Object.fromEntries(approvers)).toEqual({
      [again.id]: ['user:default/cleo.diaz'],
      [once.id]: ['user:default/bo.ek'],
    });
    expect(decisions.get(again.id)?.[0]).not.toHaveProperty('digest');
  });
});
