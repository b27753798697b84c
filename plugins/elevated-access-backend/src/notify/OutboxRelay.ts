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
import { ConflictError, toError } from '@backstage/errors';
import { setTimeout } from 'node:timers/promises';
import type { OutboxChannel, OutboxItem, Stores } from '../database/types';
import type { Chore, ChoreContext } from '../engine/chores';
import { NotLeaderError } from '../engine/Leadership';
import { ChannelRest } from './ChannelRest';
import type { Teller } from './types';
import { withinPatience } from './withinPatience';

/** Events told in one go, each of another request. */
const BATCH = 50;

/** Events told at a time. */
const WIDTH = 8;

/** All in milliseconds. */
const SECOND = 1_000;
const BACKOFF = { first: SECOND, longest: 5 * 60 * SECOND };
const GIVE_UP_AFTER = 24 * 60 * 60 * SECOND;

/** The engine's turns say when there is news of another replica; no more than this is rested between two, milliseconds. */
const INTERVAL = 500;

/** What is committed within this time is told together: looking costs more than most changes, milliseconds. */
const TOGETHER = 250;

/**
 * Tells of committed events what the outbox says is untold: each at least once,
 * in order within a request, by the acting replica only.
 *
 * An event and its place in the outbox are committed together, so nothing is
 * lost however a process dies; one that dies between telling and noting it makes
 * the next one tell it again. What cannot be told waits at growing distances,
 * with the later news of its request, for a day; other requests do not wait,
 * unless their channel refuses all of them.
 */
export class OutboxRelay implements Chore {
  readonly name = 'News of requests';
  readonly everyMs = INTERVAL;
  readonly #stores: Stores;
  readonly #tellers: readonly { teller: Teller; rest: ChannelRest }[];
  readonly #logger: LoggerService;
  readonly #onFailure: (channel: OutboxChannel) => void;
  /** That of the last turn; says whether this replica still acts. */
  #context: ChoreContext | undefined;
  #pump: Promise<void> | undefined;
  #again = false;
  /** Until what this replica committed is told, and for a moment after. */
  #telling: Promise<void> | undefined;
  #committedSince = false;

