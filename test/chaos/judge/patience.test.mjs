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

// How long a removal may take, and what does not count.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calmIn, latest, LATENESS } from './patience.mjs';

const END = 1_000_000;

/** Seconds after the end of a claim by which access has to be gone. */
function allowed(...spells) {
  return (latest(END, spells.map(inMilliseconds)) - END) / 1000;
}

function inMilliseconds({ from, until, ...spell }) {
  return { ...spell, from: END + from * 1000, until: END + until * 1000 };
}

const LATE = LATENESS / 1000;

describe('access has to be gone', () => {
  it('in time when nothing is wrong', () => {
    assert.equal(allowed(), LATE);
  });

  it('in time whatever came later', () => {
    const later = { kind: 'outage', from: LATE, until: 500 };
    assert.equal(allowed(later), LATE);
  });

  it('in time whatever was over long before', () => {
    assert.equal(allowed({ kind: 'outage', from: -90, until: -60 }), LATE);
  });

  it('later by as long as another replica needs to take over', () => {
    assert.equal(allowed({ kind: 'kill', from: 1, until: 16 }), LATE + 15);
  });

  it('later by a spell and one pause of the backoff, which the spell cannot have made longer than itself twice', () => {
    assert.equal(
      allowed({ kind: 'faults', from: 0, until: 10 }),
      LATE + 10 + 21,
    );
    assert.equal(
      allowed({ kind: 'faults', from: 0, until: 500 }),
      LATE + 500 + 60,
    );
  });

  it('without a backoff where only creations were struck', () => {
    assert.equal(
      allowed({
        kind: 'faults',
        operation: 'CreateAccountAssignment',
        from: 0,
        until: 10,
      }),
      LATE + 10 + 11,
    );
  });

  it('with the calm between two spells counted', () => {
    assert.equal(
      allowed(
        { kind: 'kill', from: 0, until: 10 },
        { kind: 'kill', from: 10 + LATE - 1, until: 40 },
        { kind: 'kill', from: 50, until: 500 },
      ),
      41,
    );
  });

  it('with spells that overlap counted once', () => {
    assert.equal(
      allowed(
        { kind: 'kill', from: 0, until: 15 },
        { kind: 'kill', from: 5, until: 20 },
      ),
      LATE + 20,
    );
  });
});

describe('the calm in a stretch', () => {
  it('is what no spell, and no pause after one, disturbs', () => {
    const stretch = { from: END, until: END + 60_000 };
    assert.equal(calmIn(stretch, []), 60_000);
    assert.equal(
      calmIn(stretch, [
        { kind: 'database', from: END + 10_000, until: END + 14_000 },
      ]),
      51_000,
    );
  });
});
