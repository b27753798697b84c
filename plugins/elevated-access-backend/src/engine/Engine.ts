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
import { toError } from '@backstage/errors';
import type { Stores } from '../database/types';
import type { EngineHealth, EngineOptions } from './engineOptions';
import { engineParts, type EngineParts } from './engineParts';
import { NotLeaderError } from './Leadership';
import { NewsWatch } from './NewsWatch';
import { Turns } from './Turns';
import { REMOVALS_FIRST } from './tuning';
import { Workforce } from './Workforce';

/** Assignments begun in one turn; what is left is due at the next. */
const BATCH = 500;

/**
 * Drives every assignment to what the live grants say.
 *
 * Any number of replicas run one; the one that holds the lease acts. A turn
 * renews the lease, moves the requests whose moment has come, and starts a
 * worker for each assignment that is due. Turns are cheap and may come at any
 * time: from the scheduler, from a timer set to the next due instant, from a
 * commit on this replica or, a moment later, on another one. Nothing is decided
 * from what an earlier turn remembers, so a new process goes on where an old one
 * died.
 */
export class Engine {
  readonly #stores: Stores;
  readonly #logger: LoggerService;
  readonly #parts: EngineParts;
  readonly #turns: Turns;
  readonly #workforce: Workforce;
  readonly #news: NewsWatch;
  readonly #stop = new AbortController();
  #unsubscribe: () => void = () => {};

  /** Builds an engine and lets it act from now on. */
  static async create(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    await engine.#start(options.scheduler);
    return engine;
  }

