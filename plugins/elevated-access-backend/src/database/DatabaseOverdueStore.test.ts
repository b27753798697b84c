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

import type { DatabaseStores } from './DatabaseStores';
import type { EndReason } from 'backstage-plugin-elevated-access-common';
import type { RequestRecord } from '../domain/types';
import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

function minutes(count: number): Date {
  return new Date(START.getTime() + count * MINUTE);
}

describe.each(databases.eachSupportedId())('overdue store on %p', id => {
  let stores: DatabaseStores;

  beforeEach(async () => {
    stores = await createTestStores({
      databases,
      id,
      clock: { now: () => START },
    });
  });

  async function stored(
    overrides: Partial<RequestRecord>,
  ): Promise<RequestRecord> {
    return stores.transaction(async tx => {
      const request = aRequest({ assignmentId: '', ...overrides });
      const { id: assignmentId } = await tx.assignments.ensureLocked(request);
      await tx.requests.insert({ ...request, assignmentId });
      return { ...request, assignmentId };
    });
  }

  async function endedEarly(endReason: EndReason, at: Date) {
    const request = await stored({
      status: 'ending',
      endReason,
      startsAt: START,
      endsAt: minutes(60),
    });
    await stores.events.append({
      type: 'request.ending',
      at,
      actor: { kind: 'engine' },
      requestId: request.id,
      assignmentId: request.assignmentId,
      data: {},
    });
    return request;
  }

  async function unwatched() {
    const found = await stores.overdue.listUnwatched(10);
    return found.map(it => [it.id, it.endAt]);
  }

  it('knows when access had to be gone: at its window, earlier where it is strict or somebody ended it', async () => {
    const elapsed = await stored({
      status: 'ending',
      endReason: 'elapsed',
      endsAt: minutes(60),
    });
    const strict = await stored({
      status: 'activating',
      endsAt: minutes(90),
      strictWindow: true,
      sessionDurationMs: 60 * MINUTE,
    });
    const revoked = await endedEarly('revoked', minutes(7));
    await stored({ status: 'active', endsAt: minutes(60) });
    await stored({ status: 'ended', endsAt: minutes(60) });
    expect((await unwatched()).sort()).toEqual(
      [
        [elapsed.id, minutes(60)],
        [strict.id, minutes(30)],
        [revoked.id, minutes(7)],
      ].sort(),
    );
  });

  it('watches anew what is ended while it is given, until somebody was alerted', async () => {
    const request = await stored({ status: 'activating', endsAt: minutes(60) });
    const watch = (status: string, endAt: Date) =>
      stores.overdue.watch([
        { id: request.id, status, endAt, nextAlertAt: endAt },
      ]);
    await watch('activating', minutes(60));
    expect(await unwatched()).toEqual([]);

    await stores.requests.update(request, {
      status: 'ending',
      endReason: 'elapsed',
    });
    expect(await unwatched()).toEqual([[request.id, minutes(60)]]);
    await watch('ending', minutes(5));
    const [watched] = await stores.overdue.listDue(minutes(5), {
      believedGoneFor: 0,
      limit: 10,
    });
    expect(watched).toMatchObject({ endAt: minutes(5), alerts: 0 });

    expect(await stores.overdue.recordAlert(watched, minutes(20))).toBe(true);
    expect(await stores.overdue.recordAlert(watched, minutes(20))).toBe(false);
    await watch('ending', minutes(50));
    await expect(stores.overdue.getMany([request.id])).resolves.toEqual([
      {
        requestId: request.id,
        endAt: minutes(5),
        alerts: 1,
        nextAlertAt: minutes(20),
      },
    ]);
  });

  it('lists what is due and tells what is gone meanwhile', async () => {
    const [left, there] = [
      await stored({ status: 'ended' }),
      await stored({ status: 'ending' }),
    ];
    await stores.overdue.watch(
      [left, there].map(({ id: requestId, status }, index) => ({
        id: requestId,
        status,
        endAt: START,
        nextAlertAt: minutes(index + 1),
      })),
    );
    expect(
      await stores.overdue.listDue(START, { believedGoneFor: 0, limit: 10 }),
    ).toEqual([]);
    expect(
      await stores.overdue.listDue(minutes(2), {
        believedGoneFor: 0,
        limit: 10,
      }),
    ).toMatchObject([
      { requestId: left.id, gone: true },
      { requestId: there.id, gone: false },
    ]);
    await stores.overdue.unwatch([left.id]);
    expect(
      await stores.overdue.listDue(minutes(2), {
        believedGoneFor: 0,
        limit: 10,
      }),
    ).toHaveLength(1);
  });

  it('watches thousands that end together, a batch at a time', async () => {
    const { assignmentId } = await stored({ status: 'ended' });
    await stores.transaction(async tx => {
      for (let count = 0; count < 1_200; count += 1) {
        await tx.requests.insert(
          aRequest({
            assignmentId,
            status: 'ending',
            endReason: 'elapsed',
            approval: null,
            endsAt: minutes(60),
          }),
        );
      }
    });
    for (;;) {
      const found = await stores.overdue.listUnwatched(500);
      if (found.length === 0) {
        break;
      }
      await stores.overdue.watch(
        found.map(it => ({ ...it, endAt: START, nextAlertAt: minutes(61) })),
      );
    }
    expect(await stores.overdue.listUnwatched(500)).toEqual([]);
    expect(
      await stores.overdue.listDue(minutes(60), {
        believedGoneFor: 0,
        limit: 500,
      }),
    ).toEqual([]);
    expect(
      await stores.overdue.listDue(minutes(61), {
        believedGoneFor: 0,
        limit: 500,
      }),
    ).toHaveLength(500);
  });
});
