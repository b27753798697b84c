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

import { randomUUID } from 'node:crypto';
import type { AssignmentPatch } from '../../database/types';
import type { AssignmentRecord } from '../../domain/types';

/** An assignment that nobody has touched. */
export function anIdleRow(): AssignmentRecord {
  return {
    id: randomUUID(),
    principalId: 'p',
    accountId: '111122223333',
    permissionSetArn: 'arn',
    owned: false,
    standing: false,
    standingEvidence: null,
    verified: null,
    verifiedAt: null,
    operation: null,
    phase: 'idle',
    awsRequestId: null,
    attempts: 0,
    operationStartedAt: null,
    mayLandUntil: null,
    mayRemoveUntil: null,
    lastError: null,
    nextActionAt: null,
    version: 1,
  };
}

/** The row of the one assignment of a history. */
export class ModelRow {
  #row = anIdleRow();

  get value(): AssignmentRecord {
    return this.#row;
  }

  /** Whether the person has it as far as AWS is concerned, or AWS is at it. */
  get isGiven(): boolean {
    const { phase, owned, standing, verified, operation } = this.#row;
    return phase === 'idle'
      ? (owned || standing) && verified === 'present'
      : operation === 'create' && phase !== 'intent';
  }

  update(patch: AssignmentPatch): void {
    this.#row = { ...this.#row, ...patch, version: this.#row.version + 1 };
  }

  wake(now: Date): void {
    const { nextActionAt } = this.#row;
    this.update({
      nextActionAt: nextActionAt && nextActionAt <= now ? nextActionAt : now,
    });
  }
}
