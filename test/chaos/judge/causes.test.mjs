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

// What may be refused in a run, and what of it has to have caused that.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aHistory, event, second } from './aHistory.mjs';
import { unexplainedRefusals } from './causes.mjs';

const DISABLED = 'The Identity Center user ann.li of Ann Li is disabled.';
const NO_POLICY = 'No policy lets you ask for DataEngineer on data-dev.';
const GIVEN_BACK =
  'The access that it was to prolong, request base-1, was released.';
const FAILED_AT_AWS =
  'AWS could not create the assignment: An unexpected internal service exception was encountered (AWS request id 1)';

/** What is found of a request that fails after 9 s, for a reason, in a history with one more thing in it. */
function find(reason, change = () => {}, type = 'request.failed') {
  const history = aHistory();
  change(history);
  const events = [
    ...history.events.slice(0, 4),
    event(type, 9, reason === undefined ? {} : { reason }),
  ];
  return unexplainedRefusals(history.requests[0], events, history);
}

const status = (userId, seconds, to) => history =>
  history.timeline.push({
    type: 'user-status',
    userId,
    status: to,
    at: new Date(second(seconds)).toISOString(),
  });

const both =
  (...changes) =>
  history =>
    changes.forEach(change => change(history));

const of = name => history => {
  history.requests[0].permissionSet.name = name;
};

const edited = (number, seconds) => history =>
  history.edits.push({ number, at: second(seconds) });

const base = endReason => history =>
  history.requests.push({ id: 'base-1', endReason });

const spell = (does, from, until) => history =>
  history.spells.push({
    kind: 'faults',
    operation: 'CreateAccountAssignment',
    does,
    from: second(from),
    until: second(until),
  });

describe('a refusal', () => {
  for (const [what, reason, change] of [
    ['a disabled user', DISABLED, status('user-1', 3, 'DISABLED')],
    [
      'a user who was disabled a moment ago',
      DISABLED,
      both(status('user-1', 1, 'DISABLED'), status('user-1', 8, 'ENABLED')),
    ],
    [
      'a policy that is gone',
      NO_POLICY,
      both(of('DataEngineer'), edited(2, 5)),
    ],
    ['access that was given back', GIVEN_BACK, base('released')],
    ['AWS that fails', FAILED_AT_AWS, spell('fail-later', 3, 8)],
  ]) {
    it(`is explained by ${what}`, () => {
      assert.deepEqual(find(reason, change), []);
    });
  }

  for (const [what, reason, change] of [
    ['no reason at all', undefined],
    ['a reason that nothing in a run brings about', 'It did not work.'],
    ['a user who was never disabled', DISABLED],
    ['somebody else who was', DISABLED, status('user-2', 3, 'DISABLED')],
    [
      'a user who was disabled only later',
      DISABLED,
      status('user-1', 12, 'DISABLED'),
    ],
    [
      'a user who has been enabled for long',
      DISABLED,
      both(status('user-1', -60, 'DISABLED'), status('user-1', -50, 'ENABLED')),
    ],
    ['policies that nobody changed', NO_POLICY, of('DataEngineer')],
    [
      'policies that were changed, for a permission set that stays',
      NO_POLICY,
      edited(2, 5),
    ],
    [
      'policies that were changed only later',
      NO_POLICY,
      both(of('DataEngineer'), edited(2, 12)),
    ],
    ['access that nobody gave back', GIVEN_BACK, base('elapsed')],
    ['AWS that was well', FAILED_AT_AWS],
    ['AWS that was only slow', FAILED_AT_AWS, spell('delay', 3, 8)],
    ['AWS that failed before', FAILED_AT_AWS, spell('fail-later', -9, -1)],
  ]) {
    it(`is not explained by ${what}`, () => {
      const [found, ...more] = find(reason, change);
      assert.match(found, /^request-1: request\.failed at .+ nothing/);
      assert.deepEqual(more, []);
    });
  }

  it('needs a cause also when approvers are only asked again', () => {
    const type = 'request.reapproval-needed';
    assert.equal(find(DISABLED, () => {}, type).length, 1);
    assert.deepEqual(find(DISABLED, status('user-1', 3, 'DISABLED'), type), []);
  });
});
