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

import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { ENGINE_LEASE, type LeaseRow } from './tables';
import type { Lease, LeaseStore } from './types';
import { toDate } from './values';

const NAME = 'engine';

const NOBODY = '';

export class DatabaseLeaseStore implements LeaseStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async acquire(options: {
    holder: string;
    now: Date;
    ttlMs: number;
  }): Promise<Lease | undefined> {
    const { holder, now, ttlMs } = options;
    const expiresAt = new Date(now.getTime() + ttlMs);
    const renewed = await this.#leases()
      .where({ name: NAME, holder })
      .update({ expires_at: expiresAt }, ['fencing_token']);
    if (renewed.length > 0) {
      return {
        holder,
        fencingToken: Number(renewed[0].fencing_token),
        expiresAt,
      };
    }
    await this.#ensureRow();
    const taken = await this.#leases()
      .where({ name: NAME })
      .where('expires_at', '<=', now)
      .update(
        {
          holder,
          expires_at: expiresAt,
          fencing_token: this.#knex.raw('fencing_token + 1'),
        },
        ['fencing_token'],
      );
    return taken.length > 0
      ? { holder, fencingToken: Number(taken[0].fencing_token), expiresAt }
      : undefined;
  }

  async current(): Promise<Lease | undefined> {
    const row = await this.#leases().where({ name: NAME }).first();
    return row && row.holder !== NOBODY
      ? {
          holder: row.holder,
          fencingToken: Number(row.fencing_token),
          expiresAt: toDate(row.expires_at),
        }
      : undefined;
  }

  async takeOver(options: {
    holder: string;
    now: Date;
    ttlMs: number;
  }): Promise<Lease> {
    const { holder, now, ttlMs } = options;
    const expiresAt = new Date(now.getTime() + ttlMs);
    await this.#ensureRow();
    const [taken] = await this.#leases()
      .where({ name: NAME })
      .update(
        {
          holder,
          expires_at: expiresAt,
          fencing_token: this.#knex.raw('fencing_token + 1'),
        },
        ['fencing_token'],
      );
    return { holder, fencingToken: Number(taken.fencing_token), expiresAt };
  }

  async release(lease: Lease): Promise<void> {
    await this.#leases()
      .where(held(lease))
      .update({ holder: NOBODY, expires_at: new Date(0) });
  }

  async assertHeld(lease: Lease): Promise<void> {
    // The share lock makes a takeover wait until this transaction has ended.
    const row = await this.#leases().where(held(lease)).forShare().first();
    if (!row) {
      throw new ConflictError(
        `${lease.holder} no longer holds the engine lease (token ${lease.fencingToken}); another replica has taken over`,
      );
    }
  }

  async #ensureRow(): Promise<void> {
    await this.#leases()
      .insert({
        name: NAME,
        holder: NOBODY,
        fencing_token: 0,
        expires_at: new Date(0),
      })
      .onConflict('name')
      .ignore();
  }

  #leases() {
    return this.#knex<LeaseRow>(ENGINE_LEASE);
  }
}

function held(lease: Lease) {
  return {
    name: NAME,
    holder: lease.holder,
    fencing_token: lease.fencingToken,
  };
}
