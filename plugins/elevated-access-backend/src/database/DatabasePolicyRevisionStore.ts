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
import type { PolicyRevisionStore } from './policyTypes';
import { POLICY_REVISION, type PolicyRevisionRow } from './tables';

const NAME = 'policies';

export class DatabasePolicyRevisionStore implements PolicyRevisionStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async current(): Promise<number> {
    const row = await this.#rows().where({ name: NAME }).first('revision');
    if (!row) {
      throw new Error(
        'The table policy_revision has lost its row; add it again with revision 0',
      );
    }
    return Number(row.revision);
  }

  async raise(): Promise<void> {
    await this.#rows().where({ name: NAME }).increment('revision', 1);
  }

  #rows() {
    return this.#knex<PolicyRevisionRow>(POLICY_REVISION);
  }
}
