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
import type {
  PolicyContent,
  PolicyKey,
  PolicyVersionRecord,
  PortalPolicyRecord,
  PortalPolicyStore,
} from './policyAdministrationTypes';
import { personOf, policyContentSchema } from './policyContent';
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
    const rows: PolicyRow[] = await this.#policies()
      .select('*')
      .orderBy(['kind', 'name']);
    return rows.map(fromPolicyRow);
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
    return rows.map(fromVersionRow);
  }

  async listVersions(
    { kind, name }: PolicyKey,
    { before, limit }: { before?: number; limit: number },
  ): Promise<PolicyVersionRecord[]> {
    const query = this.#versions()
      .where({ kind, name })
      .orderBy('number', 'desc')
      .limit(limit);
    if (before !== undefined) {
      query.where('number', '<', before);
    }
    const rows: PolicyVersionRow[] = await query.select('*');
    return rows.map(fromVersionRow);
  }

  #policies() {
    return this.#knex<PolicyRow>(POLICIES);
  }

  #versions() {
    return this.#knex<PolicyVersionRow>(POLICY_VERSIONS);
  }
}

function contentOf(row: { kind: string; spec: string }): PolicyContent {
  return policyContentSchema.parse({
    kind: row.kind,
    spec: JSON.parse(row.spec),
  });
}

function fromPolicyRow(row: PolicyRow): PortalPolicyRecord {
  return {
    ...contentOf(row),
    version: row.version,
    enabled: Boolean(row.enabled),
    changedAt: toDate(row.changed_at),
    changedBy: {
      entityRef: row.changed_by_ref,
      displayName: row.changed_by_name,
    },
  };
}

function fromVersionRow(row: PolicyVersionRow): PolicyVersionRecord {
  return {
    ...contentOf(row),
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
  };
}
