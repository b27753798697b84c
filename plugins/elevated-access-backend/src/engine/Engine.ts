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

import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { AssignmentProvisioner } from '../aws/types';
import type { Stores } from '../database/types';
import { Admission } from './Admission';
import { AssignmentWorker } from './AssignmentWorker';
import { Chores, type Chore } from './chores';
import { Contact, type ContactState } from './Contact';
import { DueRequests, type ActivationGate } from './DueRequests';
import { Leadership, NotLeaderError } from './Leadership';
import { OverdueWatch } from './OverdueWatch';
import { Sweep } from './Sweep';
import {
  AgreedTime,
  processTimer,
  type Monotonic,
  type SetTimer,
} from './time';
import { TokenBucket } from './TokenBucket';
import { REMOVALS_FIRST } from './tuning';

/** Assignments begun in one turn; what is left is due at the next. */
const BATCH = 500;

/** Longest time between two turns of the acting replica, whatever is due, milliseconds. */
const LONGEST_REST = 30_000;

export interface EngineConfig {
  /** How often each replica looks whether there is something to do, milliseconds. */
  cadenceMs: number;
  /** How long a replica that died keeps others from acting, milliseconds. */
  leaseTtlMs: number;
  /** AWS takes 15 outstanding assignment writes at most. */
  maximumWritesInFlight: number;
  /** AWS takes 20 calls a second at most, reads and other people's included. */
  writesPerSecond: number;
}

export const defaultEngineConfig: EngineConfig = {
  cadenceMs: 2_000,
  leaseTtlMs: 10_000,
  maximumWritesInFlight: 15,
  writesPerSecond: 8,
};

export interface EngineOptions {
  stores: Stores;
  provisioner: AssignmentProvisioner;
  activationGate: ActivationGate;
  /** What else the acting replica looks after. */
  chores?: readonly Chore[];
  logger: LoggerService;
  /** Without one, only `runTurn` and `wake` make the engine act. */
  scheduler?: SchedulerService;
  config?: Partial<EngineConfig>;
  /** Names this replica; unique to the process by default. */
  holder?: string;
  /** Milliseconds that never jump; the process's own by default. */
  monotonic?: Monotonic;
  setTimer?: SetTimer;
  /** A number in [0, 1); for delays only. */
  random?: () => number;
}

/** What the engine can say of itself. */
export interface EngineHealth {
  /** Whether this replica acts. */
  isLeader: boolean;
  holder: string;
  identityCenter: ContactState;
  /** Writes that wait for their turn, on this replica. */
  waitingWrites: number;
  /** Writes that AWS has not finished, on this replica. */
  writesInFlight: number;
}

/**
 * Drives every assignment to what the live grants say.
 *
 * Any number of replicas run one; the one that holds the lease acts. A turn
 * renews the lease, moves the requests whose moment has come, and starts a
 * worker for each assignment that is due. Turns are cheap and may come at any
 * time: from the scheduler, from a timer set to the next due instant, from a
 * commit on this replica. Nothing is decided from what an earlier turn
 * remembers, so a new process goes on where an old one died.
 */
export class Engine {
  readonly #stores: Stores;
  readonly #logger: LoggerService;
  readonly #config: EngineConfig;
  readonly #leadership: Leadership;
  readonly #contact: Contact;
  readonly #admission: Admission;
  readonly #time: AgreedTime;
  readonly #monotonic: Monotonic;
  readonly #setTimer: SetTimer;
  readonly #dueRequests: DueRequests;
  readonly #chores: Chores;
  readonly #worker: AssignmentWorker;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  /** Assignments that became due again while a worker was at them. */
  readonly #again = new Set<string>();
  #turn: Promise<void> | undefined;
  #turnWanted = false;
  #timer: { at: number; cancel: () => void } | undefined;
  #unsubscribe: () => void = () => {};

  /** Builds an engine and lets it act from now on. */
  static async create(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    await engine.#start(options.scheduler);
    return engine;
  }

