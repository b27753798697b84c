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

import { setMaxListeners } from 'node:events';
import { Departures } from './Departures';

/**
 * Who is let through first when calls queue up.
 *
 * `write`: creations and deletions. `status`: what became of them, which frees
 * the place of the next, and the look before one that holds a place already.
 * `grant`: reads that a person waits for. `verification`: listings that bear out
 * a removal which AWS has reported already. `directory`: readings and comparisons
 * that nobody waits for.
 */
export type CallPriority =
  | 'write'
  | 'status'
  | 'grant'
  | 'verification'
  | 'directory';

const RANKS: readonly CallPriority[] = [
  'write',
  'status',
  'grant',
  'verification',
  'directory',
];

const WRITE_RANK = RANKS.indexOf('write');

/** Nothing waits its way up to before these. */
const FIRST_AGEING_RANK = RANKS.indexOf('grant');

/** Part of a second's calls that is kept for what people wait for, while some of it waits: 1 of 16. */
const PERSONS_SHARE = 1 / 16;

/** Waiting this long is worth one rank, so that no reading starves, milliseconds. */
const AGE = 10_000;

/** What waited its way up goes after this many that a person waits for, while there are any. */
const PERSONS_FIRST = 2;

const SECOND = 1_000;

/**
 * Reads that nobody waits for go out evenly, so that a write finds room: no more
 * than a second's share of them in any quarter of a second, and one a second
 * among writes.
 */
const CALM = { ms: 250, share: 0.25 };
/** No share of their own: the one call that always goes. */
const CALM_AMONG_WRITES = { ms: SECOND, share: 0 };

/**
 * Among writes reads go only while no more of a second than this is spent, so that
 * no write waits behind them: those that a person waits for, and the others.
 */
const AMONG_WRITES_SPENT = { persons: 0.8, others: 0.6 };

/** How long after the last write or status there may be more of them, milliseconds. */
const AMONG_WRITES = 2_000;

/** Never slower than this many calls a second, however often AWS throttles. */
const SLOWEST = 2;

/** How long without throttling until one more call a second is tried, milliseconds. */
const REGAIN = 2_000;

/** Throttled calls that come together say the same thing once, milliseconds. */
const SAME_THROTTLING = 1_000;

/** A call that wants to go out. */
export interface Turn {
  priority: CallPriority;
  signal?: AbortSignal | undefined;
  /** Now or not at all. */
  atOnce?: boolean | undefined;
}

/** A call that was to go out at once, or not at all, would have had to wait for its turn. */
export class NoRoomError extends Error {
  constructor() {
    super('AWS takes no more calls at this moment');
    this.name = 'NoRoomError';
  }
}

interface Waiter extends Turn {
  since: number;
  go: () => void;
}

export interface ApiPaceOptions {
  /** Calls in any one second, at most. */
  perSecond: number;
  /** Milliseconds that never jump; the process's own by default. */
  monotonic?: () => number;
  setTimer?: (run: () => void, delayMs: number) => () => void;
}

/**
 * The pace that all calls to one AWS service keep together, so that they stay
 * inside the quota which they share. Half as fast each time that AWS throttles
 * all the same, because others call too, and slowly back up.
 */
export class ApiPace {
  readonly #fastest: number;
  readonly #monotonic: () => number;
  readonly #setTimer: (run: () => void, delayMs: number) => () => void;
  readonly #queues: Waiter[][] = RANKS.map(() => []);
  readonly #departures: Departures;
  /** Those that nobody waited for. */
  readonly #calm: Departures;
  /** Those that a person waited for. */
  readonly #persons: Departures;
  /** How many that a person waits for went out since anything less urgent did. */
  #personsInARow = 0;
  /** When the last write or status went out. */
  #urgentAt = -Infinity;
  #slowed: { to: number; at: number } | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(options: ApiPaceOptions) {
    this.#fastest = options.perSecond;
    this.#departures = new Departures(this.#fastest);
    this.#calm = new Departures(this.#fastest);
    this.#persons = new Departures(this.#fastest);
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#setTimer = options.setTimer ?? startTimer;
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  /** How many calls a second may go out while AWS does not throttle. */
  get fastest(): number {
    return this.#fastest;
  }

