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
import { Pacer } from '../aws/Pacer';
import type { Stores } from '../database/types';
import type { Chore, ChoreContext } from './chores';
import { listAll } from './listAll';
import { PersonEnding, type Holder } from './PersonEnding';

/** Statuses in which somebody has access, or will without anybody doing anything more. */
const HELD = ['scheduled', 'activating', 'active'] as const;

/**
 * How long the catalog has to have missed a person, milliseconds: one that is
 * being rebuilt misses everybody for a while.
 */
const MISSED_FOR = 5 * 60_000;

/** People whom AWS may not be able to tell of, in a row, before the rest is left for later. */
const PATIENCE = 3;

/** Identity Store calls a second, of the 20 that everybody shares. */
const CALLS_PER_SECOND = 5;

/** Who is still there; both methods reject when they cannot tell. */
export interface Whereabouts {
  /** An Identity Center user as AWS has it now; undefined when there is none. */
  getUser(
    userId: string,
    signal?: AbortSignal,
  ): Promise<{ enabled: boolean } | undefined>;
  /** Those of some people whom the catalog has, as full lower-case refs. */
  findExisting(refs: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * Ends the access of people who have left: whose Identity Center user is disabled
 * or gone, or whom the catalog has not had for a while. Only a certain answer
 * counts; whoever cannot be asked about keeps what they have.
 */
export class PersonWatch implements Chore {
  readonly name = 'People who have left';
  readonly everyMs: number;
  readonly #stores: Stores;
  readonly #whereabouts: Whereabouts;
  readonly #ending: PersonEnding;
  readonly #logger: LoggerService;
  readonly #pacer = new Pacer({ perSecond: CALLS_PER_SECOND, burst: 1 });
  /** Since when the catalog has not had whom it should have; forgotten with the process, which only delays. */
  readonly #missedSince = new Map<string, Date>();

  constructor(options: {
    stores: Stores;
    whereabouts: Whereabouts;
    /** How long to rest between two looks, milliseconds. */
    everyMs: number;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#whereabouts = options.whereabouts;
    this.#ending = new PersonEnding(options);
    this.everyMs = options.everyMs;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    const holders = await this.#holders();
    const left = await this.#missedByCatalog(holders, context);
    for (const holder of holders) {
      const why = left.get(holder.ref);
      if (why) {
        await this.#ending.end(holder, why, context);
      }
    }
    await this.#askIdentityStore(
      holders.filter(({ ref }) => !left.has(ref)),
      context,
    );
  }

  /** Everybody with access, each once. */
  async #holders(): Promise<Holder[]> {
    const holders = new Map<string, Holder>();
    for (const request of await listAll(this.#stores, { statuses: HELD })) {
      const { requesterRef: ref, principalId } = request;
      holders.set(`${ref} ${principalId}`, {
        ref,
        principalId,
        userName: request.principalUserName,
      });
    }
    return [...holders.values()];
  }

  /** Why those have left whom the catalog has not had for long enough. */
  async #missedByCatalog(
    holders: readonly Holder[],
    { now }: ChoreContext,
  ): Promise<Map<string, string>> {
    const refs = new Set(holders.map(({ ref }) => ref));
    const left = new Map<string, string>();
    try {
      const existing = await this.#whereabouts.findExisting([...refs]);
      for (const ref of refs) {
        const since = this.#missedSince.get(ref) ?? now;
        if (existing.has(ref)) {
          this.#missedSince.delete(ref);
        } else {
          this.#missedSince.set(ref, since);
          if (now.getTime() - since.getTime() >= MISSED_FOR) {
            left.set(
              ref,
              `${ref} is no longer in the catalog, since ${since.toISOString()} at the latest.`,
            );
          }
        }
      }
    } catch (error) {
      this.#logger.warn(
        `The catalog could not be asked who is still there: ${
          toError(error).message
        }`,
      );
    }
    for (const ref of this.#missedSince.keys()) {
      if (!refs.has(ref)) {
        this.#missedSince.delete(ref);
      }
    }
    return left;
  }

  async #askIdentityStore(
    holders: readonly Holder[],
    context: ChoreContext,
  ): Promise<void> {
    let failures = 0;
    for (const holder of holders) {
      if (context.signal.aborted || failures >= PATIENCE) {
        return;
      }
      try {
        await this.#pacer.turn(context.signal);
        const why = await this.#whyGone(holder, context.signal);
        failures = 0;
        if (why) {
          await this.#ending.end(holder, why, context);
        }
      } catch (error) {
        failures += 1;
        this.#logger.warn(
          `It cannot be told whether ${holder.userName} (${
            holder.principalId
          }) is still enabled: ${toError(error).message}`,
        );
      }
    }
  }

  async #whyGone(
    { principalId, userName }: Holder,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const user = await this.#whereabouts.getUser(principalId, signal);
    if (user?.enabled) {
      return undefined;
    }
    return `The Identity Center user ${userName} (${principalId}) ${
      user ? 'is disabled' : 'no longer exists'
    }.`;
  }
}
