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

import type { Knex } from 'knex';
import type {
  PendingChangeRecord,
  PendingChangeStore,
} from './policyAdministrationTypes';
import { parseJson, proposedChangeSchema } from './policyContent';
import { PENDING_CHANGES, type PendingChangeRow } from './tables';
import { toDate } from './values';

export class DatabasePendingChangeStore implements PendingChangeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<PendingChangeRecord[]> {
    const rows: PendingChangeRow[] = await this.#changes()
      .select('*')
      .orderBy(['proposed_at', 'id']);
    return rows.flatMap(row => fromRow(row) ?? []);
  }

  async get(id: string): Promise<PendingChangeRecord | undefined> {
    const row = await this.#changes().where({ id }).first();
    return row && fromRow(row);
  }

  async add(change: PendingChangeRecord): Promise<void> {
    await this.#changes().insert({
      id: change.id,
      change: JSON.stringify(change.change),
      based_on: change.basedOn,
      proposed_at: change.proposedAt,
      proposed_by_ref: change.proposedBy.entityRef,
      proposed_by_name: change.proposedBy.displayName,
      proposed_by_principal_id: change.proposedByPrincipalId,
      comment: change.comment,
    });
  }

  async remove(id: string): Promise<void> {
    await this.#changes().where({ id }).delete();
  }

  #changes() {
    return this.#knex<PendingChangeRow>(PENDING_CHANGES);
  }
}

/** Undefined where another version of the plugin wrote what this one cannot read. */
function fromRow(row: PendingChangeRow): PendingChangeRecord | undefined {
  const change = proposedChangeSchema.safeParse(parseJson(row.change));
  if (!change.success) {
    return undefined;
  }
  return {
    id: row.id,
    change: change.data,
    basedOn: row.based_on,
    proposedAt: toDate(row.proposed_at),
    proposedBy: {
      entityRef: row.proposed_by_ref,
      displayName: row.proposed_by_name,
    },
    proposedByPrincipalId: row.proposed_by_principal_id,
    comment: row.comment,
  };
}