  /** How many calls a second may go out now. */
  get perSecond(): number {
    if (!this.#slowed) {
      return this.#fastest;
    }
    const { to, at } = this.#slowed;
    const regained = Math.floor((this.#monotonic() - at) / REGAIN);
    return Math.min(this.#fastest, to + regained);
  }

  /**
   * Resolves when the call may go out.
   *
   * @throws the signal's reason when it is aborted before, NoRoomError when a
   * call that is to go at once would have to wait
   */
  async turn(turn: Turn): Promise<void> {
    const { signal } = turn;
    signal?.throwIfAborted();
    if (signal) {
      // As many calls wait with one signal as one reading makes.
      setMaxListeners(0, signal);
    }
    await new Promise<void>((resolve, reject) => {
      const queue = this.#queues[RANKS.indexOf(turn.priority)] ?? [];
      const giveUp = () => leave(turn.signal?.reason);
      const leave = (reason: unknown) => {
        queue.splice(queue.indexOf(waiter), 1);
        turn.signal?.removeEventListener('abort', giveUp);
        reject(reason);
      };
      const waiter: Waiter = {
        ...turn,
        since: this.#monotonic(),
        go: () => {
          turn.signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      turn.signal?.addEventListener('abort', giveUp, { once: true });
      queue.push(waiter);
      this.#letGo();
      if (turn.atOnce && queue.includes(waiter)) {
        leave(new NoRoomError());
      }
    });
  }

  /** AWS throttled a call. */
  slowDown(): void {
    const now = this.#monotonic();
    if (!this.#slowed || now - this.#slowed.at >= SAME_THROTTLING) {
      const to = Math.max(SLOWEST, Math.floor(this.perSecond / 2));
      this.#slowed = { to: Math.min(to, this.#fastest), at: now };
    }
  }

  #letGo(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (let next = this.#next(); next; next = this.#next()) {
      const waitMs = this.#waitMs(next.rank);
      if (waitMs > 0) {
        this.#cancelTimer = this.#setTimer(() => this.#letGo(), waitMs);
        return;
      }
      const now = this.#monotonic();
      if (next.rank < FIRST_AGEING_RANK) {
        this.#urgentAt = now;
      } else if (next.rank > FIRST_AGEING_RANK) {
        this.#calm.add(now);
        this.#personsInARow = 0;
      } else {
        this.#persons.add(now);
        this.#personsInARow += 1;
      }
      this.#departures.add(now);
      next.queue.shift()?.go();
    }
  }

  #waitMs(rank: number): number {
    const now = this.#monotonic();
    const wait = (of: Departures, ms: number, share: number) =>
      of.waitMs(now, { calls: this.perSecond * share, ms });
    const all = wait(this.#departures, SECOND, 1);
    if (rank < FIRST_AGEING_RANK) {
      return all;
    }
    const amongWrites = now - this.#urgentAt < AMONG_WRITES;
    const until = (spent: number) =>
      amongWrites ? wait(this.#departures, SECOND, spent) : all;
    if (rank === FIRST_AGEING_RANK) {
      const room = until(AMONG_WRITES_SPENT.persons);
      return Math.max(all, Math.min(room, this.#personsMs()));
    }
    const { ms, share } = amongWrites ? CALM_AMONG_WRITES : CALM;
    return Math.max(
      until(AMONG_WRITES_SPENT.others),
      wait(this.#calm, ms, share),
    );
  }

  /** Milliseconds until what is kept for people has room for one more call. */
  #personsMs(): number {
    const calls = this.perSecond * PERSONS_SHARE;
    // So slow a pace has no share to spare.
    return calls < 1
      ? Infinity
      : this.#persons.waitMs(this.#monotonic(), { calls, ms: SECOND });
  }

  /** Where the most urgent of the calls waits; within each priority the one that waits longest. */
  #next(): { queue: Waiter[]; rank: number } | undefined {
    const now = this.#monotonic();
    let best:
      | { rank: number; queue: Waiter[]; since: number; aged: number }
      | undefined;
    this.#queues.forEach((queue, rank) => {
      const [head] = queue;
      if (!head) {
        return;
      }
      const aged =
        rank < FIRST_AGEING_RANK
          ? rank
          : Math.max(FIRST_AGEING_RANK, rank - (now - head.since) / AGE);
      if (
        !best ||
        aged < best.aged ||
        (aged === best.aged && head.since < best.since)
      ) {
        best = { rank, queue, since: head.since, aged };
      }
    });
    const persons = this.#queues[FIRST_AGEING_RANK] ?? [];
    if (!best || best.rank === WRITE_RANK || persons.length === 0) {
      return best;
    }
    const isPersonsTurn =
      this.#personsMs() <= 0 ||
      (best.rank > FIRST_AGEING_RANK && this.#personsInARow < PERSONS_FIRST);
    return isPersonsTurn ? { queue: persons, rank: FIRST_AGEING_RANK } : best;
  }
}

function startTimer(run: () => void, delayMs: number): () => void {
  // Rounded up: a timer that fires a moment early would only be set again.
  const timer = setTimeout(run, Math.ceil(delayMs));
  return () => clearTimeout(timer);
}
