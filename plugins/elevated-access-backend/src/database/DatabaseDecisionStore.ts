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

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { DecisionRecord } from '../domain/types';
import { DECISIONS, type DecisionRow } from './tables';
import type { DecisionStore } from './types';
import { toDate, toNumberOrNull } from './values';

const verdictSchema = z.enum(['approved', 'rejected']);

export class DatabaseDecisionStore implements DecisionStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async insert(decision: DecisionRecord): Promise<void> {
    try {
      await this.#knex<DecisionRow>(DECISIONS).insert({
        id: decision.id,
        request_id: decision.requestId,
        approver_ref: decision.approverRef,
        approver_name: decision.approverName,
        approver_principal_id: decision.approverPrincipalId,
        verdict: decision.verdict,
        comment: decision.comment,
        digest: decision.digest,
        stage: decision.stage,
        duration_ms: decision.durationMs,
        decided_at: decision.decidedAt,
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(
          `${decision.approverRef} has already decided on request ${decision.requestId}; a person counts once`,
          error,
        );
      }
      throw error;
    }
  }

  async listByRequests(
    requestIds: readonly string[],
  ): Promise<DecisionRecord[]> {
    const rows = await this.#knex<DecisionRow>(DECISIONS)
      .select<DecisionRow[]>('*')
      .whereIn('request_id', requestIds)
      .orderBy('decided_at')
      .orderBy('id');
    return rows.map(row => ({
      id: row.id,
      requestId: row.request_id,
      approverRef: row.approver_ref,
      approverName: row.approver_name,
      approverPrincipalId: row.approver_principal_id,
      verdict: verdictSchema.parse(row.verdict),
      comment: row.comment,
      digest: row.digest,
      stage: row.stage,
      durationMs: toNumberOrNull(row.duration_ms),
      decidedAt: toDate(row.decided_at),
    }));
  }
}
