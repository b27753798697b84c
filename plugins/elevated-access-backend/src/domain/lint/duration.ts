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

import type { LoadedAllowPolicy } from '../policies';
import { describeDuration, parseDurationMs } from '../window';
import type { LintGround } from './LintGround';
import { some, type LintClaim } from './types';

/**
 * Permission sets whose sessions last longer than any access through a policy:
 * credentials go on working after it ended. With a strict window, which leaves
 * time for one session, nothing could be given at all.
 */
export function lintSessions(
  policy: LoadedAllowPolicy,
  ground: LintGround,
): LintClaim[] {
  const longest = parseDurationMs(policy.maxDuration);
  const outlasting = [...ground.regionOf(policy).permissionSets]
    .map(place => ground.permissionSets[place])
    .filter(({ sessionDurationMs }) =>
      policy.strictWindow
        ? sessionDurationMs >= longest
        : sessionDurationMs > longest,
    );
  if (outlasting.length === 0) {
    return [];
  }
  const names = some(
    outlasting.map(
      ({ name, sessionDurationMs }) =>
        `${name} (${describeDuration(sessionDurationMs)})`,
    ),
  );
  return [
    {
      rule: 'session-outlasts-grant',
      severity: policy.strictWindow ? 'error' : 'warning',
      policy: { kind: 'eligibility', name: policy.name },
      path: 'maxDuration',
      about: '',
      reason: policy.strictWindow
        ? `Sessions of ${names} last as long as access through this policy may, ${describeDuration(
            longest,
          )}, and a strict window leaves none of it.`
        : `Sessions of ${names} last longer than access through this policy may, ${describeDuration(
            longest,
          )}: credentials go on working after its end.`,
      remedy:
        'Shorten the session duration of the permission sets in IAM Identity Center, or let the policy permit more time.',
    },
  ];
}
