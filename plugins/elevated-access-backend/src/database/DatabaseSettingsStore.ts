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

import { settingsSchema } from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import type {
  SettingsStore,
  SettingsVersionRecord,
} from './policyAdministrationTypes';
import { personOf } from './policyContent';
import { SETTINGS_VERSIONS, type SettingsVersionRow } from './tables';
import { toDate } from './values';

/** Without the defaults of a member that is left out: it was not said. */
const someSettingsSchema = settingsSchema.partial();

export class DatabaseSettingsStore implements SettingsStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async latest(): Promise<SettingsVersionRecord | undefined> {
    const [latest] = await this.list({ limit: 1 });
    return latest;
  }

  async add(version: SettingsVersionRecord): Promise<void> {
    await this.#versions().insert({
      number: version.number,
      version: version.version,
      settings: JSON.stringify(version.settings),
      portal: JSON.stringify(version.portal),
      at: version.at,
      by_ref: version.by?.entityRef ?? null,
      by_name: version.by?.displayName ?? null,
      confirmed_by_ref: version.confirmedBy?.entityRef ?? null,
      confirmed_by_name: version.confirmedBy?.displayName ?? null,
      comment: version.comment,
    });
  }

  async list({
    before,
    limit,
  }: {
    before?: number;
    limit: number;
  }): Promise<SettingsVersionRecord[]> {
    const query = this.#versions().orderBy('number', 'desc').limit(limit);
    if (before !== undefined) {
      query.where('number', '<', before);
    }
    const rows: SettingsVersionRow[] = await query.select('*');
    return rows.map(fromRow);
  }

  #versions() {
    return this.#knex<SettingsVersionRow>(SETTINGS_VERSIONS);
  }
}

function fromRow(row: SettingsVersionRow): SettingsVersionRecord {
  const portal: unknown = JSON.parse(row.portal);
  const said = Object.keys(
    typeof portal === 'object' && portal !== null ? portal : {},
  );
  const parsed = someSettingsSchema.parse(portal);
  return {
    number: row.number,
    version: row.version,
    settings: settingsSchema.parse(JSON.parse(row.settings)),
    portal: Object.fromEntries(
      Object.entries(parsed).filter(([key]) => said.includes(key)),
    ),
    at: toDate(row.at),
    by: personOf(row.by_ref, row.by_name),
    confirmedBy: personOf(row.confirmed_by_ref, row.confirmed_by_name),
    comment: row.comment,
  };
}
