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
  driftKindSchema,
  type DriftKind,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { fromAssignmentRow } from './DatabaseAssignmentStore';
import { fromRequestRow } from './requestRows';
import {
  ASSIGNMENTS,
  DRIFT_FINDINGS,
  DRIFT_STATE,
  REQUESTS,
  type AssignmentRow,
  type DriftFindingRow,
  type DriftStateRow,
  type RequestRow,
} from './tables';
import type { DriftFindingRecord, DriftState, DriftStore } from './types';
import { toDate, toDateOrNull } from './values';

const NAME = 'comparison';

/** Rows of one statement; SQLite takes 32,766 values at most. */
const CHUNK = 500;

const LIVE: RequestStatus[] = ['activating', 'active', 'ending'];

export class DatabaseDriftStore implements DriftStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async state(): Promise<DriftState> {
    const row = await this.#knex<DriftStateRow>(DRIFT_STATE)
      .where({ name: NAME })
      .first();
    return {
      comparedAt: toDateOrNull(row?.compared_at ?? null),
      lastAttemptAt: toDateOrNull(row?.last_attempt_at ?? null),
      lastError: row?.last_error ?? null,
    };
  }

  recordAttempt(at: Date): Promise<void> {
    return this.#setState({ last_attempt_at: at });
  }

  recordFailure(message: string): Promise<void> {
    return this.#setState({ last_error: message });
  }

  async record(outcome: {
    at: Date;
    found: readonly DriftFindingRecord[];
    seen: readonly string[];
    gone: readonly string[];
  }): Promise<void> {
    const { at, found, seen, gone } = outcome;
    for (const rows of chunks(found.map(toRow))) {
      // One that was gone is found anew.
      await this.#findings().insert(rows).onConflict('id').merge();
    }
    for (const ids of chunks(seen)) {
      await this.#findings().whereIn('id', ids).update({ last_seen_at: at });
    }
    for (const ids of chunks(gone)) {
      await this.#findings().whereIn('id', ids).update({ gone_at: at });
    }
    await this.#setState({ compared_at: at, last_error: null });
  }

  async listFindings(): Promise<DriftFindingRecord[]> {
    const rows: DriftFindingRow[] = await this.#findings()
      .select('*')
      .whereNull('gone_at')
      .orderBy([{ column: 'found_at', order: 'desc' }, { column: 'id' }]);
    return rows.map(fromRow);
  }

  async pageFindings(options: {
    kinds?: readonly DriftKind[];
    limit: number;
    after?: Pick<DriftFindingRecord, 'foundAt' | 'id'>;
  }): Promise<{ items: DriftFindingRecord[]; hasMore: boolean }> {
    const { kinds, limit, after } = options;
    const query = this.#standing(kinds);
    if (after) {
      query.where(group =>
        group
          .where('found_at', '<', after.foundAt)
          .orWhere(tie =>
            tie.where('found_at', after.foundAt).where('id', '>', after.id),
          ),
      );
    }
    const rows: DriftFindingRow[] = await query
      .select('*')
      .orderBy([{ column: 'found_at', order: 'desc' }, { column: 'id' }])
      .limit(limit + 1);
    return {
      items: rows.slice(0, limit).map(fromRow),
      hasMore: rows.length > limit,
    };
  }

  async countFindings({
    kinds,
  }: {
    kinds?: readonly DriftKind[];
  }): Promise<number> {
    const [row] = await this.#standing(kinds).count<
      { count: number | string }[]
    >({ count: '*' });
    return Number(row?.count ?? 0);
  }

  async permissionSetsInUse(since: Date): Promise<string[]> {
    const [requested, kept] = await Promise.all([
      this.#knex<RequestRow>(REQUESTS)
        .distinct('permission_set_arn')
        .whereIn('status', LIVE)
        .orWhere('ended_at', '>=', since),
      this.#knex<AssignmentRow>(ASSIGNMENTS)
        .distinct('permission_set_arn')
        .where({ owned: true })
        .orWhereNot({ phase: 'idle' }),
    ]);
    const arns = [...requested, ...kept].map(row => row.permission_set_arn);
    return [...new Set(arns)].sort();
  }

  async knownOf(permissionSetArn: string) {
    const where = { permission_set_arn: permissionSetArn };
    // Assignments before grants: a grant changes before its assignment does.
    const assignments: AssignmentRow[] = await this.#knex<AssignmentRow>(
      ASSIGNMENTS,
    )
      .select('*')
      .where(where);
    const grants: RequestRow[] = await this.#knex<RequestRow>(REQUESTS)
      .select('*')
      .where(where)
      .whereIn('status', LIVE);
    return {
      assignments: assignments.map(fromAssignmentRow),
      grants: grants.map(fromRequestRow),
    };
  }

  async #setState(columns: Omit<Partial<DriftStateRow>, 'name'>) {
    await this.#knex<DriftStateRow>(DRIFT_STATE)
      .insert({ name: NAME, ...columns })
      .onConflict('name')
      .merge(columns);
  }

  /** What is not gone. */
  #standing(kinds?: readonly DriftKind[]) {
    const query = this.#findings().whereNull('gone_at');
    return kinds ? query.whereIn('kind', kinds) : query;
  }

  #findings() {
    return this.#knex<DriftFindingRow>(DRIFT_FINDINGS);
  }
}

function* chunks<T>(items: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) {
    yield items.slice(start, start + CHUNK);
  }
}

function toRow(finding: DriftFindingRecord): DriftFindingRow {
  return {
    id: finding.id,
    kind: finding.kind,
    principal_type: finding.principal.type,
    principal_id: finding.principal.id,
    principal_name: finding.principal.name,
    person_ref: finding.person?.entityRef ?? null,
    person_name: finding.person?.displayName ?? null,
    account_id: finding.account.id,
    account_name: finding.account.name,
    permission_set_arn: finding.permissionSet.arn,
    permission_set_name: finding.permissionSet.name,
    request_id: finding.requestId,
    assignment_id: finding.assignmentId,
    description: finding.description,
    found_at: finding.foundAt,
    last_seen_at: finding.lastSeenAt,
    gone_at: null,
  };
}

function fromRow(row: DriftFindingRow): DriftFindingRecord {
  return {
    id: row.id,
    kind: driftKindSchema.parse(row.kind),
    principal: {
      type: row.principal_type === 'GROUP' ? 'GROUP' : 'USER',
      id: row.principal_id,
      name: row.principal_name,
    },
    person:
      row.person_ref === null
        ? null
        : {
            entityRef: row.person_ref,
            displayName: row.person_name ?? row.person_ref,
          },
    account: { id: row.account_id, name: row.account_name },
    permissionSet: {
      arn: row.permission_set_arn,
      name: row.permission_set_name,
    },
    requestId: row.request_id,
    assignmentId: row.assignment_id,
    description: row.description,
    foundAt: toDate(row.found_at),
    lastSeenAt: toDate(row.last_seen_at),
  };
}
