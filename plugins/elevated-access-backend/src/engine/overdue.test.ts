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

import type { AssignmentRecord, RequestRecord } from '../domain/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { EngineLab } from './__testUtils__/EngineLab';
import { alertDueAt } from './overdueAlerts';

jest.setTimeout(300_000);

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('overdue access on %p', id => {
  let lab: EngineLab;

  beforeEach(async () => {
    lab = await EngineLab.start({ databases, id });
  });

  afterEach(async () => {
    await lab.stop();
  });

  async function alerts(request: RequestRecord) {
    const events = await lab.stores.events.listForRequest(
      await lab.read(request),
    );
    return events.filter(({ type }) => type === 'request.overdue');
  }

  /** An active request, and deletions that AWS accepts and then fails. */
  async function stuck(minutes = 10) {
    const request = await lab.approve({ minutes });
    await lab.pass(10_000);
    const fault = lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      action: { kind: 'fail-later' },
    });
    return { request, fault };
  }

  async function leapTo(instant: Date, step = MINUTE) {
    await lab.leap(instant.getTime() - lab.clock.now(), step);
  }

  /** Access that had to end at `endsAt`, with its row as the engine left it. */
  async function leftAt(row: Partial<AssignmentRecord>) {
    const request = await lab.approve({ minutes: 5 });
    await lab.pass(10_000);
    const seen = await lab.assignment(request);
    await lab.stores.requests.update(await lab.read(request), {
      status: 'ending',
      endReason: 'elapsed',
    });
    if (seen) {
      await lab.stores.assignments.update(seen, {
        operation: 'delete',
        awsRequestId: 'asked-before',
        operationStartedAt: lab.now(),
        // Nobody looks at it for as long as the test lasts.
        nextActionAt: new Date(lab.clock.now() + 24 * HOUR),
        ...row,
      });
    }
    return { request, end: (request.endsAt ?? lab.now()).getTime() };
  }

  it('waits ten minutes at most with the alarm while AWS reports it removed and only the proof is missing', async () => {
    const { request, end } = await leftAt({ phase: 'verifying' });
    await leapTo(new Date(end + 10 * MINUTE - SECOND));
    expect(await alerts(request)).toEqual([]);
    await leapTo(new Date(end + 10 * MINUTE + 10 * SECOND), 5 * SECOND);
    expect(await alerts(request)).toHaveLength(1);
  });

  it.each([
    ['AWS has not reported it removed', { phase: 'accepted' as const }],
    [
      'its list contradicts AWS’s report',
      { phase: 'verifying' as const, lastError: 'still shows it' },
    ],
  ])('alarms after a minute when %s', async (_, row) => {
    const { request, end } = await leftAt(row);
    await leapTo(new Date(end + MINUTE + SECOND), 5 * SECOND);
    expect(await alerts(request)).toHaveLength(1);
  });

  it('ends after deletions that failed for 48 hours, with an alert at each documented point', async () => {
    const { request, fault } = await stuck();
    const { endsAt } = await lab.read(request);
    const end = endsAt ?? lab.now();
    await leapTo(new Date(end.getTime() + SECOND));
    await leapTo(new Date(end.getTime() + HOUR + SECOND));
    await leapTo(new Date(end.getTime() + 48 * HOUR + SECOND), 15 * MINUTE);

    const raised = await alerts(request);
    const points = [
      1,
      15,
      60,
      ...[...Array(11).keys()].map(n => 300 + n * 240),
    ];
    expect(
      raised.map(({ at, data }) => [
        data.alert,
        Math.floor((at.getTime() - end.getTime()) / MINUTE),
      ]),
    ).toEqual(points.map((minutes, index) => [index + 1, minutes]));
    // A try that is under way has no error yet.
    expect(raised.some(({ data }) => data.lastError !== null)).toBe(true);
    expect(lab.canUse()).toBe(true);
    expect(await lab.read(request)).toMatchObject({
      status: 'ending',
      overdueSince: raised[0]?.at,
    });
    expect(lab.logger.error).toHaveBeenCalledWith(
      expect.stringContaining(request.id),
    );

    fault.remove();
    await lab.leap(10 * MINUTE, 15_000);
    expect(lab.canUse()).toBe(false);
    expect(await lab.read(request)).toMatchObject({
      status: 'ended',
      endReason: 'elapsed',
      overdueSince: null,
    });
    const events = await lab.stores.events.listForRequest(
      await lab.read(request),
    );
    expect(events.at(-1)).toMatchObject({
      type: 'request.ended',
      data: { overdueSince: expect.any(String) },
    });
    expect(await alerts(request)).toHaveLength(14);
  });

  it('counts from the moment when somebody ended access before its time', async () => {
    const { request } = await stuck(4 * 60);
    const releasedAt = lab.now();
    await lab.release(request);
    await lab.leap(MINUTE - 1_000, MINUTE);
    expect(await alerts(request)).toEqual([]);
    await lab.leap(4_000, 2_000);
    expect(await alerts(request)).toMatchObject([
      { data: { alert: 1, endAt: releasedAt.toISOString() } },
    ]);
  });

  it('neither repeats nor leaves out an alert when another replica takes over', async () => {
    const { request } = await stuck();
    const { endsAt } = await lab.read(request);
    const end = endsAt ?? lab.now();
    await leapTo(new Date(end.getTime() + 16 * MINUTE));
    expect(await alerts(request)).toHaveLength(2);

    await lab.engine.shutdown();
    await lab.clock.advance(6 * HOUR);
    await lab.addEngine();
    await lab.leap(10_000, 1_000);
    expect((await alerts(request)).map(({ data }) => data.alert)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('counts anew what was approved again after it had been overdue', async () => {
    const { request } = await stuck();
    const { endsAt } = await lab.read(request);
    const end = endsAt ?? lab.now();
    await leapTo(new Date(end.getTime() + 2 * MINUTE));
    expect(await alerts(request)).toHaveLength(1);
    const laterEnd = new Date(end.getTime() + HOUR);
    await lab.stores.requests.update(await lab.read(request), {
      overdueSince: null,
      endsAt: laterEnd,
    });
    await leapTo(new Date(laterEnd.getTime() + 30_000), 15 * MINUTE);
    expect(await alerts(request)).toHaveLength(1);
    await lab.leap(MINUTE, 10_000);
    expect((await alerts(request)).map(({ data }) => data.alert)).toEqual([
      1, 1,
    ]);
  });

  it('alerts of everything else although one request cannot be looked at', async () => {
    const { request } = await stuck();
    const other = await lab.approve({ account: 'ledger-prod', minutes: 10 });
    await lab.pass(10_000);
    const get = lab.stores.requests.get.bind(lab.stores.requests);
    const broken = jest
      .spyOn(lab.stores.requests, 'get')
      .mockImplementation(async wanted => {
        if (wanted === request.id) {
          throw new Error('this row cannot be read');
        }
        return get(wanted);
      });
    await lab.leap(13 * MINUTE, MINUTE);
    broken.mockRestore();
    expect(await alerts(request)).toEqual([]);
    expect(await alerts(other)).toHaveLength(1);
  });
});

describe('alertDueAt', () => {
  it('is one minute, a quarter of an hour and an hour after the end, and every four hours from then on', () => {
    const end = new Date('2026-11-22T12:00:00.000Z');
    expect(
      [1, 2, 3, 4, 5].map(
        n => (alertDueAt(end, n).getTime() - end.getTime()) / MINUTE,
      ),
    ).toEqual([1, 15, 60, 300, 540]);
  });
});
