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

// What the judge of a run has to find. Each history has one fault.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './judge.mjs';
import {
  aHistory,
  created,
  event,
  removed,
  sealed,
  second,
} from './judge/aHistory.mjs';
import { LATENESS } from './judge/patience.mjs';

const LATE = LATENESS / 1000;

/** What is found in a history after one change of it. */
function find(change = () => {}) {
  const history = aHistory();
  change(history);
  const { worstLateness, strictShare, ...found } = judge(sealed(history));
  return found;
}

const nothing = { leaked: [], lost: [], removedStanding: [], chainBroken: [] };

function assertOnly(found, kind, words) {
  const { [kind]: of, ...others } = found;
  assert.match(of.join('\n'), words);
  assert.deepEqual({ ...others, [kind]: [] }, nothing);
}

function drop(history, type) {
  history.events = history.events.filter(({ type: its }) => its !== type);
}

describe('the judge of access', () => {
  it('finds nothing where all went well', () => {
    assert.deepEqual(find(), nothing);
  });

  it('tells how late the slowest removal was', () => {
    assert.equal(judge(sealed(aHistory())).worstLateness, 2000);
  });

  it('tells how many grants it judged as strictly as the documents do', () => {
    assert.equal(judge(sealed(aHistory())).strictShare, 1);
    const stormy = aHistory();
    stormy.spells = [{ kind: 'kill', from: second(60), until: second(150) }];
    assert.equal(judge(sealed(stormy)).strictShare, 0);
  });

  it('lets a removal take as long as is documented, and no longer', () => {
    assert.deepEqual(
      find(history => history.timeline.splice(1, 1, removed(62 + LATE))),
      nothing,
    );
    assertOnly(
      find(history => history.timeline.splice(1, 1, removed(63 + LATE))),
      'leaked',
      /outside of every window/,
    );
  });

  it('finds access that outlasts its revocation', () => {
    assertOnly(
      find(history => {
        history.events[6] = event('request.ending', 20);
      }),
      'leaked',
      /outside of every window/,
    );
  });

  it('finds access before its window', () => {
    assertOnly(
      find(history => {
        history.events[0].data.requestedStart = new Date(
          second(10),
        ).toISOString();
        history.events[2].data.startsAt = new Date(second(10)).toISOString();
      }),
      'leaked',
      /existed from 2026-11-22T12:00:04.000Z until 2026-11-22T12:00:09/,
    );
  });

  it('finds access before it was activated', () => {
    assertOnly(
      find(history => history.timeline.splice(0, 1, created(1))),
      'leaked',
      /without an intent|outside of every window/,
    );
  });

  it('finds a window that is longer than what was asked for', () => {
    assertOnly(
      find(history => {
        history.events[0].data.duration = 'PT30S';
      }),
      'leaked',
      /outside of every window/,
    );
  });

  it('finds a strict window that was not kept', () => {
    assertOnly(
      find(history => {
        history.events[0].data.strictWindow = true;
        history.requests[0].permissionSet.sessionDuration = 'PT30S';
      }),
      'leaked',
      /outside of every window/,
    );
  });

  it('finds access without any grant', () => {
    const found = find(history => {
      history.timeline.push({
        ...created(100),
        principalId: 'somebody',
      });
      history.timeline.push({ ...removed(101), principalId: 'somebody' });
    });
    assertOnly(found, 'leaked', /outside of every window/);
  });

  it('finds access without an intent that was committed before', () => {
    assertOnly(
      find(history => drop(history, 'assignment.create-intended')),
      'leaked',
      /without an intent/,
    );
  });

  it('finds access that still exists in the end', () => {
    assertOnly(
      find(history => history.timeline.pop()),
      'leaked',
      /still exists/,
    );
  });

  it('finds standing access that was removed', () => {
    for (const timeline of [
      [created(-5, 'behind-your-back'), removed(64)],
      [created(-5, 'behind-your-back'), removed(64), created(65)],
      // It was there before anything was recorded.
      [removed(64)],
    ]) {
      assertOnly(
        find(history => {
          history.timeline = timeline;
        }),
        'removedStanding',
        /was removed/,
      );
    }
  });
});

describe('the judge of what became of requests', () => {
  it('finds an approved request that never came to its end', () => {
    assertOnly(
      find(history => {
        history.requests[0].status = 'ending';
        drop(history, 'request.ended');
      }),
      'lost',
      /never came to its end/,
    );
  });

  it('finds a grant that lapsed although it could have been given', () => {
    const lapse = history => {
      history.requests[0].status = 'lapsed';
      history.requests[0].activatedAt = null;
      history.timeline = [];
      history.events.splice(4, 5, event('request.lapsed', 62));
    };
    assertOnly(find(lapse), 'lost', /lapsed, although/);
    assert.deepEqual(
      find(history => {
        lapse(history);
        history.spells = [
          { kind: 'outage', from: second(3), until: second(61) },
        ];
      }),
      nothing,
    );
  });

  it('finds access that somebody was told of and did not have', () => {
    assertOnly(
      find(history => history.timeline.splice(1, 1, removed(30))),
      'lost',
      /had no access from/,
    );
  });

  it('finds an approval that the log knows nothing of', () => {
    assertOnly(
      find(history => {
        history.promises.push({
          id: 'request-2',
          kind: 'approved',
          at: second(9),
        });
      }),
      'lost',
      /was told that it is approved/,
    );
  });

  it('finds a revocation that was answered before it was written', () => {
    assertOnly(
      find(history => {
        history.promises.push({
          id: 'request-1',
          kind: 'over',
          at: second(30),
        });
      }),
      'lost',
      /was told that it is over/,
    );
  });

  for (const type of [
    'request.created',
    'request.approved',
    'request.scheduled',
    'request.activating',
    'request.active',
    'request.ending',
    'request.ended',
  ]) {
    it(`finds that ${type} is missing`, () => {
      const found = find(history => drop(history, type));
      assert.match(
        found.lost.join('\n'),
        /cannot follow|without anybody's approval|the log (says|does not)/,
      );
    });
  }
});

describe('the judge of the chain', () => {
  const tamper = change => {
    const history = sealed(aHistory());
    change(history.log);
    return judge(history).chainBroken.join('\n');
  };

  it('finds an event that was changed', () => {
    assert.match(
      tamper(log => {
        log[4].data.note = 'changed';
      }),
      /event 5 is not what was sealed/,
    );
  });

  it('finds an event that was taken out', () => {
    assert.match(
      tamper(log => log.splice(4, 1)),
      /event 6 follows event 4/,
    );
  });

  it('finds events that were sealed anew after a change', () => {
    assert.match(
      tamper(log => {
        const { hash, ...members } = sealed(aHistory()).log[3];
        log[3] = { ...members, at: '2026-11-22T13:00:00.000Z', hash };
      }),
      /event 4 is not what was sealed/,
    );
  });
});
