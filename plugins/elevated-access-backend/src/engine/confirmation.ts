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

import type { AssignmentOperation } from '../domain/types';

/** Operations that AWS no longer lists as in progress and whose outcome is not known yet. */
export interface Unconfirmed {
  operation: AssignmentOperation;
  /** How many there are. */
  count: number;
  /** How long the first of them waits, milliseconds. */
  waitedMs: number;
  /** How many others AWS still works on. */
  inProgress: number;
  /** How many calls the last listing of succeeded operations took. */
  pages: number;
  /** Whether writes wait for a place. */
  isCrowded: boolean;
}

/** How long outcomes are gathered, milliseconds; for removals by calls that a listing takes. */
const PATIENCE = {
  create: 1_000,
  perPage: 500,
  shortest: 1_000,
  longest: 12_000,
};

/** Outcomes that make one call of a listing worth it. */
const PER_CALL = { create: 2, delete: 40 };

/**
 * How to learn the outcomes: one listing of what succeeded tells many at once,
 * asking about each takes a call each. The more there are to come, the longer
 * it pays to wait. A person waits for a creation; a removal that is over has
 * freed its place already, and its outcome is wanted for the record.
 */
export function howToConfirm(
  unconfirmed: Unconfirmed,
): 'wait' | 'list' | 'ask' {
  const { operation, count, waitedMs, inProgress, pages } = unconfirmed;
  const isEnough = count >= pages * PER_CALL[operation];
  if (!isEnough && inProgress > 0 && waitedMs < patience(unconfirmed)) {
    return 'wait';
  }
  return count > pages ? 'list' : 'ask';
}

function patience({ operation, pages, isCrowded }: Unconfirmed): number {
  if (operation === 'create') {
    return PATIENCE.create;
  }
  return isCrowded
    ? PATIENCE.longest
    : Math.min(
        PATIENCE.longest,
        Math.max(PATIENCE.shortest, pages * PATIENCE.perPage),
      );
}
