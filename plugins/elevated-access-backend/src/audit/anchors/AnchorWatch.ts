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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { setTimeout } from 'node:timers/promises';
import type { AnchorPlaceState, AnchorStore } from '../../database/anchorTypes';
import type { ChainHead, Stores } from '../../database/types';
import type { Chore, ChoreContext } from '../../engine';
import type { AnchorPlace } from './places';

/** All in milliseconds. */
const LONGEST_REST = 30_000;
const PATIENCE = 30_000;
const FIRST_RETRY = 60_000;
const LAST_RETRY = 3_600_000;

/** One failure is no news: the next attempt is a minute away. */
const FAILURES = 2;

type AnchorStores = Pick<Stores, 'transaction' | 'chain' | 'now'> & {
  anchors: AnchorStore;
};

/**
 * Has the acting replica write the log's head down in other places, at an
 * interval and only when it has moved. Each place goes its own way: one that
 * fails or hangs is tried again, less and less often, and holds up no other.
 *
 * A head that lies before what a place was given already is never written down:
 * the log was cut off or replaced, and an anchor would make that good.
 */
export class AnchorWatch implements Chore {
  readonly name = 'Anchoring the event log';
  readonly everyMs: number;
  readonly #stores: AnchorStores;
  readonly #places: readonly AnchorPlace[];
  readonly #intervalMs: number;
  readonly #logger: LoggerService;
  readonly #onFailure: (place: string) => void;
  readonly #patienceMs: number;
  #troubled: readonly AnchorPlaceState[] = [];

  constructor(options: {
    stores: AnchorStores;
    places: readonly AnchorPlace[];
    /** The least time between two anchors of a place, milliseconds. */
    intervalMs: number;
    logger: LoggerService;
    onFailure?: (place: string) => void;
    /** How long a place may take, milliseconds. */
    patienceMs?: number;
  }) {
    this.#stores = options.stores;
    this.#places = options.places;
    this.#intervalMs = options.intervalMs;
    this.#logger = options.logger;
    this.#onFailure = options.onFailure ?? (() => {});
    this.#patienceMs = options.patienceMs ?? PATIENCE;
    this.everyMs = Math.min(options.intervalMs, LONGEST_REST);
  }

  /** What is wrong with the places, as this replica last found; null when nothing is. */
  get trouble(): string | null {
    const words = this.#troubled.map(
      ({ place, failure, last }) =>
        `${place}: ${failure?.error}${
          last ? ` (last anchored at ${last.at.toISOString()})` : ''
        }`,
    );
    return words.length > 0
      ? `The event log is not anchored. ${words.join('; ')}`
      : null;
  }

  async run(context: ChoreContext): Promise<void> {
    const { chain, anchors } = this.#stores;
    const head = await chain.head();
    if (!head || this.#places.length === 0) {
      return;
    }
    const [first] = await chain.listSealed({ after: 0, through: 1 });
    const states = await anchors.places();
    await Promise.all(
      this.#places.map(place => {
        const state = states.find(known => known.place === place.name);
        return isDue(state, head, context.now, this.#intervalMs)
          ? this.#anchor(place, state, { head, log: first?.hash, context })
          : undefined;
      }),
    );
    const mine = new Set(this.#places.map(({ name }) => name));
    this.#troubled = (await anchors.places()).filter(
      ({ place, failure }) =>
        mine.has(place) && failure && failure.attempts >= FAILURES,
    );
  }

  async #anchor(
    place: AnchorPlace,
    state: AnchorPlaceState | undefined,
    known: {
      head: ChainHead;
      log: string | undefined;
      context: ChoreContext;
    },
  ): Promise<void> {
    const { head, log, context } = known;
    const { now } = context;
    try {
      const objection = objectionTo(head, log, state);
      if (objection || log === undefined) {
        throw new Error(objection);
      }
      const { seq, hash } = head;
      await this.#put(
        place,
        { at: now.toISOString(), hash, log, seq },
        context.signal,
      );
      const lease = context.lease();
      await this.#stores.transaction(async tx => {
        await tx.lease.assertHeld(lease);
        await tx.anchors.record({ place: place.name, seq, hash, log, at: now });
      });
    } catch (error) {
      if (context.signal.aborted) {
        return;
      }
      const attempts = (state?.failure?.attempts ?? 0) + 1;
      const reason = toError(error).message;
      this.#onFailure(place.name);
      this.#logger.warn(
        `The event log could not be anchored to ${place.name}: ${reason}`,
      );
      await this.#stores.anchors.recordFailure(place.name, {
        attempts,
        at: now,
        nextTryAt: new Date(now.getTime() + retryAfter(attempts)),
        error: reason,
      });
    }
  }

  /** A disk that hangs cannot be told to stop; nobody waits for it any longer. */
  async #put(
    place: AnchorPlace,
    anchor: Parameters<AnchorPlace['put']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    const over = new AbortController();
    const late = setTimeout(this.#patienceMs, undefined, {
      signal: over.signal,
    }).then(() => {
      throw new Error(`no answer for ${this.#patienceMs} ms`);
    });
    const put = place.put(
      anchor,
      AbortSignal.any([signal, AbortSignal.timeout(this.#patienceMs)]),
    );
    try {
      await Promise.race([put, late]);
    } finally {
      over.abort();
      // Whichever of the two comes second has nobody to tell.
      put.catch(() => {});
      late.catch(() => {});
    }
  }
}

function isDue(
  state: AnchorPlaceState | undefined,
  head: ChainHead,
  now: Date,
  intervalMs: number,
): boolean {
  if (state?.failure) {
    return now >= state.failure.nextTryAt;
  }
  if (!state?.last) {
    return true;
  }
  const { last } = state;
  const moved = last.seq !== head.seq || last.hash !== head.hash;
  return moved && now.getTime() - last.at.getTime() >= intervalMs;
}

/** Why a head may not be written down; undefined when it may. */
function objectionTo(
  head: ChainHead,
  log: string | undefined,
  state: AnchorPlaceState | undefined,
): string | undefined {
  if (log === undefined) {
    return 'the first event of the log is missing';
  }
  const last = state?.last;
  if (!last || last.seq < head.seq) {
    return undefined;
  }
  return last.seq > head.seq
    ? `the log ends with event ${head.seq}, and event ${last.seq} was anchored: it was cut off or replaced`
    : `event ${head.seq} is not the one that was anchored: the log was written anew`;
}

function retryAfter(attempts: number): number {
  return Math.min(FIRST_RETRY * 2 ** (attempts - 1), LAST_RETRY);
}
