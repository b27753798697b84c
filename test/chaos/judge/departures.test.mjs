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

// Who is disabled loses what they hold, within the pause between two looks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../judge.mjs';
import { aHistory, sealed, second } from './aHistory.mjs';

/** What leaked in a history in which the holder was disabled for a while. */
function leakedIn({ from, until, change = () => {} }) {
  const history = aHistory();
  const status = (seconds, to) => ({
    type: 'user-status',
    userId: history.requests[0].principal.userId,
    status: to,
    at: new Date(second(seconds)).toISOString(),
  });
  history.timeline.push(status(from, 'DISABLED'));
  if (until !== undefined) {
    history.timeline.push(status(until, 'ENABLED'));
  }
  change(history);
  return judge(sealed(history)).leaked;
}

describe('the judge of people who were disabled', () => {
  it('lets a short absence pass, and the last seconds of a window', () => {
    assert.deepEqual(leakedIn({ from: 20, until: 29 }), []);
    assert.deepEqual(leakedIn({ from: 53 }), []);
  });

  it('finds access that somebody keeps who is disabled for longer', () => {
    const [found] = leakedIn({ from: 20, until: 31 });
    assert.match(found, /^request-1 was kept .+ by somebody who was disabled$/);
    assert.equal(leakedIn({ from: 20 }).length, 1);
  });

  it('does not count what kept the engine from looking', () => {
    const spells = [{ kind: 'kill', from: second(20), until: second(30) }];
    const change = history => Object.assign(history, { spells });
    assert.deepEqual(leakedIn({ from: 20, until: 39, change }), []);
    assert.equal(leakedIn({ from: 20, until: 42, change }).length, 1);
  });

  it('asks nothing of the access of others', () => {
    const change = ({ timeline }) =>
      timeline
        .filter(({ type }) => type === 'user-status')
        .forEach(each => Object.assign(each, { userId: 'user-2' }));
    assert.deepEqual(leakedIn({ from: 20, change }), []);
  });
});
