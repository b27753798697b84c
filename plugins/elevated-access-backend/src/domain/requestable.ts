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

import type { LoadedAllowPolicy } from './policies';
import type { DirectoryAccount, DirectoryPermissionSet } from './types';

/** Something that a person may ask for. */
export interface RequestableRow {
  account: DirectoryAccount;
  permissionSet: DirectoryPermissionSet;
  /** The longest that any single policy permits, in milliseconds. */
  maxDurationMs: number;
  /** `depends` when a shorter, longer or later request is answered differently. */
  approval: 'required' | 'not-required' | 'depends';
}

export type Offer = Pick<RequestableRow, 'maxDurationMs' | 'approval'>;

/** What a policy that permits brings to an offer. */
export interface Permit {
  /** It holds at any time, not within working hours only. */
  always: boolean;
  approval: LoadedAllowPolicy['approval'];
  maxDurationMs: number;
}

/** What policies that all cover a pair and permit it, in the order in which they answer, offer together. */
export function offerOf(permits: readonly Permit[]): Offer {
  // The first in order answers up to its limit, the next longer one beyond it,
  // and so on. One that holds within certain hours only leaves the others theirs.
  const answers = new Set<Permit['approval']>();
  let maxDurationMs = 0;
  let answeredMs = 0;
  for (const permit of permits) {
    if (permit.maxDurationMs > answeredMs) {
      answers.add(permit.approval);
      maxDurationMs = Math.max(maxDurationMs, permit.maxDurationMs);
      answeredMs = permit.always ? permit.maxDurationMs : answeredMs;
    }
  }
  const [answer = 'required'] = answers;
  return { maxDurationMs, approval: answers.size > 1 ? 'depends' : answer };
}
