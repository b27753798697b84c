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

import { aRequest, START } from '../__testUtils__/builders';
import type { RequestRecord } from '../domain/types';
import { anIdleRow } from './__testUtils__/ModelRow';
import { toWish } from './wish';

const MINUTE = 60_000;
const now = new Date(START.getTime() + 10 * MINUTE);
const assignment = {
  ...anIdleRow(),
  nextActionAt: new Date(now.getTime() - 1_000),
};

function grant(more: Partial<RequestRecord>): RequestRecord {
  return aRequest({
    assignmentId: assignment.id,
    startsAt: START,
    endsAt: new Date(START.getTime() + 5 * MINUTE),
    ...more,
  });
}

const wishFor = (operation: 'create' | 'delete', ...grants: RequestRecord[]) =>
  toWish({ assignment, grants, operation, now });

describe('toWish', () => {
  it('is most urgent where a person revoked somebody else', () => {
    const wish = wishFor(
      'delete',
      grant({ status: 'ending', endReason: 'elapsed' }),
      grant({ status: 'ending', endReason: 'revoked' }),
    );
    expect(wish.urgency).toBe('revoked');
  });

  it('is due since the window ended, whatever tries there were since', () => {
    const wish = wishFor(
      'delete',
      grant({ status: 'ending', endReason: 'elapsed' }),
    );
    expect(wish).toMatchObject({
      urgency: 'ending',
      dueAt: new Date(START.getTime() + 5 * MINUTE),
    });
  });

  it('is due since it was given back where the window lasts longer', () => {
    const wish = wishFor(
      'delete',
      grant({ status: 'ending', endReason: 'released' }),
    );
    expect(wish).toMatchObject({
      urgency: 'ending',
      dueAt: assignment.nextActionAt,
    });
  });

  it('is wanted until the first window ends that it is for, the strict end of a strict one', () => {
    const strict = grant({
      status: 'activating',
      endsAt: new Date(START.getTime() + 90 * MINUTE),
      strictWindow: true,
      sessionDurationMs: 60 * MINUTE,
    });
    const later = grant({
      status: 'activating',
      endsAt: new Date(START.getTime() + 45 * MINUTE),
    });
    expect(wishFor('create', strict, later).until).toEqual(
      new Date(START.getTime() + 30 * MINUTE),
    );
    expect(
      wishFor('delete', grant({ status: 'ending' })).until,
    ).toBeUndefined();
  });

  it('lets a person who waits go before a start that was asked for', () => {
    const scheduled = grant({ status: 'activating', requestedStart: START });
    const awaited = grant({ status: 'activating' });
    expect(wishFor('create', scheduled).urgency).toBe('scheduled');
    expect(wishFor('create', scheduled, awaited)).toMatchObject({
      urgency: 'awaited',
      dueAt: START,
    });
  });
});