  constructor(options: {
    stores: Stores;
    tellers: readonly Teller[];
    logger: LoggerService;
    /** Called for each attempt that failed. */
    onFailure?: (channel: OutboxChannel) => void;
  }) {
    this.#stores = options.stores;
    this.#tellers = options.tellers.map(teller => ({
      teller,
      rest: new ChannelRest(),
    }));
    this.#logger = options.logger;
    this.#onFailure = options.onFailure ?? (() => {});
  }

  /**
   * Tells what this replica commits right away, if it acts, and what it commits in
   * quick succession together; the returned function stops it.
   */
  start(): () => void {
    return this.#stores.onCommitted(() => {
      this.#committedSince = true;
      this.#tellSoon();
    });
  }

  async run(context: ChoreContext): Promise<void> {
    this.#context = context;
    await this.#tell(context);
  }

  #tellSoon(): void {
    if (!this.#context || !this.#committedSince) {
      return;
    }
    this.#telling ??= this.#tellTogether(this.#context).finally(() => {
      this.#telling = undefined;
      this.#tellSoon();
    });
  }

  async #tellTogether(context: ChoreContext): Promise<void> {
    this.#committedSince = false;
    try {
      await this.#tell(context);
    } catch (error) {
      this.#complain(error);
    }
    await setTimeout(TOGETHER, undefined, { ref: false });
  }

  /** Tells all that is due; called while it does, looks once more afterwards. */
  #tell(context: ChoreContext): Promise<void> {
    this.#again = true;
    this.#pump ??= this.#tellAll(context);
    return this.#pump;
  }

  async #tellAll(context: ChoreContext): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await Promise.all(
          this.#tellers.map(({ teller, rest }) =>
            this.#drain(teller, rest, context),
          ),
        );
      }
    } catch (error) {
      if (!(error instanceof NotLeaderError)) {
        throw error;
      }
      // Whoever acts now goes on.
      this.#context = undefined;
    } finally {
      this.#pump = undefined;
    }
  }

  async #drain(
    teller: Teller,
    rest: ChannelRest,
    context: ChoreContext,
  ): Promise<void> {
    for (;;) {
      const now = await this.#stores.now();
      if (rest.isResting(now)) {
        return;
      }
      const items = await this.#stores.outbox.listDue({
        channel: teller.channel,
        now,
        limit: BATCH,
      });
      if (items.length === 0 || context.signal.aborted) {
        return;
      }
      const isProbe = rest.isDoubtful;
      const current = isProbe
        ? await this.#withoutStale(teller, rest, items, context)
        : items;
      await this.#tellBatch(
        teller,
        rest,
        isProbe ? current.slice(0, 1) : current,
        context,
      );
      const isMore =
        isProbe ||
        items.length === BATCH ||
        items.some(({ isFollowed }) => isFollowed);
      if (!isMore) {
        return;
      }
    }
  }

  async #tellBatch(
    teller: Teller,
    rest: ChannelRest,
    items: readonly OutboxItem[],
    context: ChoreContext,
  ): Promise<void> {
    const left = [...items];
    const told: number[] = [];
    const lane = async () => {
      for (let item = left.shift(); item; item = left.shift()) {
        if (context.signal.aborted) {
          return;
        }
        if (await this.#attempt(teller, rest, item, context)) {
          told.push(item.position);
        } else if (rest.isDoubtful) {
          left.length = 0;
        }
      }
    };
    try {
      await Promise.all([...Array(WIDTH).keys()].map(lane));
    } finally {
      // In one go: a burst of changes must not become a burst of transactions.
      if (told.length > 0) {
        await this.#note(context, tx => tx.outbox.remove(told));
      }
    }
  }

  /** Gives up what waits for too long behind the one that is tried. */
  async #withoutStale(
    teller: Teller,
    rest: ChannelRest,
    items: readonly OutboxItem[],
    context: ChoreContext,
  ): Promise<OutboxItem[]> {
    const now = await this.#stores.now();
    for (const item of items.filter(it => isStale(it, now))) {
      await this.#giveUp(teller, item, context, rest.why);
    }
    return items.filter(item => !isStale(item, now));
  }

  /** @returns whether it was told */
  async #attempt(
    teller: Teller,
    rest: ChannelRest,
    item: OutboxItem,
    context: ChoreContext,
  ): Promise<boolean> {
    context.lease();
    try {
      await withinPatience(teller.tell(item.event));
    } catch (error) {
      this.#onFailure(teller.channel);
      const { message } = toError(error);
      await this.#failed(teller, item, context, message);
      const restMs = rest.refused(await this.#stores.now(), message);
      if (restMs !== undefined) {
        this.#logger.warn(
          `Nothing can be told as ${teller.channel}; it is tried again in ${
            restMs / SECOND
          } s: ${message}`,
        );
      }
      return false;
    }
    rest.told();
    return true;
  }

  async #failed(
    teller: Teller,
    item: OutboxItem,
    context: ChoreContext,
    lastError: string,
  ): Promise<void> {
    const now = await this.#stores.now();
    if (isStale(item, now)) {
      await this.#giveUp(teller, item, context, lastError);
      return;
    }
    const { position } = item;
    const attempts = item.attempts + 1;
    if (attempts === 1) {
      this.#logger.warn(
        `Nobody could be told of ${whatOf(
          item,
          teller,
        )}; it is tried again for a day: ${lastError}`,
      );
    }
    const delay = BACKOFF.first * 2 ** Math.min(attempts - 1, 20);
    const until = new Date(now.getTime() + Math.min(delay, BACKOFF.longest));
    await this.#note(context, tx =>
      tx.outbox.postpone(position, { attempts, until, lastError }),
    );
  }

  async #giveUp(
    teller: Teller,
    item: OutboxItem,
    context: ChoreContext,
    lastError: string,
  ): Promise<void> {
    this.#logger.error(
      `Nobody was told of ${whatOf(
        item,
        teller,
      )} for a day, and nobody will be: ${lastError}`,
    );
    await this.#note(context, tx => tx.outbox.remove([item.position]));
  }

  async #note(
    context: ChoreContext,
    work: (
      tx: Parameters<Parameters<Stores['transaction']>[0]>[0],
    ) => Promise<void>,
  ): Promise<void> {
    const lease = context.lease();
    try {
      await this.#stores.transaction(async tx => {
        await tx.lease.assertHeld(lease);
        await work(tx);
      });
    } catch (error) {
      if (error instanceof ConflictError) {
        throw new NotLeaderError();
      }
      throw error;
    }
  }

  #complain(error: unknown): void {
    this.#logger.error(
      `${this.name} could not be looked after`,
      toError(error),
    );
  }
}

function isStale({ event }: OutboxItem, now: Date): boolean {
  return now.getTime() - event.at.getTime() > GIVE_UP_AFTER;
}

function whatOf({ event }: OutboxItem, { channel }: Teller): string {
  return `${event.type} of request ${event.requestId} (event ${event.id}) as ${channel}`;
}
