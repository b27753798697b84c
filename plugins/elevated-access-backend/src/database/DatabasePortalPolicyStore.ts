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
  policySourceSchema,
  policyVersionSchema,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type {
  PolicyContent,
  PolicyKey,
  PolicyVersionRecord,
  PortalPolicyRecord,
  PortalPolicyStore,
  UnreadablePolicyRecord,
} from './policyAdministrationTypes';
import { personOf, readContent, type ReadContent } from './policyContent';
import {
  POLICIES,
  POLICY_VERSIONS,
  type PolicyRow,
  type PolicyVersionRow,
} from './tables';
import { toDate } from './values';

export class DatabasePortalPolicyStore implements PortalPolicyStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<PortalPolicyRecord[]> {
    return (await this.read()).readable;
  }

  async read(): Promise<{
    readable: PortalPolicyRecord[];
    unreadable: UnreadablePolicyRecord[];
  }> {
    const rows: PolicyRow[] = await this.#policies()
      .select('*')
      .orderBy(['kind', 'name']);
    const readable: PortalPolicyRecord[] = [];
    const unreadable: UnreadablePolicyRecord[] = [];
    for (const row of rows) {
      const read = readContent(row);
      if (read.ok) {
        readable.push(fromPolicyRow(row, read.content));
      } else {
        unreadable.push(toUnreadable(row, read));
      }
    }
    return { readable, unreadable };
  }

  async save(policy: PortalPolicyRecord): Promise<void> {
    await this.#policies()
      .insert({
        kind: policy.kind,
        name: policy.spec.name,
        version: policy.version,
        spec: JSON.stringify(policy.spec),
        enabled: policy.enabled,
        changed_at: policy.changedAt,
        changed_by_ref: policy.changedBy.entityRef,
        changed_by_name: policy.changedBy.displayName,
      })
      .onConflict(['kind', 'name'])
      .merge();
  }

  async remove({ kind, name }: PolicyKey): Promise<void> {
    await this.#policies().where({ kind, name }).delete();
  }

  async addVersion(version: PolicyVersionRecord): Promise<void> {
    await this.#versions().insert({
      kind: version.kind,
      name: version.spec.name,
      number: version.number,
      version: version.version,
      action: version.action,
      spec: JSON.stringify(version.spec),
      enabled: version.enabled,
      source_type: version.source.type,
      source_place: version.source.place,
      at: version.at,
      by_ref: version.by?.entityRef ?? null,
      by_name: version.by?.displayName ?? null,
      confirmed_by_ref: version.confirmedBy?.entityRef ?? null,
      confirmed_by_name: version.confirmedBy?.displayName ?? null,
      comment: version.comment,
    });
  }

  async nextNumber({ kind, name }: PolicyKey): Promise<number> {
    const [last] = await this.#versions()
      .where({ kind, name })
      .orderBy('number', 'desc')
      .limit(1)
      .select('number');
    return (last?.number ?? 0) + 1;
  }

  async latestVersions(): Promise<PolicyVersionRecord[]> {
    const rows: PolicyVersionRow[] = await this.#versions()
      .select('*')
      .where(
        'number',
        this.#knex(`${POLICY_VERSIONS} as other`)
          .max('other.number')
          .whereRaw('other.kind = policy_versions.kind')
          .whereRaw('other.name = policy_versions.name'),
      )
      .orderBy(['kind', 'name']);
    return rows.flatMap(fromVersionRow);
  }

  async listVersions(
    { kind, name }: PolicyKey,
    { before, limit }: { before?: number; limit: number },
  ): Promise<PolicyVersionRecord[]> {
    const found: PolicyVersionRecord[] = [];
    let last = before;
    while (found.length < limit) {
      const query = this.#versions()
        .where({ kind, name })
        .orderBy('number', 'desc')
        .limit(limit);
      if (last !== undefined) {
        query.where('number', '<', last);
      }
      const rows: PolicyVersionRow[] = await query.select('*');
      found.push(...rows.flatMap(fromVersionRow));
      last = rows.at(-1)?.number;
      if (rows.length < limit) {
        break;
      }
    }
    return found.slice(0, limit);
  }

  #policies() {
    return this.#knex<PolicyRow>(POLICIES);
  }

  #versions() {
    return this.#knex<PolicyVersionRow>(POLICY_VERSIONS);
  }
}

const saidSchema = z.object({
  effect: z.literal('allow'),
  priority: z.number().nullable().catch(null),
});

function toUnreadable(
  row: PolicyRow,
  { raw, problems }: Extract<ReadContent, { ok: false }>,
): UnreadablePolicyRecord {
  const said = saidSchema.safeParse(raw);
  const permits = row.kind === 'eligibility' && said.success;
  return {
    kind: row.kind === 'approval' ? 'approval' : 'eligibility',
    name: row.name,
    version: row.version,
    enabled: Boolean(row.enabled),
    effect: permits ? 'allow' : 'unknown',
    priority: permits ? said.data.priority : null,
    problems,
  };
}

function fromPolicyRow(
  row: PolicyRow,
  content: PolicyContent,
): PortalPolicyRecord {
  return {
    ...content,
    version: row.version,
    enabled: Boolean(row.enabled),
    changedAt: toDate(row.changed_at),
    changedBy: {
      entityRef: row.changed_by_ref,
      displayName: row.changed_by_name,
    },
  };
}

/** None where it cannot be read. */
function fromVersionRow(row: PolicyVersionRow): PolicyVersionRecord[] {
  const read = readContent(row);
  if (!read.ok) {
    return [];
  }
  return [
    {
      ...read.content,
      number: row.number,
      version: row.version,
      action: policyVersionSchema.shape.action.parse(row.action),
      enabled: Boolean(row.enabled),
      source: policySourceSchema.parse({
        type: row.source_type,
        place: row.source_place,
      }),
      at: toDate(row.at),
      by: personOf(row.by_ref, row.by_name),
      confirmedBy: personOf(row.confirmed_by_ref, row.confirmed_by_name),
      comment: row.comment,
    },
  ];
}
