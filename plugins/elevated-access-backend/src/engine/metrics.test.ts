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

import { OneAssignment } from './__testUtils__/OneAssignment';
import { latenessOf } from './metrics';
import { finishAbsent } from './finish';
import { assess } from './situation';
import { unchanged } from './changes';

const MINUTE = 60_000;

describe('How late access is verified gone', () => {
  function changeOf(one: OneAssignment) {
    const step = finishAbsent(
      assess({
        assignment: one.row,
        grants: one.grants,
        cleared: new Set(),
        observation: { kind: 'listed', listed: false },
        now: one.now,
        jitter: 0.5,
      }),
    );
    return 'change' in step ? step.change : unchanged;
  }

  it('counts from the end of each window, strict or not', () => {
    const one = new OneAssignment();
    const ended = { status: 'ending', endReason: 'elapsed' } as const;
    const endsAt = new Date(one.now.getTime() - MINUTE);
    one.grant({ ...ended, endsAt });
    one.grant({
      ...ended,
      endsAt,
      strictWindow: true,
      sessionDurationMs: MINUTE,
    });
    expect(latenessOf(changeOf(one), one.now)).toEqual([MINUTE, 2 * MINUTE]);
  });

  it('says nothing of what somebody ended before its time, or what stays for others', () => {
    const one = new OneAssignment();
    one.grant({ status: 'ending', endReason: 'released' });
    expect(latenessOf(changeOf(one), one.now)).toEqual([]);
    const kept = { ...changeOf(one), assignment: {} };
    expect(latenessOf(kept, one.now)).toEqual([]);
  });
});
