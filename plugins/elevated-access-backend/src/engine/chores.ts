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
import type { Lease } from '../database/types';
import { NotLeaderError } from './Leadership';
import type { Monotonic } from './time';

/** Something that the acting replica does now and then, beside moving access. */
export interface Chore {
  /** What it looks after, for the log: `The event log`. */
  name: string;
  /** How long to rest between two runs, milliseconds. */
  everyMs: number;
  run(context: ChoreContext): Promise<void>;
}

export interface ChoreContext {
  /** The agreed time when the turn began that started it. */
  now: Date;
  /**
   * The lease, to assert in every transaction that writes.
   *
   * @throws NotLeaderError when another replica may have taken over
   */
  lease(): Lease;
  /** Aborted when the process shuts down. */
  signal: AbortSignal;
}

/**
 * Runs chores beside the engine's turns. Each runs alone and never twice at a
 * time; one that takes long or fails holds up neither the others nor access.
 */
export class Chores {
  readonly #chores: readonly Chore[];
  readonly #monotonic: Monotonic;
  readonly #logger: LoggerService;
  readonly #running = new Map<Chore, Promise<void>>();
  readonly #endedAt = new Map<Chore, number>();

  constructor(options: {
    chores: readonly Chore[];
    monotonic: Monotonic;
    logger: LoggerService;
  }) {
    this.#chores = options.chores;
    this.#monotonic = options.monotonic;
    this.#logger = options.logger;
  }

  /** Has every chore run at the next turn, as after a takeover. */
  reset(): void {
    this.#endedAt.clear();
  }

  /** Starts what is due. */
  start(context: ChoreContext): void {
    for (const chore of this.#chores) {
      if (!this.#running.has(chore) && this.#waitMs(chore) === 0) {
        const run = this.#run(chore, context).finally(() => {
          this.#running.delete(chore);
          this.#endedAt.set(chore, this.#monotonic());
        });
        this.#running.set(chore, run);
      }
    }
  }

  /** Milliseconds until the next one is due. */
  waitMs(): number {
    return Math.min(
      ...this.#chores
        .filter(chore => !this.#running.has(chore))
        .map(chore => this.#waitMs(chore)),
    );
  }

  /** Resolves when none is running. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #waitMs(chore: Chore): number {
    const endedAt = this.#endedAt.get(chore) ?? -Infinity;
    return Math.max(0, endedAt + chore.everyMs - this.#monotonic());
  }

  async #run(chore: Chore, context: ChoreContext): Promise<void> {
    try {
      await chore.run(context);
    } catch (error) {
      if (!(error instanceof NotLeaderError)) {
        this.#logger.error(
          `${chore.name} could not be looked after`,
          toError(error),
        );
      }
    }
  }
}
