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
import type {
  AnchorFailure,
  AnchorPlaceState,
  AnchorStore,
  StoredAnchor,
} from './anchorTypes';
import {
  EVENT_ANCHOR_PLACES,
  EVENT_ANCHORS,
  type EventAnchorPlaceRow,
  type EventAnchorRow,
} from './tables';
import { toDate } from './values';

const NO_FAILURE = {
  attempts: 0,
  failed_at: null,
  next_try_at: null,
  last_error: null,
};

export class DatabaseAnchorStore implements AnchorStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async places(): Promise<AnchorPlaceState[]> {
    const rows = await this.#places().orderBy('place').select('*');
    return rows.map(toState);
  }

  async record({ place, seq, hash, log, at }: StoredAnchor): Promise<void> {
    const last = { seq, hash, anchored_at: at, ...NO_FAILURE };
    await this.#places()
      .insert({ place, attempts: 0 })
      .onConflict('place')
      .ignore();
    const moved = await this.#places()
      .where({ place })
      .where(group => group.whereNull('seq').orWhere('seq', '<', seq))
      .update(last);
    if (moved !== 1) {
      throw new ConflictError(
        `${place} has an anchor of event ${seq} or of a later one already`,
      );
    }
    await this.#knex<EventAnchorRow>(EVENT_ANCHORS).insert({
      place,
      seq,
      hash,
      log,
      anchored_at: at,
    });
  }

  async recordFailure(place: string, failure: AnchorFailure): Promise<void> {
    await this.#places()
      .insert({
        place,
        attempts: failure.attempts,
        failed_at: failure.at,
        next_try_at: failure.nextTryAt,
        last_error: failure.error,
      })
      .onConflict('place')
      .merge();
  }

  async points(): Promise<{ seq: number; hash: string }[]> {
    const rows = await this.#knex<EventAnchorRow>(EVENT_ANCHORS)
      .distinct('seq', 'hash')
      .orderBy('seq');
    return rows.map(({ seq, hash }) => ({ seq: Number(seq), hash }));
  }

  #places() {
    return this.#knex<EventAnchorPlaceRow>(EVENT_ANCHOR_PLACES);
  }
}

function toState(row: EventAnchorPlaceRow): AnchorPlaceState {
  const { place, seq, hash, anchored_at: at } = row;
  return {
    place,
    last:
      seq !== null && hash !== null && at !== null
        ? { seq: Number(seq), hash, at: toDate(at) }
        : null,
    failure:
      row.failed_at !== null && row.next_try_at !== null
        ? {
            attempts: row.attempts,
            at: toDate(row.failed_at),
            nextTryAt: toDate(row.next_try_at),
            error: row.last_error ?? '',
          }
        : null,
  };
}
