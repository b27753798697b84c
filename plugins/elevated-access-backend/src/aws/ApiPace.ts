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
import { AdaptiveRate } from './AdaptiveRate';
import {
  CallQueues,
  isUrgent,
  type CallPriority,
  type Waiter,
} from './CallQueues';
import { Departures } from './Departures';

/**
 * What is neither a write nor frees the place of one leaves a ninth of the rate: 16
 * calls a second of 18. What ends must not wait for what nobody is in a hurry for.
 */
const OTHERS = 8 / 9;

/**
 * Parts of the rate that are kept for what must not wait until nothing is written
 * any more, while some of it waits: 2 of 18, and 1 of 18.
 */
const SHARES = { grant: 1 / 9, outcome: 1 / 18 };

type Sharer = keyof typeof SHARES;

const SHARERS: readonly Sharer[] = ['grant', 'outcome'];

/** What waited its way up goes after this many that a person waits for, while there are any. */
const PERSONS_FIRST = 2;

const SECOND = 1_000;

/**
 * Reads that nobody waits for go out evenly, so that a write finds room: no more
 * than a second's share of them in any quarter of a second, and 6 of 18 a second
 * among writes.
 */
const CALM = { ms: 250, share: 0.25 };
const CALM_AMONG_WRITES = { ms: SECOND, share: 1 / 3 };

/**
 * Among writes reads go only while no more of a second than this is spent, so that
 * hardly a write waits behind them: those that a person waits for, and the others.
 * What is left unused here is lost: with 0.7 and 0.5, people waited for half a minute
 * and proofs for a minute at 12 calls a second of 18, and writes hardly less.
 */
const AMONG_WRITES_SPENT = { persons: 0.95, others: 0.85 };

/** How long after the last write or status there may be more of them, milliseconds. */
const AMONG_WRITES = 2_000;

/** While this part of the rate is used, the same is read no more often than each second. */
const BUSY = 2 / 3;

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

export interface ApiPaceOptions {
  /** Calls in any one second, at most. */
  perSecond: number;
  /** Milliseconds that never jump; the process's own by default. */
  monotonic?: () => number;
  setTimer?: (run: () => void, delayMs: number) => () => void;
}

/**
 * The pace that all calls to one AWS service keep together, so that they stay
 * inside the quota which they share. Slower for a while each time that AWS throttles
 * all the same, because others call too.
 */
export class ApiPace {
  readonly #rate: AdaptiveRate;
  readonly #monotonic: () => number;
  readonly #setTimer: (run: () => void, delayMs: number) => () => void;
  readonly #queues = new CallQueues();
  readonly #departures: Departures;
  /** Those that nobody waited for. */
  readonly #calm: Departures;
  readonly #shared: Readonly<Record<Sharer, Departures>>;
  /** How many that a person waits for went out since anything less urgent did. */
  #personsInARow = 0;
  /** When the last write or status went out. */
  #urgentAt = -Infinity;
  #cancelTimer: (() => void) | undefined;

