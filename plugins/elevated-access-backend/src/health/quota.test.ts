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

import { ApiPace } from '../aws/ApiPace';
import { quotaOf, type QuotaSources } from './quota';

/** A replica with five writes under way, four that wait, and a pace whose clock the test moves. */
function aReplica(
  overrides: { isLeader?: boolean; now?: number } = {},
): QuotaSources & { pace: ApiPace; pass(ms: number): void } {
  const { isLeader = true, now: limit = 15 } = overrides;
  let now = 0;
  return {
    pace: new ApiPace({
      perSecond: 16,
      monotonic: () => now,
      setTimer: () => () => {},
    }),
    engine: {
      health: () => ({
        isLeader,
        waitingWrites: 4,
        writesInFlight: 5,
        writesInFlightLimit: { now: limit, configured: 15 },
      }),
    },
    pass: ms => {
      now += ms;
    },
  };
}

describe('quotas', () => {
  it('are what the acting replica uses of what it may', () => {
    expect(quotaOf(aReplica())).toEqual({
      callsPerSecond: 16,
      callsPerSecondLimit: 16,
      callsWaiting: 0,
      writesInFlight: 5,
      writesInFlightLimit: 15,
      writesWaiting: 4,
      slowedDown: false,
    });
  });

  it('are slowed down from when AWS throttles until the configured pace is regained', () => {
    const replica = aReplica();
    replica.pace.slowDown();
    expect(quotaOf(replica)).toMatchObject({
      callsPerSecond: 8,
      callsPerSecondLimit: 16,
      slowedDown: true,
    });
    replica.pass(8 * 2_000);
    expect(quotaOf(replica)).toMatchObject({
      callsPerSecond: 16,
      slowedDown: false,
    });
  });

  it('are slowed down while AWS works on too many writes', () => {
    expect(quotaOf(aReplica({ now: 10 }))).toMatchObject({
      writesInFlightLimit: 10,
      slowedDown: true,
    });
  });

  it('count the calls that wait for their turn', () => {
    const replica = aReplica();
    for (let call = 0; call < 20; call += 1) {
      replica.pace.turn({ priority: 'write' }).catch(() => {});
    }
    expect(quotaOf(replica)).toMatchObject({ callsWaiting: 4 });
  });

  it('are not told by a replica that does not act', () => {
    expect(quotaOf(aReplica({ isLeader: false }))).toBeNull();
  });

  it('are not told where calls keep no pace', () => {
    expect(quotaOf({ ...aReplica(), pace: undefined })).toBeNull();
  });
});