  private constructor(options: EngineOptions) {
    const { stores, logger } = options;
    const monotonic = options.monotonic ?? (() => performance.now());
    const config = { ...defaultEngineConfig, ...options.config };
    const contact = new Contact({ monotonic });
    const bucket = new TokenBucket({
      perSecond: config.writesPerSecond,
      monotonic,
    });
    const time = new AgreedTime({ stores, monotonic });
    const leadership = new Leadership({
      store: stores.lease,
      holder: options.holder ?? `${hostname()}-${process.pid}-${randomUUID()}`,
      ttlMs: config.leaseTtlMs,
      monotonic,
      logger,
    });
    this.#stores = stores;
    this.#logger = logger;
    this.#config = config;
    this.#monotonic = monotonic;
    this.#setTimer = options.setTimer ?? processTimer;
    this.#contact = contact;
    this.#time = time;
    this.#leadership = leadership;
    this.#admission = new Admission({
      bucket,
      contact,
      maximum: config.maximumWritesInFlight,
      monotonic,
    });
    this.#dueRequests = new DueRequests({
      stores,
      gate: options.activationGate,
      leadership,
      time,
      monotonic,
      logger,
      onChange: () => this.wake(),
    });
    this.#chores = new Chores({
      chores: [
        new Sweep({ stores }),
        new OverdueWatch({ stores, logger }),
        ...(options.chores ?? []),
      ],
      monotonic,
      logger,
    });
    this.#worker = new AssignmentWorker({
      stores,
      provisioner: options.provisioner,
      leadership,
      admission: this.#admission,
      bucket,
      contact,
      time,
      logger,
      random: options.random ?? Math.random,
      onBack: () => this.#afterOutage(),
    });
  }

  /**
   * One turn and everything that it begins, until nothing is under way in this
   * process. Aborting it stops it between two steps; the next turn goes on.
   */
  async runTurn(signal?: AbortSignal): Promise<void> {
    await this.#requestTurn(signal);
    await this.idle();
  }

  /** Has a turn run right away; many calls make one turn. */
  wake(): void {
    this.#requestTurn().catch(() => {
      // Logged where it happened; the scheduler's next turn tries again.
    });
  }

  /** Resolves when no turn and no step is under way in this process. */
  async idle(): Promise<void> {
    for (;;) {
      const work = [...this.#running.values(), this.#turn].filter(
        promise => promise !== undefined,
      );
      await this.#dueRequests.idle();
      await this.#chores.idle();
      if (work.length === 0 && !this.#turn && this.#running.size === 0) {
        return;
      }
      await Promise.allSettled(work);
    }
  }

  health(): EngineHealth {
    return {
      isLeader: this.#leadership.isLeader,
      holder: this.#leadership.holder,
      identityCenter: this.#contact.state,
      waitingWrites: this.#admission.waiting,
      writesInFlight: this.#admission.inFlight,
    };
  }

  /** Finishes the steps under way and lets another replica act at once. */
  async shutdown(): Promise<void> {
    this.#stop.abort();
    this.#unsubscribe();
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.idle();
    await this.#leadership.release();
  }

  async #start(scheduler: SchedulerService | undefined): Promise<void> {
    this.#unsubscribe = this.#stores.onCommitted(events => {
      if (events.some(({ actor }) => actor.kind !== 'engine')) {
        this.wake();
      }
    });
    await scheduler?.scheduleTask({
      id: 'elevated-access-engine',
      scope: 'local',
      frequency: { milliseconds: this.#config.cadenceMs },
      timeout: { minutes: 1 },
      // Not awaited to its end: a slow answer of AWS must not delay the next turn.
      fn: signal => this.#requestTurn(signal),
    });
  }

  /** Runs a turn now, or right after the one under way. */
  #requestTurn(signal?: AbortSignal): Promise<void> {
    if (this.#stop.signal.aborted) {
      return Promise.resolve();
    }
    this.#turnWanted = true;
    this.#turn ??= this.#runTurns(signal).finally(() => {
      this.#turn = undefined;
    });
    return this.#turn;
  }

  async #runTurns(signal: AbortSignal | undefined): Promise<void> {
    const either = signal
      ? AbortSignal.any([signal, this.#stop.signal])
      : this.#stop.signal;
    try {
      while (this.#turnWanted && !either.aborted) {
        this.#turnWanted = false;
        await this.#runOneTurn(either);
      }
    } catch (error) {
      if (error instanceof NotLeaderError) {
        return;
      }
      this.#logger.error('A turn of the engine failed', toError(error));
      throw error;
    }
  }

  async #runOneTurn(signal: AbortSignal): Promise<void> {
    const now = await this.#time.refresh();
    const lead = await this.#leadership.ensure(now);
    if (lead === 'elsewhere') {
      return;
    }
    if (lead === 'gained') {
      await this.#takeOver();
    }
    await this.#apart('Requests whose moment has come', () =>
      this.#dueRequests.advance(now, signal),
    );
    const due = await this.#stores.assignments.listDue(
      now,
      BATCH + this.#admission.waiting,
    );
    for (const { id, version } of due) {
      if (signal.aborted) {
        return;
      }
      if (!this.#admission.isWaiting(id, version)) {
        this.#admission.withdraw(id);
        this.#begin(id, false);
      }
    }
    this.#admit();
    this.#chores.start({
      now,
      lease: () => this.#leadership.assertFresh(),
      signal: this.#stop.signal,
    });
    await this.#setNextTurn(now);
  }

  /** Whatever goes wrong with one part of a turn must not keep access from being removed. */
  async #apart(what: string, part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      if (error instanceof NotLeaderError) {
        throw error;
      }
      this.#logger.error(`${what} could not be looked at`, toError(error));
    }
  }

  /** What another process left behind. */
  async #takeOver(): Promise<void> {
    this.#admission.reset();
    for (const row of await this.#stores.assignments.listInOperation()) {
      if (row.phase !== 'verifying') {
        this.#admission.occupy(row.id, row.accountId);
      }
    }
    this.#chores.reset();
  }

  #admit(): void {
    if (!this.#leadership.isLeader) {
      return;
    }
    for (const wish of this.#admission.admit()) {
      this.#begin(wish.assignmentId, true);
    }
    const waitMs = this.#admission.waitMs();
    if (waitMs !== undefined) {
      this.#turnIn(waitMs);
    }
  }

  #begin(assignmentId: string, admitted: boolean): void {
    if (this.#running.has(assignmentId)) {
      this.#again.add(assignmentId);
      return;
    }
    const run = this.#work(assignmentId, admitted).finally(() => {
      this.#running.delete(assignmentId);
      if (this.#stop.signal.aborted) {
        return;
      }
      if (this.#again.delete(assignmentId)) {
        this.wake();
      }
      this.#admit();
    });
    this.#running.set(assignmentId, run);
  }

  async #work(assignmentId: string, admitted: boolean): Promise<void> {
    try {
      const outcome = await this.#worker.run(assignmentId, {
        admitted,
        stop: this.#stop.signal,
      });
      switch (outcome.kind) {
        case 'wishes':
          this.#admission.enqueue(outcome.wish);
          break;
        case 'resting':
          if (outcome.until) {
            this.#turnIn(outcome.until.getTime() - this.#time.now().getTime());
          }
          break;
        case 'overtaken':
          this.#again.add(assignmentId);
          break;
        case 'stopped':
          break;
        default:
          throw new Error(`Unknown outcome ${outcome satisfies never}`);
      }
    } catch (error) {
      // The row is as it was; it is due again at the scheduler's next turn.
      this.#logger.error(
        `Assignment ${assignmentId} could not be moved on`,
        toError(error),
      );
    }
  }

  /** AWS is back: removals that wait between two tries go first. */
  #afterOutage(): void {
    this.#logger.info('Identity Center answers again');
    this.#admission.holdGrants(REMOVALS_FIRST);
    this.#chores.reset();
    this.wake();
  }

  async #setNextTurn(now: Date): Promise<void> {
    const [request, assignment] = await Promise.all([
      this.#stores.requests.nextDueAt(),
      this.#stores.assignments.nextDueAt(),
    ]);
    for (const due of [request, assignment]) {
      // What is due already is under way, or waits for something else than time.
      if (due && due > now) {
        this.#turnIn(due.getTime() - now.getTime());
      }
    }
  }

  /** Has a turn run after a while, unless one comes earlier. */
  #turnIn(delayMs: number): void {
    if (this.#stop.signal.aborted) {
      return;
    }
    const delay = Math.min(Math.max(delayMs, 0), LONGEST_REST);
    const at = this.#monotonic() + delay;
    if (this.#timer && this.#timer.at <= at) {
      return;
    }
    this.#timer?.cancel();
    const cancel = this.#setTimer(() => {
      this.#timer = undefined;
      this.wake();
    }, delay);
    this.#timer = { at, cancel };
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
