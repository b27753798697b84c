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
import { z } from 'zod';
import type {
  DirectoryDetail,
  DirectoryDetailKind,
  DirectoryDetailStore,
} from './directoryDetailTypes';
import { DIRECTORY_DETAILS, type DirectoryDetailRow } from './tables';
import { permissionSetPoliciesSchema, toDate } from './values';

/** Rows of one statement; SQLite takes 32,766 values at most. */
const CHUNK = 500;

const tagsSchema = z.record(z.string(), z.string());

const permissionSetSchema = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string(),
  sessionDurationMs: z.number(),
  tags: tagsSchema,
  fingerprint: z.string(),
  policies: permissionSetPoliciesSchema.optional(),
});

const unitsSchema = z.array(z.object({ id: z.string(), name: z.string() }));

export class DatabaseDirectoryDetailStore implements DirectoryDetailStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<DirectoryDetail[]> {
    const rows: DirectoryDetailRow[] = await this.#details()
      .select('*')
      .orderBy([{ column: 'kind' }, { column: 'id' }]);
    return rows.flatMap(row => fromRow(row) ?? []);
  }

  async save(details: readonly DirectoryDetail[]): Promise<void> {
    for (let at = 0; at < details.length; at += CHUNK) {
      await this.#details()
        .insert(details.slice(at, at + CHUNK).map(toRow))
        .onConflict(['kind', 'id'])
        .merge();
    }
  }

  async remove(
    details: readonly Pick<DirectoryDetail, 'kind' | 'id'>[],
  ): Promise<void> {
    const idsOf = new Map<DirectoryDetailKind, string[]>();
    for (const { kind, id } of details) {
      idsOf.set(kind, [...(idsOf.get(kind) ?? []), id]);
    }
    for (const [kind, ids] of idsOf) {
      for (let at = 0; at < ids.length; at += CHUNK) {
        await this.#details()
          .where({ kind })
          .whereIn('id', ids.slice(at, at + CHUNK))
          .delete();
      }
    }
  }

  #details() {
    return this.#knex<DirectoryDetailRow>(DIRECTORY_DETAILS);
  }
}

function toRow(detail: DirectoryDetail): DirectoryDetailRow {
  return {
    kind: detail.kind,
    id: detail.id,
    read_at: detail.readAt,
    content: JSON.stringify(contentOf(detail)),
  };
}

function contentOf(detail: DirectoryDetail) {
  switch (detail.kind) {
    case 'account-tags':
      return detail.tags;
    case 'permission-set':
      return detail.permissionSet;
    case 'units-below':
      return detail.units;
    default:
      throw new Error(`Unknown detail ${detail satisfies never}`);
  }
}

/** Undefined for what another version wrote and this one does not understand: it is read again. */
function fromRow(row: DirectoryDetailRow): DirectoryDetail | undefined {
  const { id } = row;
  const readAt = toDate(row.read_at);
  const content: unknown = JSON.parse(row.content);
  switch (row.kind) {
    case 'account-tags': {
      const tags = tagsSchema.safeParse(content);
      return tags.success
        ? { kind: row.kind, id, readAt, tags: tags.data }
        : undefined;
    }
    case 'permission-set': {
      const set = permissionSetSchema.safeParse(content);
      return set.success
        ? { kind: row.kind, id, readAt, permissionSet: set.data }
        : undefined;
    }
    case 'units-below': {
      const units = unitsSchema.safeParse(content);
      return units.success
        ? { kind: row.kind, id, readAt, units: units.data }
        : undefined;
    }
    default:
      return undefined;
  }
}
