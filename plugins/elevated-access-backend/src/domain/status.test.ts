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

import {
  requestStatuses,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import { assertTransition, isFinal, isLive, transitions } from './status';

const pairs = requestStatuses.flatMap(from =>
  requestStatuses.map(to => ({ from, to })),
);

function reachable(from: RequestStatus): Set<RequestStatus> {
  const seen = new Set<RequestStatus>();
  const open = [...transitions[from]];
  for (let next = open.pop(); next; next = open.pop()) {
    if (!seen.has(next)) {
      seen.add(next);
      open.push(...transitions[next]);
    }
  }
  return seen;
}

describe('the transition table', () => {
  it('lists every status', () => {
    expect(Object.keys(transitions).sort()).toEqual(
      [...requestStatuses].sort(),
    );
  });

  it.each(pairs.filter(({ from, to }) => transitions[from].includes(to)))(
    'lets $to follow $from',
    ({ from, to }) => {
      expect(() => assertTransition(from, to)).not.toThrow();
    },
  );

  it.each(pairs.filter(({ from, to }) => !transitions[from].includes(to)))(
    'does not let $to follow $from, and names both',
    ({ from, to }) => {
      expect(() => assertTransition(from, to)).toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          code: 'wrong-status',
          message: expect.stringMatching(new RegExp(`${from}.*${to}`)),
        }),
      );
    },
  );

  it('lets nothing follow an end, so that no request comes back to life', () => {
    const ends = requestStatuses.filter(isFinal);
    expect(ends).toEqual([
      'ended',
      'rejected',
      'cancelled',
      'expired',
      'lapsed',
      'failed',
    ]);
    for (const end of ends) {
      expect(reachable(end).size).toBe(0);
    }
  });

  it('has an end for everything that is not one', () => {
    for (const status of requestStatuses.filter(it => !isFinal(it))) {
      expect([...reachable(status)].some(isFinal)).toBe(true);
    }
  });

  it('leaves access only by ending, and ending only by having ended', () => {
    expect(transitions.active).toEqual(['ending']);
    expect(transitions.ending).toEqual(['ended']);
  });

  it('gives access to nothing that was not approved and then activated', () => {
    const before = (status: RequestStatus) =>
      requestStatuses.filter(it => transitions[it].includes(status));
    expect(before('active')).toEqual(['activating']);
    expect(before('activating')).toEqual(['scheduled']);
    expect(before('scheduled')).toEqual(['pending']);
  });

  it('never cancels or rejects what may already have reached AWS', () => {
    for (const status of requestStatuses.filter(isLive)) {
      for (const end of ['cancelled', 'rejected', 'expired'] as const) {
        expect(transitions[status]).not.toContain(end);
      }
    }
  });

  it('calls live what may have access in AWS', () => {
    expect(requestStatuses.filter(isLive)).toEqual([
      'activating',
      'active',
      'ending',
    ]);
  });
});
