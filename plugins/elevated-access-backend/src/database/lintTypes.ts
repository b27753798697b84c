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

import type { LintClaim } from '../domain/lint/types';

/** Something that is wrong with a policy, and since when it has been seen. */
export interface LintFindingRecord extends Omit<LintClaim, 'about'> {
  /** The same for the same fault, whenever it is found. */
  id: string;
  firstSeenAt: Date;
}

/** Which findings to list. Every member narrows. */
export interface LintFilter {
  severity?: LintClaim['severity'];
  rule?: LintClaim['rule'];
  /** Name of a policy. */
  policy?: string;
}

/** The order of lists: by severity, then policy, then id. */
export interface LintPosition {
  severity: LintClaim['severity'];
  policy: string;
  id: string;
}

export interface LintState {
  /** When the last complete check began. */
  checkedAt: Date | null;
  lastAttemptAt: Date | null;
  lastError: string | null;
}

export interface LintStore {
  state(): Promise<LintState>;
  /** Leaves what the last complete check found as it is. */
  recordFailure(message: string, at: Date): Promise<void>;
  /** Since when each known finding has been seen, by id. */
  firstSeen(): Promise<Map<string, Date>>;
  /** The outcome of a complete check; what it does not have is forgotten. */
  replace(findings: readonly LintFindingRecord[], at: Date): Promise<void>;
  /** Worst first. */
  list(options: {
    filter: LintFilter;
    after?: LintPosition;
    limit: number;
  }): Promise<LintFindingRecord[]>;
  count(filter: LintFilter): Promise<number>;
}