  constructor(options: ApiPaceOptions) {
    const { perSecond } = options;
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#rate = new AdaptiveRate({
      fastest: perSecond,
      monotonic: this.#monotonic,
    });
    this.#departures = new Departures(perSecond);
    this.#calm = new Departures(perSecond);
    this.#shared = {
      grant: new Departures(perSecond),
      outcome: new Departures(perSecond),
    };
    this.#setTimer = options.setTimer ?? startTimer;
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#queues.size;
  }

  /** How many calls a second may go out while AWS does not throttle. */
  get fastest(): number {
    return this.#rate.fastest;
  }

  /** How many calls a second may go out now. */
  get perSecond(): number {
    return this.#rate.perSecond;
  }

  /** Milliseconds that never jump. */
  get now(): number {
    return this.#monotonic();
  }

  /**
   * Resolves when what was read from an instant of `now` on may be read again: at
   * once while there is room for it, else a second after, so that more of those who
   * wait for it share one reading.
   */
  async mayRepeat(beganAt: number): Promise<void> {
    const isBusy = this.waiting > 0 || this.#until(this.#departures, BUSY) > 0;
    const waitMs = beganAt + SECOND - this.now;
    if (isBusy && waitMs > 0) {
      await new Promise<void>(resolve => this.#setTimer(resolve, waitMs));
    }
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
      const giveUp = () => leave(signal?.reason);
      const leave = (reason: unknown) => {
        this.#queues.remove(waiter);
        signal?.removeEventListener('abort', giveUp);
        reject(reason);
      };
      const waiter: Waiter = {
        priority: turn.priority,
        since: this.#monotonic(),
        go: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#queues.add(waiter);
      this.#letGo();
      if (turn.atOnce && this.#queues.has(waiter)) {
        leave(new NoRoomError());
      }
    });
  }

  /** AWS throttled a call. */
  slowDown(): void {
    this.#rate.slowDown();
  }

  #letGo(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (let next = this.#next(); next; next = this.#next()) {
      const waitMs = this.#waitMs(next.priority);
      if (waitMs > 0) {
        this.#cancelTimer = this.#setTimer(() => this.#letGo(), waitMs);
        return;
      }
      this.#note(next.priority);
      this.#queues.remove(next);
      next.go();
    }
  }

  #note(priority: CallPriority): void {
    const now = this.#monotonic();
    this.#departures.add(now);
    if (isUrgent(priority)) {
      this.#urgentAt = now;
      return;
    }
    if (isSharer(priority)) {
      this.#shared[priority].add(now);
    }
    if (priority === 'grant') {
      this.#personsInARow += 1;
      return;
    }
    this.#calm.add(now);
    this.#personsInARow = 0;
  }

  /** Milliseconds until calls of a priority may go, as far as their pace is concerned. */
  #waitMs(priority: CallPriority): number {
    const urgent = this.#until(this.#departures, 1);
    if (isUrgent(priority)) {
      return urgent;
    }
    const others = this.#othersMs(priority);
    return isSharer(priority) && this.#isAmongWrites
      ? Math.min(others, Math.max(urgent, this.#shareMs(priority)))
      : others;
  }

  get #isAmongWrites(): boolean {
    return this.#monotonic() - this.#urgentAt < AMONG_WRITES;
  }

  /** As above, for what is not urgent and has used up its share. */
  #othersMs(priority: CallPriority): number {
    const amongWrites = this.#isAmongWrites;
    const spent = priority === 'grant' ? 'persons' : 'others';
    const room = this.#until(
      this.#departures,
      amongWrites ? AMONG_WRITES_SPENT[spent] : OTHERS,
    );
    if (priority === 'grant') {
      return room;
    }
    const { share, ms } = amongWrites ? CALM_AMONG_WRITES : CALM;
    return Math.max(room, this.#until(this.#calm, share, ms));
  }

  /** Milliseconds until some calls have used up less than a share of the rate. */
  #until(of: Departures, share: number, ms = SECOND): number {
    return of.waitMs(this.#monotonic(), { calls: this.perSecond * share, ms });
  }

  /** Milliseconds until what is kept for a priority has room for one more call. */
  #shareMs(priority: Sharer): number {
    // So slow a pace has no share to spare.
    return this.perSecond * SHARES[priority] < 1
      ? Infinity
      : this.#until(this.#shared[priority], SHARES[priority]);
  }

  /** Whether a priority has room left of what is kept for it, and may use it now. */
  #isOwed(priority: CallPriority): boolean {
    return (
      isSharer(priority) &&
      this.#shareMs(priority) <= 0 &&
      this.#waitMs(priority) <= 0
    );
  }

  #next(): Waiter | undefined {
    const best = this.#queues.next(this.#monotonic());
    if (!best || best.priority === 'write') {
      return best;
    }
    const sharer = SHARERS.map(priority => this.#queues.first(priority)).find(
      waiter => waiter && this.#isOwed(waiter.priority),
    );
    if (sharer) {
      return sharer;
    }
    const person = this.#queues.first('grant');
    const isPersonsTurn =
      !isUrgent(best.priority) && this.#personsInARow < PERSONS_FIRST;
    return person && isPersonsTurn ? person : best;
  }
}

function isSharer(priority: CallPriority): priority is Sharer {
  return priority in SHARES;
}

function startTimer(run: () => void, delayMs: number): () => void {
  // Rounded up: a timer that fires a moment early would only be set again.
  const timer = setTimeout(run, Math.ceil(delayMs));
  return () => clearTimeout(timer);
}
