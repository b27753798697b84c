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
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AssignmentKey, AssignmentRecord } from '../domain/types';
import { ASSIGNMENTS, type AssignmentRow } from './tables';
import type { AssignmentPatch, AssignmentStore } from './types';
import { toDateOrNull } from './values';

const verifiedSchema = z.enum(['present', 'absent']).nullable();
const operationSchema = z.enum(['create', 'delete']).nullable();
const phaseSchema = z.enum(['idle', 'intent', 'accepted', 'verifying']);

export class DatabaseAssignmentStore implements AssignmentStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async ensureLocked(key: AssignmentKey): Promise<AssignmentRecord> {
    const where = {
      principal_id: key.principalId,
      account_id: key.accountId,
      permission_set_arn: key.permissionSetArn,
    };
    await this.#knex<AssignmentRow>(ASSIGNMENTS)
      .insert({
        id: randomUUID(),
        ...where,
        owned: false,
        standing: false,
        phase: 'idle',
        attempts: 0,
        version: 1,
      })
      .onConflict(['principal_id', 'account_id', 'permission_set_arn'])
      .ignore();
    // SQLite has one writer at a time and needs no lock; there this is a plain read.
    const row = await this.#rows().where(where).forUpdate().first();
    if (!row) {
      throw new Error(
        `Assignment of ${key.principalId} in ${key.accountId} vanished while it was being written`,
      );
    }
    return fromAssignmentRow(row);
  }

  async get(id: string): Promise<AssignmentRecord | undefined> {
    const [assignment] = await this.getMany([id]);
    return assignment;
  }

  async getMany(ids: readonly string[]): Promise<AssignmentRecord[]> {
    const rows = await this.#rows().whereIn('id', ids);
    return rows.map(fromAssignmentRow);
  }

  async wake(id: string, at: Date): Promise<void> {
    // The version grows even if it is due already: a worker that is at it has
    // to notice that a grant changed after it had read them.
    await this.#knex<AssignmentRow>(ASSIGNMENTS)
      .where({ id })
      .update({
        next_action_at: this.#knex.raw(
          'case when next_action_at <= ? then next_action_at else ? end',
          [at, at],
        ),
        version: this.#knex.raw('version + 1'),
      });
  }

  async listDue(
    now: Date,
    limit: number,
  ): Promise<Pick<AssignmentRecord, 'id' | 'version'>[]> {
    return this.#knex<AssignmentRow>(ASSIGNMENTS)
      .select('id', 'version')
      .where('next_action_at', '<=', now)
      .orderBy('next_action_at')
      .orderBy('id')
      .limit(limit);
  }

  async nextDueAt(after: Date): Promise<Date | undefined> {
    const row = await this.#knex<AssignmentRow>(ASSIGNMENTS)
      .where('next_action_at', '>', after)
      .min({ next_action_at: 'next_action_at' })
      .first();
    return toDateOrNull(row?.next_action_at ?? null) ?? undefined;
  }

  async listInOperation(): Promise<AssignmentRecord[]> {
    const rows = await this.#rows()
      .whereIn('phase', ['intent', 'accepted', 'verifying'])
      .orderBy('operation_started_at')
      .orderBy('id');
    return rows.map(fromAssignmentRow);
  }

  async listOwned(): Promise<AssignmentRecord[]> {
    const rows = await this.#rows().where({ owned: true }).orderBy('id');
    return rows.map(fromAssignmentRow);
  }

  async update(
    seen: AssignmentRecord,
    patch: AssignmentPatch,
  ): Promise<AssignmentRecord> {
    const next = { ...seen, ...patch, version: seen.version + 1 };
    const { id, ...columns } = toRow(next);
    const changed = await this.#knex<AssignmentRow>(ASSIGNMENTS)
      .where({ id, version: seen.version })
      .update(columns);
    if (changed !== 1) {
      throw new ConflictError(
        `Assignment ${id} was changed by somebody else a moment ago; read it again`,
      );
    }
    return next;
  }

  #rows() {
    return this.#knex<AssignmentRow>(ASSIGNMENTS).select<AssignmentRow[]>('*');
  }
}

function toRow(assignment: AssignmentRecord): AssignmentRow {
  return {
    id: assignment.id,
    principal_id: assignment.principalId,
    account_id: assignment.accountId,
    permission_set_arn: assignment.permissionSetArn,
    owned: assignment.owned,
    standing: assignment.standing,
    standing_evidence: assignment.standingEvidence,
    verified: assignment.verified,
    verified_at: assignment.verifiedAt,
    operation: assignment.operation,
    phase: assignment.phase,
    aws_request_id: assignment.awsRequestId,
    attempts: assignment.attempts,
    operation_started_at: assignment.operationStartedAt,
    may_land_until: assignment.mayLandUntil,
    may_remove_until: assignment.mayRemoveUntil,
    last_error: assignment.lastError,
    next_action_at: assignment.nextActionAt,
    version: assignment.version,
  };
}

export function fromAssignmentRow(row: AssignmentRow): AssignmentRecord {
  return {
    id: row.id,
    principalId: row.principal_id,
    accountId: row.account_id,
    permissionSetArn: row.permission_set_arn,
    owned: Boolean(row.owned),
    standing: Boolean(row.standing),
    standingEvidence: row.standing_evidence,
    verified: verifiedSchema.parse(row.verified),
    verifiedAt: toDateOrNull(row.verified_at),
    operation: operationSchema.parse(row.operation),
    phase: phaseSchema.parse(row.phase),
    awsRequestId: row.aws_request_id,
    attempts: row.attempts,
    operationStartedAt: toDateOrNull(row.operation_started_at),
    mayLandUntil: toDateOrNull(row.may_land_until),
    mayRemoveUntil: toDateOrNull(row.may_remove_until),
    lastError: row.last_error,
    nextActionAt: toDateOrNull(row.next_action_at),
    version: row.version,
  };
}