  private constructor(options: EngineOptions) {
    const parts = engineParts({
      ...options,
      onRequestMoved: () => this.wake(),
      onBack: () => this.#afterOutage(),
      onOver: () => this.#workforce.admit(),
      onOutcome: id => this.#workforce.begin(id, { admitted: false }),
      onChecked: id => this.#workforce.begin(id, { admitted: false }),
    });
    this.#stores = options.stores;
    this.#logger = options.logger;
    this.#parts = parts;
    this.#turns = new Turns({
      run: signal => this.#tryTurn(signal),
      stop: this.#stop.signal,
      monotonic: parts.monotonic,
      setTimer: parts.setTimer,
    });
    this.#news = new NewsWatch({
      events: options.stores.events,
      leadership: parts.leadership,
      setTimer: parts.setTimer,
      logger: options.logger,
      onNews: () => this.wake(),
    });
    this.#workforce = new Workforce({
      ...parts,
      turns: this.#turns,
      stop: this.#stop.signal,
      logger: options.logger,
    });
  }

  /**
   * One turn and everything that it begins, until nothing is under way in this
   * process. Aborting it stops it between two steps; the next turn goes on.
   */
  async runTurn(signal?: AbortSignal): Promise<void> {
    await this.#turns.request(signal);
    await this.idle();
  }

  /** Has a turn run right away; many calls make one turn. */
  wake(): void {
    this.#turns.wake();
  }

  /** Resolves when no turn and no step is under way in this process. */
  async idle(): Promise<void> {
    const { keeper, chores, poller } = this.#parts;
    for (;;) {
      await keeper.idle();
      await chores.idle();
      await poller.idle();
      const work = [
        ...this.#workforce.running,
        this.#turns.running,
        this.#news.looking,
      ].filter(promise => promise !== undefined);
      if (work.length === 0 && !poller.isBusy && !keeper.isBusy) {
        return;
      }
      await Promise.allSettled(work);
    }
  }

  health(): EngineHealth {
    const { leadership, contact, admission } = this.#parts;
    return {
      isLeader: leadership.isLeader,
      holder: leadership.holder,
      identityCenter: contact.state,
      waitingWrites: admission.waiting,
      longestLane: admission.longestLane,
      writeTokens: admission.tokens,
      writesInFlight: admission.inFlight,
      writesInFlightLimit: admission.room,
    };
  }

  /** Finishes the steps under way and lets another replica act at once. */
  async shutdown(): Promise<void> {
    this.#stop.abort();
    this.#unsubscribe();
    this.#turns.cancel();
    this.#workforce.cancel();
    this.#news.stop();
    this.#parts.poller.stop();
    this.#parts.keeper.forgetQuestions();
    await this.idle();
    await this.#parts.leadership.release();
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
      frequency: { milliseconds: this.#parts.config.cadenceMs },
      timeout: { minutes: 1 },
      // Not awaited to its end: a slow answer of AWS must not delay the next turn.
      fn: signal => this.#turns.request(signal),
    });
  }

  async #tryTurn(signal: AbortSignal): Promise<void> {
    try {
      await this.#runTurn(signal);
    } catch (error) {
      if (!(error instanceof NotLeaderError)) {
        this.#logger.error('A turn of the engine failed', toError(error));
        throw error;
      }
    }
  }

  async #runTurn(signal: AbortSignal): Promise<void> {
    const { time, leadership, keeper, dueRequests, chores, monotonic } =
      this.#parts;
    const askedAt = monotonic();
    const now = await time.refresh();
    const lead = await leadership.ensure(now, askedAt);
    if (lead === 'elsewhere') {
      keeper.forgetQuestions();
      await this.#waitForLease(now);
      return;
    }
    if (lead === 'gained') {
      await this.#takeOver();
    }
    await this.#apart('Requests whose moment has come', () =>
      dueRequests.advance(now, signal, () => this.#beginDue(now, signal)),
    );
    await this.#beginDue(now, signal);
    chores.start({
      now,
      lease: () => leadership.assertFresh(),
      signal: this.#stop.signal,
    });
    await this.#setNextTurn(now);
  }

  /** Looks again the moment that the lease runs out, should its holder have died. */
  async #waitForLease(now: Date): Promise<void> {
    const lease = await this.#stores.lease.current();
    if (lease) {
      this.#turns.wakeIn(lease.expiresAt.getTime() - now.getTime());
    }
  }

  async #beginDue(now: Date, signal: AbortSignal): Promise<void> {
    const { admission } = this.#parts;
    const workforce = this.#workforce;
    workforce.forgetSeen();
    // What waits or is being worked on stays due, so the batch has to reach beyond it.
    const due = await this.#stores.assignments.listDue(
      now,
      BATCH + admission.waiting + workforce.running.length,
    );
    for (const { id, version } of due) {
      if (signal.aborted) {
        return;
      }
      if (
        !admission.isWaiting(id, version) &&
        !workforce.hasSeen(id, version)
      ) {
        admission.withdraw(id);
        workforce.begin(id, { admitted: false, version });
      }
    }
    workforce.admit();
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

  async #takeOver(): Promise<void> {
    try {
      await this.#countWhatIsLeft();
    } catch (error) {
      // Else the next turn would act without knowing what is under way.
      this.#parts.leadership.doubt();
      throw error;
    }
  }

  /** What another process left behind. */
  async #countWhatIsLeft(): Promise<void> {
    const { admission, poller, chores } = this.#parts;
    admission.reset();
    poller.reset();
    for (const row of await this.#stores.assignments.listInOperation()) {
      const { id, accountId, phase, operation, awsRequestId } = row;
      if (phase !== 'verifying' && operation) {
        admission.occupy(id, { accountId, operation });
      }
      if (phase === 'accepted' && operation && awsRequestId) {
        poller.watch({ assignmentId: id, accountId, operation, awsRequestId });
      }
    }
    await this.#news.begin();
    chores.reset();
  }

  /** AWS is back: removals that wait between two tries go first. */
  #afterOutage(): void {
    this.#logger.info('Identity Center answers again');
    this.#parts.admission.holdGrants(REMOVALS_FIRST);
    this.#parts.chores.reset();
    this.wake();
  }

  async #setNextTurn(now: Date): Promise<void> {
    const [request, assignment] = await Promise.all([
      // What is due already is under way, or waits for something else than time.
      this.#stores.requests.nextDueAt(now),
      this.#stores.assignments.nextDueAt(now),
    ]);
    for (const due of [request, assignment]) {
      if (due) {
        this.#turns.wakeIn(due.getTime() - now.getTime());
      }
    }
    this.#news.lookLater();
  }
}
