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

import fc from 'fast-check';
import { aRequest } from '../__testUtils__/builders';
import {
  mayHaveActivity,
  readingOutcome,
  retryDelayMs,
  sessionSpan,
  usageOf,
} from './activity';

const MINUTE = 60_000;
const NOON = new Date('2026-11-22T12:00:00.000Z');
const at = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);

const ended = aRequest({
  assignmentId: 'a',
  status: 'ended',
  startsAt: at(0),
  activatedAt: at(1),
  endsAt: at(60),
  endedAt: at(30),
});

describe('the time of a session', () => {
  it('begins with the window, since access is there before it is proved to be', () => {
    expect(sessionSpan(ended, at(500))?.from).toEqual(at(0));
  });

  it('ends a session duration after access went, not after it was to go', () => {
    expect(sessionSpan(ended, at(500))).toMatchObject({
      to: at(90),
      settled: true,
    });
  });

  it('moves on while access is not proved gone', () => {
    const ending = { ...ended, status: 'ending' as const, endedAt: null };
    expect(sessionSpan(ending, at(200))).toMatchObject({
      to: at(260),
      settled: false,
    });
  });

  it('is none where there never was access', () => {
    for (const status of ['pending', 'rejected', 'lapsed'] as const) {
      expect(
        sessionSpan({ ...ended, status, activatedAt: null }, at(0)),
      ).toBeNull();
    }
    expect(mayHaveActivity({ status: 'pending', activatedAt: null })).toBe(
      true,
    );
    expect(mayHaveActivity({ status: 'rejected', activatedAt: null })).toBe(
      false,
    );
  });
});

describe('readings of a session', () => {
  const minutes = (max: number) => fc.integer({ min: 0, max });

  it('follow each other until one is complete, and leave out no instant', () => {
    fc.assert(
      fc.property(
        minutes(600),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        minutes(60),
        (length, delay, refresh, late) => {
          const span = { from: at(0), to: at(length), settled: true };
          const pace = {
            deliveryDelayMs: delay * MINUTE,
            refreshMs: refresh * MINUTE,
          };
          let readAt: Date | null = at(late);
          let covered = span.from;
          for (let turn = 0; readAt; turn += 1) {
            expect(turn).toBeLessThan(1_000);
            const outcome = readingOutcome(span, readAt, pace);
            // What is not read again has been delivered for certain.
            if (outcome.deliveredTo > span.from) {
              expect(
                outcome.deliveredTo.getTime() + pace.deliveryDelayMs,
              ).toBeLessThanOrEqual(readAt.getTime());
            }
            expect(outcome.deliveredTo >= covered).toBe(true);
            covered = outcome.deliveredTo;
            if (outcome.nextReadAt) {
              expect(outcome.nextReadAt > readAt).toBe(true);
            } else {
              expect(outcome).toMatchObject({
                complete: true,
                coversTo: span.to,
                deliveredTo: span.to,
              });
            }
            readAt = outcome.nextReadAt;
          }
        },
      ),
    );
  });

  it('are never complete while the end may still move', () => {
    const outcome = readingOutcome(
      { from: at(0), to: at(10), settled: false },
      at(1_000),
      { deliveryDelayMs: 0, refreshMs: MINUTE },
    );
    expect(outcome).toMatchObject({ complete: false, nextReadAt: at(1_001) });
  });
});

it('tries again a minute after the first failure, less and less often, and for ever', () => {
  expect([1, 2, 3, 7, 1_000].map(retryDelayMs)).toEqual(
    [1, 2, 4, 60, 60].map(count => count * MINUTE),
  );
});

it.each([
  [{ events: 1, complete: false }, 'used'],
  [{ events: 0, complete: false }, 'unknown'],
  [{ events: 0, complete: true }, 'unused'],
] as const)('takes %j for %s', (found, usage) => {
  expect(usageOf(found)).toBe(usage);
});
