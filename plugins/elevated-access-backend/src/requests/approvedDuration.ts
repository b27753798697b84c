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

import type { Decide } from 'backstage-plugin-elevated-access-common';
import { problem } from '../domain/problems';
import type { RequestRecord } from '../domain/types';
import { describeDuration, parseDurationMs } from '../domain/window';

/**
 * What an approver limits an approval to, in milliseconds.
 *
 * @throws InputError at the field `duration` when it is not shorter than what was
 *   asked, too short to be of use, or given with a rejection
 */
export function requireApprovedDuration(
  request: Pick<
    RequestRecord,
    'durationMs' | 'strictWindow' | 'sessionDurationMs' | 'permissionSetName'
  >,
  verdict: Decide['verdict'],
  wish: {
    /** ISO 8601. */
    duration: string;
    minimumDurationMs: number;
  },
): number {
  const { duration, minimumDurationMs } = wish;
  if (verdict === 'reject') {
    throw problem('input', {
      code: 'invalid-input',
      field: 'duration',
      reason: 'A rejection gives no access, so it has no duration.',
      remedy: 'Leave the duration out, or approve.',
    });
  }
  const { durationMs, permissionSetName } = request;
  const approvedMs = parseDurationMs(duration);
  if (approvedMs >= durationMs) {
    throw problem('input', {
      code: 'duration-too-long',
      field: 'duration',
      reason: `${describeDuration(
        approvedMs,
      )} is not shorter than the ${describeDuration(
        durationMs,
      )} that were asked for.`,
      remedy: 'Give a shorter one, or none to approve all that was asked.',
    });
  }
  if (approvedMs < minimumDurationMs) {
    throw problem('input', {
      code: 'duration-too-short',
      field: 'duration',
      reason: `${describeDuration(approvedMs)} is too short to be of use.`,
      remedy: `Give at least ${describeDuration(
        minimumDurationMs,
      )}, or reject.`,
    });
  }
  if (request.strictWindow && approvedMs <= request.sessionDurationMs) {
    const session = describeDuration(request.sessionDurationMs);
    throw problem('input', {
      code: 'window-too-short',
      field: 'duration',
      reason: `Access ends one session duration of ${permissionSetName}, ${session}, before its window does; nothing would be left.`,
      remedy: `Give more than ${session}, or reject.`,
    });
  }
  return approvedMs;
}
