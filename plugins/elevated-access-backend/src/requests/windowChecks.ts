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
  extensionLimits,
  newestOf,
  prolongs,
  type Chain,
} from '../domain/extension';
import type { LoadedAllowPolicy } from '../domain/policies';
import { problem } from '../domain/problems';
import type { DirectoryPermissionSet, RequestRecord } from '../domain/types';
import { accessEndsAt, describeDuration, leavesTime } from '../domain/window';

/**
 * Requires that something is left of a window that is strict, which ends access
 * one session duration early.
 *
 * @throws InputError with code `window-too-short`
 */
export function requireTimeLeft(wish: {
  /** Milliseconds. */
  durationMs: number;
  /** What an extension prolongs. */
  prolongs: RequestRecord | null;
  policy: Pick<LoadedAllowPolicy, 'name' | 'strictWindow'>;
  permissionSet: Pick<DirectoryPermissionSet, 'name' | 'sessionDurationMs'>;
}): void {
  const { durationMs, policy, permissionSet } = wish;
  const { sessionDurationMs } = permissionSet;
  const { strictWindow } = policy;
  const leaves = wish.prolongs
    ? prolongs(wish.prolongs, { durationMs, strictWindow, sessionDurationMs })
    : !strictWindow || durationMs > sessionDurationMs;
  if (!leaves) {
    throw tooShort(policy.name, permissionSet, 'input');
  }
}

/**
 * Requires that a late or a shortened approval leaves anything of the window.
 *
 * @throws ConflictError with code `window-too-short`
 */
export function requireTimeLeftOf(
  request: RequestRecord,
  window: { startsAt: Date; endsAt: Date },
): void {
  const { startsAt, endsAt } = window;
  if (endsAt <= startsAt) {
    throw problem('conflict', {
      code: 'window-too-short',
      field: 'duration',
      reason: `Access approved for so long would have ended at ${endsAt.toISOString()}; it is ${startsAt.toISOString()}.`,
      remedy: 'Approve it for longer, or reject it.',
    });
  }
  if (!leavesTime({ ...request, ...window })) {
    const { permissionSetName: name, sessionDurationMs } = request;
    throw tooShort(request.policyName, { name, sessionDurationMs }, 'conflict');
  }
}

/**
 * Requires that an extension approved for less than was asked lets access last
 * longer all the same.
 *
 * @throws ConflictError with code `window-too-short`
 */
export function requireStillProlongs(
  extension: RequestRecord,
  base: RequestRecord,
): void {
  const was = accessEndsAt(base);
  const will = accessEndsAt(extension);
  if (was !== null && will !== null && will <= was) {
    throw problem('conflict', {
      code: 'window-too-short',
      field: 'duration',
      reason: `Access lasts until ${was.toISOString()} as it is, and would last until ${will.toISOString()}.`,
      remedy: 'Approve it for longer, or reject it.',
    });
  }
}

/**
 * @throws NotAllowedError with code `not-extendable`, InputError with code `extension-too-long`
 */
export function requireExtension(
  policy: LoadedAllowPolicy,
  chain: Chain,
  durationMs: number,
): void {
  const { name, extension } = policy;
  if (!extension) {
    throw problem('not-allowed', {
      code: 'not-extendable',
      reason: `Policy ${name} does not let access be prolonged.`,
      remedy: 'Ask for access anew when this has ended.',
    });
  }
  const { remaining, leftMs } = extensionLimits(extension, chain);
  if (remaining === 0) {
    throw problem('not-allowed', {
      code: 'not-extendable',
      reason: `Policy ${name} lets access be prolonged ${extension.maximum} times, and it was.`,
      remedy: 'Ask for access anew when this has ended.',
    });
  }
  if (durationMs > leftMs) {
    throw problem('input', {
      code: 'extension-too-long',
      field: 'duration',
      reason: `Policy ${name} lets access last ${
        extension.maxTotalDuration
      } altogether; ${describeDuration(durationMs)} more would be longer.`,
      remedy:
        leftMs > 0
          ? `Ask for at most ${describeDuration(leftMs)} more.`
          : 'Ask for access anew when this has ended.',
    });
  }
}

/**
 * Only the newest member of live access can be prolonged, and while it is active.
 *
 * @throws ConflictError with code `wrong-status`
 */
export function requireActive(chain: Chain): RequestRecord {
  const base = newestOf(chain);
  if (base.status !== 'active') {
    throw problem('conflict', {
      code: 'wrong-status',
      reason: `Only active access can be prolonged, and request ${base.id} is ${base.status}.`,
      remedy: 'Reload the request to see where it stands now.',
    });
  }
  return base;
}

function tooShort(
  policyName: string,
  permissionSet: Pick<DirectoryPermissionSet, 'name' | 'sessionDurationMs'>,
  kind: 'input' | 'conflict',
): Error {
  const session = describeDuration(permissionSet.sessionDurationMs);
  return problem(kind, {
    code: 'window-too-short',
    field: 'duration',
    reason: `Policy ${policyName} ends access one session duration of ${permissionSet.name}, ${session}, before its window does, so that no session outlives it; nothing would be left.`,
    remedy: `Ask for more than ${session}.`,
  });
}
