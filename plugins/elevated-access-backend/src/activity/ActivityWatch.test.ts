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
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import {
  ActivityCutOffError,
  ActivityUnavailableError,
  type ActivityQuestion,
} from 'backstage-plugin-elevated-access-node';
import { createTestDatabases } from '../__testUtils__/databases';
import { minutes, setUp } from '../database/__testUtils__/setUp';
import type { RequestRecord } from '../domain/types';
import type { ChoreContext } from '../engine/chores';
import { ActivityWatch } from './ActivityWatch';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const DELAY = 15 * MINUTE;
const REFRESH = 10 * MINUTE;
const databases = createTestDatabases();

function anEvent(id: string, atMinute: number): ActivityEvent {
  return {
    id,
    at: minutes(atMinute).toISOString(),
    name: 'UpdateService',
    service: 'ecs.amazonaws.com',
    region: 'eu-west-1',
    sourceAddress: null,
    userAgent: null,
    errorCode: null,
    readOnly: false,
    resources: [],
  };
}

describe.each(databases.eachSupportedId())(
  'the watch over activity on %p',
  id => {
    const start = async (
      options: { historyMs?: number; maximumEvents?: number } = {},
    ) => {
      const { clock, stores, insert } = await setUp({ databases, id });
      const lease = await stores.lease.acquire({
        holder: 'replica',
        now: clock.now(),
        ttlMs: 365 * 24 * 60 * MINUTE,
      });
      if (!lease) {
        throw new Error('the lease was not free');
      }
      /** What AWS recorded, and from when on it shows it. */
      const aws: {
        events: { event: ActivityEvent; shownFrom: Date }[];
        fails?: Error;
        cutOff?: boolean;
        questions: ActivityQuestion[];
      } = { events: [], questions: [] };
      const logger = mockServices.logger.mock();
      const watch = new ActivityWatch({
        stores,
        source: {
          name: 'fake',
          source: {
            deliveryDelayMs: DELAY,
            historyMs: options.historyMs,
            async *read(question) {
              aws.questions.push(question);
              if (aws.fails) {
                throw aws.fails;
              }
              const found = aws.events.filter(
                ({ event, shownFrom }) =>
                  shownFrom <= clock.now() &&
                  new Date(event.at) >= question.from &&
                  new Date(event.at) < question.to,
              );
              for (const { event } of found) {
                yield [event];
              }
              if (aws.cutOff) {
                throw new ActivityCutOffError();
              }
            },
          },
        },
        refreshMs: REFRESH,
        maximumEvents: options.maximumEvents ?? 100,
        logger,
      });
      const controller = new AbortController();
      const context: ChoreContext = {
        now: clock.now(),
        lease: () => lease,
        signal: controller.signal,
      };
      const run = () => watch.run(context);
      const of = async (request: RequestRecord) => {
        const record = await stores.activity.get(request.id);
        const stored = await stores.requests.get(request.id);
        const events = await stores.activity.listEvents(request.id, {
          limit: 500,
        });
        return {
          record,
          usage: stored?.usage,
          ids: events.map(event => event.id).sort(),
        };
      };
      return {
        clock,
        stores,
        insert,
        aws,
        run,
        of,
        logger,
        controller,
        /** Access from minute 0 to 30; the last credential works until minute 90. */
        grant: (overrides: Partial<RequestRecord> = {}) =>
          insert({
            status: 'ended',
            startsAt: minutes(0),
            activatedAt: minutes(0),
            endsAt: minutes(30),
            endedAt: minutes(30),
            ...overrides,
          }),
      };
    };

    /** Runs every five minutes until then. */
    const pass = async (
      { clock, run }: Awaited<ReturnType<typeof start>>,
      until: number,
    ) => {
      while (clock.now() < minutes(until)) {
        clock.advance(5 * MINUTE);
        await run();
      }
    };

    it('reads again until everything has arrived, and loses nothing that arrives late', async () => {
      const lab = await start();
      await lab.run();
      const request = await lab.grant();
      lab.aws.events = Array.from({ length: 30 }, (_, index) => ({
        event: anEvent(`e${index}`, index * 3),
        // Each arrives at another time, the latest as late as AWS may be.
        shownFrom: minutes(index * 3 + ((index * 7) % 15)),
      }));
      await pass(lab, 40);
      const meanwhile = await lab.of(request);
      expect(meanwhile.record).toMatchObject({
        complete: false,
        source: 'fake',
        coversFrom: minutes(0),
        completeAt: minutes(105),
      });
      expect(meanwhile.usage).toBe('used');
      await pass(lab, 130);
      const { record, ids } = await lab.of(request);
      expect(ids).toHaveLength(30);
      expect(record).toMatchObject({
        complete: true,
        nextReadAt: null,
        coversTo: minutes(90),
        counts: { events: 30, writes: 30, errors: 0 },
        truncated: false,
      });
      const reads = lab.aws.questions.length;
      await pass(lab, 300);
      expect(lab.aws.questions).toHaveLength(reads);
      // What has arrived for certain is not asked for again.
      expect(lab.aws.questions.at(-1)?.from).not.toEqual(minutes(0));
    });

    it('asks for the person, the permission set and the account of the request, and for the session tail', async () => {
      const lab = await start();
      await lab.grant();
      await lab.run();
      expect(lab.aws.questions[0]).toMatchObject({
        accountId: '111122223333',
        permissionSetName: 'PowerUser',
        userName: 'ann.li',
        from: minutes(0),
        to: minutes(90),
      });
    });

    it('says that access was not used only once nothing can arrive any more', async () => {
      const lab = await start();
      const request = await lab.grant();
      await pass(lab, 100);
      expect((await lab.of(request)).usage).toBe('unknown');
      await pass(lab, 110);
      expect((await lab.of(request)).usage).toBe('unused');
      const events = await lab.stores.events.listForRequest(request);
      expect(events.map(({ type, data }) => [type, data])).toEqual([
        [
          'activity.complete',
          { source: 'fake', events: 0, writes: 0, errors: 0, usage: 'unused' },
        ],
      ]);
    });

    it('keeps what is known when AWS says no, says why, and goes on when it can', async () => {
      const lab = await start();
      const request = await lab.grant();
      lab.aws.events = [
        { event: anEvent('early', 1), shownFrom: minutes(1) },
        { event: anEvent('late', 60), shownFrom: minutes(60) },
      ];
      await pass(lab, 10);
      lab.aws.fails = new ActivityUnavailableError({
        code: 'activity-denied',
        reason: 'No.',
        remedy: 'Ask nicely.',
      });
      await pass(lab, 300);
      const meanwhile = await lab.of(request);
      expect(meanwhile.ids).toEqual(['early']);
      expect(meanwhile.record).toMatchObject({
        problem: {
          code: 'activity-denied',
          reason: 'No.',
          remedy: 'Ask nicely.',
        },
        complete: false,
        counts: { events: 1 },
      });
      expect(meanwhile.record?.failures).toBeGreaterThan(5);
      // Less and less often: five hours of a look every five minutes are 60 looks.
      expect(lab.aws.questions.length).toBeLessThan(20);
      expect(lab.logger.warn).toHaveBeenCalledTimes(1);
      lab.aws.fails = undefined;
      await pass(lab, 420);
      const after = await lab.of(request);
      expect(after.ids).toEqual(['early', 'late']);
      expect(after.record).toMatchObject({
        problem: null,
        failures: 0,
        complete: true,
      });
    });

    it('tells nobody what an error says that was not made to be shown', async () => {
      const lab = await start();
      const request = await lab.grant();
      lab.aws.fails = new Error('secret=hunter2');
      await lab.run();
      const { record } = await lab.of(request);
      expect(record?.problem?.code).toBe('activity-unreadable');
      expect(JSON.stringify(record)).not.toContain('hunter2');
    });

    it('keeps the newest where there are more than are kept, and says so', async () => {
      const lab = await start({ maximumEvents: 3 });
      const request = await lab.grant();
      lab.aws.events = [1, 2, 3].map(minute => ({
        event: anEvent(`e${minute}`, minute),
        shownFrom: minutes(minute),
      }));
      await pass(lab, 20);
      expect((await lab.of(request)).record?.truncated).toBe(false);
      lab.aws.events.push({ event: anEvent('e4', 40), shownFrom: minutes(40) });
      await pass(lab, 60);
      const { record, ids } = await lab.of(request);
      expect(ids).toEqual(['e2', 'e3', 'e4']);
      expect(record).toMatchObject({ truncated: true, counts: { events: 3 } });
    });

    it('reads every Region, however much there is in the first', async () => {
      const lab = await start({ maximumEvents: 3 });
      const request = await lab.grant();
      lab.aws.events = [
        ...Array.from({ length: 20 }, (_, index) => ({
          event: anEvent(`flood${index}`, 1 + index / 10),
          shownFrom: minutes(0),
        })),
        {
          event: { ...anEvent('elsewhere', 20), region: 'us-east-1' },
          shownFrom: minutes(0),
        },
      ];
      await pass(lab, 120);
      const { record, ids } = await lab.of(request);
      expect(ids).toEqual(['elsewhere', 'flood18', 'flood19']);
      expect(record).toMatchObject({ truncated: true, complete: true });
    });

    it('keeps what was given before a source could give no more, and does not call that all', async () => {
      const lab = await start();
      const used = await lab.grant();
      lab.aws.events = [{ event: anEvent('hers', 1), shownFrom: minutes(1) }];
      lab.aws.cutOff = true;
      await pass(lab, 110);
      expect(await lab.of(used)).toMatchObject({
        ids: ['hers'],
        usage: 'used',
        record: { truncated: true, complete: true, problem: null },
      });
      const other = await start();
      const unclear = await other.grant();
      other.aws.cutOff = true;
      await pass(other, 110);
      expect(await other.of(unclear)).toMatchObject({
        ids: [],
        usage: 'unknown',
        record: { truncated: true, complete: true },
      });
    });

    it('does not call a session unused that is older than the records', async () => {
      const lab = await start({ historyMs: 60 * MINUTE });
      const request = await lab.grant();
      lab.clock.advance(200 * MINUTE);
      await lab.run();
      await pass(lab, 400);
      const { record, usage } = await lab.of(request);
      expect(record).toMatchObject({
        problem: { code: 'activity-too-old' },
        complete: false,
        nextReadAt: null,
      });
      expect(usage).toBe('unknown');
      expect(lab.aws.questions).toEqual([]);
    });

    it('is not complete while access is not proved gone', async () => {
      const lab = await start();
      const request = await lab.grant({ status: 'ending', endedAt: null });
      await pass(lab, 600);
      expect((await lab.of(request)).record).toMatchObject({
        complete: false,
        problem: null,
      });
    });

    it('writes nothing when another replica has taken over, and nothing of a turn that was broken off', async () => {
      const lab = await start();
      const request = await lab.grant();
      await lab.run();
      const before = await lab.of(request);
      lab.clock.advance(20 * MINUTE);
      lab.aws.fails = new Error('aborted');
      lab.controller.abort();
      await lab.run();
      expect(await lab.of(request)).toEqual(before);

      const other = await start();
      const theirs = await other.grant();
      await other.stores.lease.takeOver({
        holder: 'another',
        now: other.clock.now(),
        ttlMs: MINUTE,
      });
      await expect(other.run()).rejects.toThrow();
      expect((await other.of(theirs)).record).toBeUndefined();
    });
  },
);
