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

import type { AwsFailureKind, OperationStatus } from '../aws/types';
import type { AssignmentPatch, RequestPatch } from '../database/types';
import type {
  AssignmentOperation,
  EventRecord,
  RequestRecord,
} from '../domain/types';

/** What went wrong, as far as it matters for what to do next. */
export interface Failure {
  kind: AwsFailureKind;
  message: string;
}

/**
 * What the world answered to the previous step. It lives for one decision: what
 * matters beyond that is committed to the row.
 */
export type Observation =
  | { kind: 'none' }
  /** A listing made just now. */
  | { kind: 'listed'; listed: boolean }
  /** The intent is committed and AWS has not been asked yet. */
  | { kind: 'intent-committed'; ownedBefore: boolean }
  | { kind: 'sent'; awsRequestId: string; status: OperationStatus }
  | { kind: 'send-failed'; ownedBefore: boolean; failure: Failure }
  | { kind: 'status'; status: OperationStatus }
  /** What AWS has under way of an intent whose answer was lost. */
  | { kind: 'recovered'; awsRequestId: string | undefined }
  | { kind: 'read-failed'; failure: Failure };

/** One change of a request, with the event that tells of it. */
export interface Transition {
  request: RequestRecord;
  patch: RequestPatch;
  event?: Pick<EventRecord, 'type' | 'data'>;
}

/** Everything that one step changes, committed as a whole. */
export interface Change {
  assignment: AssignmentPatch;
  transitions: readonly Transition[];
  /** Events of the assignment itself. */
  events: readonly Pick<EventRecord, 'type' | 'data'>[];
}

/** What to do next with one assignment. */
export type Step =
  /**
   * Commit what was learned and check once more whether access may be given; look
   * again when that is known, or at `until`.
   */
  | {
      kind: 'check';
      grants: readonly RequestRecord[];
      until: Date | null;
      change: Change;
    }
  /** List it. `before`: the write that the answer may call for. */
  | { kind: 'look'; before: 'create' | null }
  /** Commit the intent, so that a crash from here on is remembered. */
  | { kind: 'intend'; operation: AssignmentOperation; change: Change }
  /** Ask AWS for what was intended. */
  | { kind: 'send'; operation: AssignmentOperation }
  /** Ask what became of an accepted operation. */
  | { kind: 'follow'; operation: AssignmentOperation; awsRequestId: string }
  /** List it again after AWS reported success. `somebodyWaits`: for access that depends on the answer. */
  | { kind: 'verify'; somebodyWaits: boolean }
  /** Find out whether AWS heard of an intent. */
  | { kind: 'recover'; operation: AssignmentOperation }
  /** Commit what was learned and go on. */
  | { kind: 'record'; change: Change }
  /** Commit the end of an operation or of grants and go on. */
  | { kind: 'finish'; change: Change }
  /** Commit what was learned and look again at `until`, or when woken if null. */
  | { kind: 'wait'; until: Date | null; change: Change };
