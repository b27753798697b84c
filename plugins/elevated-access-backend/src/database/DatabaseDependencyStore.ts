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
import { DEPENDENCY_STATE, type DependencyStateRow } from './tables';
import {
  watchedNames,
  type DependencyState,
  type DependencyStore,
} from './types';
import { toDate } from './values';

const nameSchema = z.enum(watchedNames);
const statusSchema = z.enum(['ok', 'down']);

export class DatabaseDependencyStore implements DependencyStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(): Promise<DependencyState[]> {
    const rows = await this.#knex<DependencyStateRow>(DEPENDENCY_STATE).whereIn(
      'name',
      watchedNames,
    );
    return rows.map(row => ({
      name: nameSchema.parse(row.name),
      status: statusSchema.parse(row.status),
      since: toDate(row.since),
      checkedAt: toDate(row.checked_at),
      lastError: row.last_error,
    }));
  }

  async save(states: readonly DependencyState[]): Promise<void> {
    for (const state of states) {
      await this.#knex<DependencyStateRow>(DEPENDENCY_STATE)
        .insert({
          name: state.name,
          status: state.status,
          since: state.since,
          checked_at: state.checkedAt,
          last_error: state.lastError,
        })
        .onConflict('name')
        .merge();
    }
  }
}
