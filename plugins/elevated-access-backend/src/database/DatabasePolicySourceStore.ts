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
  approvalPolicySchema,
  eligibilityPolicySchema,
  policyProblemSchema,
  policySourceSchema,
  type PolicyProblem,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { DatabasePolicyRevisionStore } from './DatabasePolicyRevisionStore';
import type { PolicySourceRecord, PolicySourceStore } from './policyTypes';
import { POLICY_SOURCES, type PolicySourceRow } from './tables';
import { toDateOrNull } from './values';

const policiesColumn = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('eligibility'),
      spec: eligibilityPolicySchema,
      source: policySourceSchema,
    }),
    z.object({
      kind: z.literal('approval'),
      spec: approvalPolicySchema,
      source: policySourceSchema,
    }),
  ]),
);
const problemsColumn = z.array(policyProblemSchema);

export class DatabasePolicySourceStore implements PolicySourceStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<PolicySourceRecord[]> {
    const rows: PolicySourceRow[] = await this.#knex<PolicySourceRow>(
      POLICY_SOURCES,
    )
      .select('*')
      .orderBy('id');
    return rows.map(fromRow);
  }

  async register(
    place: Pick<PolicySourceRecord, 'id' | 'type' | 'place'>,
  ): Promise<void> {
    const row = toRow({
      ...place,
      etag: null,
      policies: [],
      readAt: null,
      attemptedAt: null,
      problems: [],
    });
    await this.#knex.transaction(async tx => {
      const made = await tx<PolicySourceRow>(POLICY_SOURCES)
        .insert(row)
        .onConflict('id')
        .ignore()
        .returning('id');
      if (made.length > 0) {
        await new DatabasePolicyRevisionStore({ knex: tx }).raise();
      }
    });
  }

  async recordProblems(
    id: string,
    problems: readonly PolicyProblem[],
    at: Date,
  ): Promise<void> {
    await this.#knex<PolicySourceRow>(POLICY_SOURCES)
      .where({ id })
      .update({ problems: JSON.stringify(problems), attempted_at: at });
  }

  async recordUnchanged(id: string, at: Date): Promise<void> {
    await this.#knex<PolicySourceRow>(POLICY_SOURCES)
      .where({ id })
      .whereNotNull('read_at')
      .update({ read_at: at, attempted_at: at });
  }

  async save(record: PolicySourceRecord): Promise<void> {
    const row = toRow(record);
    await this.#knex.transaction(async tx => {
      // SQLite has one writer at a time and needs no lock; there this is a plain read.
      const before = await tx<PolicySourceRow>(POLICY_SOURCES)
        .where({ id: record.id })
        .forUpdate()
        .first();
      await tx<PolicySourceRow>(POLICY_SOURCES)
        .insert(row)
        .onConflict('id')
        .merge();
      if (!before || meansSomethingElse(before, row)) {
        await new DatabasePolicyRevisionStore({ knex: tx }).raise();
      }
    });
  }

  async remove(id: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const removed = await tx<PolicySourceRow>(POLICY_SOURCES)
        .where({ id })
        .delete();
      if (removed > 0) {
        await new DatabasePolicyRevisionStore({ knex: tx }).raise();
      }
    });
  }
}

/** Other policies, or the first that are valid: before them nothing is granted. */
function meansSomethingElse(
  before: PolicySourceRow,
  after: PolicySourceRow,
): boolean {
  return (
    before.policies !== after.policies ||
    (before.read_at === null) !== (after.read_at === null)
  );
}

function toRow(record: PolicySourceRecord): PolicySourceRow {
  return {
    id: record.id,
    type: record.type,
    place: record.place,
    etag: record.etag,
    policies: JSON.stringify(record.policies),
    read_at: record.readAt,
    attempted_at: record.attemptedAt,
    problems: JSON.stringify(record.problems),
  };
}

function fromRow(row: PolicySourceRow): PolicySourceRecord {
  const policies = policiesColumn.safeParse(JSON.parse(row.policies));
  const record = {
    id: row.id,
    type: row.type === 'file' ? ('file' as const) : ('location' as const),
    place: row.place,
    attemptedAt: toDateOrNull(row.attempted_at),
    problems: problemsColumn.parse(JSON.parse(row.problems)),
  };
  if (policies.success) {
    return {
      ...record,
      etag: row.etag,
      policies: policies.data,
      readAt: toDateOrNull(row.read_at),
    };
  }
  // Kept by a version with other rules: as if it had never been read, so that nothing is granted by half of it.
  return {
    ...record,
    etag: null,
    policies: [],
    readAt: null,
    problems: [
      ...record.problems,
      {
        file: row.place,
        path: [],
        reason:
          'was last read by another version of this plugin, whose policies do not fit any more; it has to be read again',
      },
    ],
  };
}
