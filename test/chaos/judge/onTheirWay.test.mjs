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

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { removalsOnTheirWay } from './onTheirWay.mjs';

const START = Date.parse('2026-11-22T12:00:00Z');
const second = count => START + count * 1_000;

function event(type, at) {
  return {
    type: `assignment.${type}`,
    at: new Date(second(at)).toISOString(),
    assignmentId: 'one',
    data: { principalId: 'ann', accountId: '1', permissionSetArn: 'power' },
  };
}

const outage = { kind: 'outage', from: second(10), until: second(20) };

function stretches(log, spells = [outage]) {
  return [...removalsOnTheirWay(log, spells)];
}

describe('a removal that may still arrive', () => {
  it('keeps the same access from being created for a minute after its answer was lost', () => {
    assert.deepEqual(
      stretches([
        event('delete-intended', 12),
        event('delete-intended', 25),
        event('delete-accepted', 26),
        event('verified-absent', 27),
      ]),
      [['ann 1 power', [{ from: second(12), until: second(75) }]]],
    );
  });

  it('is none that AWS answered, or whose answer nothing can have swallowed', () => {
    const answered = [
      event('delete-intended', 12),
      event('delete-accepted', 13),
    ];
    const unanswered = [event('delete-intended', 12)];
    assert.deepEqual(stretches(answered), []);
    assert.deepEqual(stretches(unanswered, []), []);
    assert.deepEqual(
      stretches(unanswered, [{ ...outage, from: second(16) }]),
      [],
    );
    assert.deepEqual(
      stretches(unanswered, [{ ...outage, kind: 'throttle' }]),
      [],
    );
    assert.deepEqual(
      stretches(unanswered, [
        { ...outage, kind: 'faults', operation: 'CreateAccountAssignment' },
      ]),
      [],
    );
    assert.equal(stretches(unanswered).length, 1);
  });
});
