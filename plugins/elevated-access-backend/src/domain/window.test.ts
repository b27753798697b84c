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

import { durationSchema } from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import { instant } from './__testUtils__/arbitraries';
import {
  requestStatuses,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import {
  accessEndsAt,
  expiryOf,
  leavesTime,
  sessionTail,
  describeDuration,
  fixWindow,
  formatDuration,
  parseDurationMs,
  sessionsEndBy,
} from './window';

const durationMs = fc.integer({ min: 1, max: 7 * 86_400_000 });

describe('fixWindow', () => {
  it('gives the whole duration from the approval when access begins as soon as approved', () => {
    fc.assert(
      fc.property(instant, durationMs, (approvedAt, duration) => {
        const window = fixWindow({
          requestedStart: null,
          extendsId: null,
          durationMs: duration,
          approvedAt,
        });
        expect(window.startsAt).toEqual(approvedAt);
        expect(window.endsAt.getTime() - approvedAt.getTime()).toBe(duration);
      }),
    );
  });

  it('never moves the end of a scheduled window, however late the approval', () => {
    fc.assert(
      fc.property(
        instant,
        instant,
        durationMs,
        (start, approvedAt, duration) => {
          const window = fixWindow({
            requestedStart: start,
            extendsId: null,
            durationMs: duration,
            approvedAt,
          });
          expect(window.endsAt.getTime()).toBe(start.getTime() + duration);
          expect(window.startsAt >= approvedAt).toBe(true);
          expect(window.startsAt >= start).toBe(true);
          expect([start.getTime(), approvedAt.getTime()]).toContain(
            window.startsAt.getTime(),
          );
        },
      ),
    );
  });

  it('leaves nothing of a window that was over before it was approved', () => {
    const { startsAt, endsAt } = fixWindow({
      requestedStart: new Date('2026-11-22T10:00:00Z'),
      extendsId: null,
      durationMs: 3_600_000,
      approvedAt: new Date('2026-11-22T11:00:00Z'),
    });
    expect(endsAt <= startsAt).toBe(true);
  });
});

describe('an extension', () => {
  it('begins with its approval, before the end that it prolongs, and ends one duration after that', () => {
    fc.assert(
      fc.property(instant, durationMs, durationMs, (approvedAt, left, more) => {
        const end = new Date(approvedAt.getTime() + left);
        const window = fixWindow({
          requestedStart: end,
          extendsId: 'base',
          durationMs: more,
          approvedAt,
        });
        expect(window.startsAt).toEqual(approvedAt);
        expect(window.endsAt.getTime() - end.getTime()).toBe(more);
      }),
    );
  });
});

describe('expiryOf', () => {
  it('never lets approvers decide when nothing could be left, and gives them all their time otherwise', () => {
    fc.assert(
      fc.property(
        fc.option(instant),
        instant,
        durationMs,
        durationMs,
        fc.boolean(),
        (requestedStart, from, duration, expiryMs, strictWindow) => {
          const sessionDurationMs = 3_600_000;
          const expiresAt = expiryOf(
            {
              requestedStart,
              durationMs: duration,
              strictWindow,
              sessionDurationMs,
            },
            from,
            expiryMs,
          ).getTime();
          const over = requestedStart
            ? requestedStart.getTime() +
              duration -
              (strictWindow ? sessionDurationMs : 0)
            : Infinity;
          expect(expiresAt).toBe(Math.min(from.getTime() + expiryMs, over));
        },
      ),
    );
  });
});

describe('a strict window', () => {
  const window = {
    startsAt: new Date('2026-11-22T12:00:00Z'),
    endsAt: new Date('2026-11-22T14:00:00Z'),
    strictWindow: true,
  };

  it('leaves no credential that outlives it: access goes one session duration early', () => {
    const request = {
      ...window,
      status: 'active' as const,
      endedAt: null,
      sessionDurationMs: 3_600_000,
    };
    expect(accessEndsAt(request)).toEqual(new Date('2026-11-22T13:00:00Z'));
    expect(sessionTail(request, window.startsAt)).toEqual(window.endsAt);
  });

  it.each([
    [3_600_000, true],
    [7_199_999, true],
    [7_200_000, false],
    [10_000_000, false],
  ])('with sessions of %d ms leaves time for access: %s', (ms, expected) => {
    expect(leavesTime({ ...window, sessionDurationMs: ms })).toBe(expected);
  });
});

describe('the session tail', () => {
  const now = new Date('2026-11-22T12:30:00Z');
  const endsAt = new Date('2026-11-22T14:00:00Z');
  const endedAt = new Date('2026-11-22T12:10:00Z');
  const tails: Record<RequestStatus, string | null> = {
    pending: null,
    scheduled: '2026-11-22T15:00:00.000Z',
    activating: '2026-11-22T15:00:00.000Z',
    active: '2026-11-22T15:00:00.000Z',
    // Until it is proved gone it may be used, and sessions begun with it.
    ending: '2026-11-22T13:30:00.000Z',
    ended: '2026-11-22T13:10:00.000Z',
    rejected: null,
    cancelled: null,
    expired: null,
    lapsed: null,
    failed: null,
  };

  it.each(requestStatuses)('of a request that is %s', status => {
    const tail = sessionTail(
      {
        status,
        endsAt: status === 'pending' ? null : endsAt,
        endedAt: status === 'ended' ? endedAt : null,
        strictWindow: false,
        sessionDurationMs: 3_600_000,
      },
      now,
    );
    expect(tail?.toISOString() ?? null).toBe(tails[status]);
  });
});

describe('sessionsEndBy', () => {
  it('is one session duration after the end', () => {
    expect(
      sessionsEndBy({
        endsAt: new Date('2026-11-22T15:40:00Z'),
        sessionDurationMs: 3_600_000,
      }),
    ).toEqual(new Date('2026-11-22T16:40:00Z'));
  });
});

describe('durations', () => {
  it.each([
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['P1DT1S', 86_401_000],
    ['PT90M', 5_400_000],
    ['PT0S', 0],
  ])('reads %s', (iso, ms) => {
    expect(parseDurationMs(iso)).toBe(ms);
  });

  it.each([
    '',
    'P',
    'PT',
    '1h',
    'P1M',
    'P1Y',
    'P1W',
    '-PT1H',
    'PT-1H',
    'PT1.5H',
    'PT1H ',
    'pt1h',
    'PT99999999999999999999H',
  ])('refuses %p with an example of what is right', iso => {
    expect(() => parseDurationMs(iso)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('PT1H30M'),
      }),
    );
  });

  it('writes what it reads, in the form that the API accepts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), seconds => {
        const text = formatDuration(seconds * 1000);
        expect(durationSchema.safeParse(text).success).toBe(true);
        expect(parseDurationMs(text)).toBe(seconds * 1000);
      }),
    );
  });

  it('drops fractions of a second rather than promising them', () => {
    expect(formatDuration(59_999)).toBe('PT59S');
    expect(formatDuration(999)).toBe('PT0S');
  });

  it.each([-1, NaN, Infinity])('refuses %p', ms => {
    expect(() => formatDuration(ms)).toThrow('milliseconds');
  });

  it('speaks to people in the largest units', () => {
    expect(describeDuration(5_400_000)).toBe('1 h 30 min');
    expect(describeDuration(90_061_000)).toBe('1 d 1 h 1 min 1 s');
    expect(describeDuration(0)).toBe('0 s');
  });
});
