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

import type { Mishap } from './ModelAws';

/** What a person does in a history; instants in milliseconds from its start. */
export type Deed =
  /** Approved access; `startsInMs` from now, for a scheduled start. */
  | {
      kind: 'grant';
      at: number;
      startsInMs: number;
      durationMs: number;
      /** A strict window: removed this long before its end. */
      strictByMs: number | null;
    }
  /** A live grant is prolonged: a grant of its own from now on, with a later end. */
  | { kind: 'extend'; at: number; which: number; byMs: number }
  | { kind: 'end'; at: number; which: number; by: 'released' | 'revoked' }
  /** Everything that the person holds or is about to hold. */
  | { kind: 'revoke-all'; at: number };

export interface History {
  deeds: readonly Deed[];
  /** The assignment was there before. */
  standing: boolean;
  /** How long AWS's lists lag behind at most, milliseconds. */
  lagMs: number;
  /** How long an operation takes, milliseconds. */
  operationMs: number;
  /** Probability that something goes wrong at any one moment. */
  trouble: number;
  /** What goes wrong most often. */
  mishap: Mishap;
  /** What most often is left of a creation that AWS reports as FAILED. */
  failed: 'nothing' | 'shell' | 'late';
  /** Probability that AWS answers no question about an operation. */
  forgetful: number;
  /** Probability that the process dies at any one moment. */
  crashes: number;
  /** Everything goes well from here on, milliseconds. */
  calmFrom: number;
  /** Access that could not begin for longer is sent back for approval, milliseconds. */
  maximumDelayMs: number;
  /** How long after access was sent back for approval somebody approves again; null for never. */
  reapprovedAfterMs: number | null;
  seed: number;
}

/** One period `[from, until)` in milliseconds from the start of a history. */
export interface Period {
  from: number;
  until: number;
}
