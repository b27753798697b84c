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

import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import {
  AwsSimulator,
  VirtualClock,
  type AwsSimulatorOptions,
} from 'aws-identity-center-simulator';
import type { Knex } from 'knex';
import {
  AwsClients,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../../aws';
import { DatabaseStores, migrateDatabase } from '../../database/DatabaseStores';
import type { AssignmentProvisioner } from '../../aws/types';
import type { Stores } from '../../database/types';
import type { RequestRecord } from '../../domain/types';
import { aRequest } from '../../__testUtils__/builders';
import { Engine, type ActivationGate, type Chore, type EngineConfig } from '..';
import { noMetrics, type EngineMetrics } from '../metrics';
import { Mortal } from './Mortal';
import { mulberry32 } from './random';

/** How far time moves between two looks, milliseconds. */
const STEP = 250;

/** How often the scheduler would have each engine take a turn, milliseconds. */
const CADENCE = 2_000;

export const WHO = {
  user: 'ann.li',
  account: 'payments-prod',
  permissionSet: 'PowerUser',
};

type Where = Partial<typeof WHO>;

/**
 * The engine on a real database, talking through the real AWS SDK to the
 * simulator, with one clock for all of them that moves only when told to.
 */
export class EngineLab {
  readonly clock: VirtualClock;
  readonly simulator: AwsSimulator;
  readonly stores: DatabaseStores;
  readonly provisioner: IdentityCenterProvisioner;
  readonly logger = mockServices.logger.mock();
  readonly engines: Engine[] = [];
  gate: ActivationGate = { check: async () => ({ ok: true }) };
  /** What engines that are added from now on look after beside access. */
  chores: readonly Chore[] = [];
  /** What engines that are added from now on report to. */
  metrics: Partial<EngineMetrics> = {};
  /** Called whenever time has moved on, before anybody looks. */
  beforeLook: () => Promise<void> = async () => {};
  readonly #mortals = new Map<Engine, Mortal>();
  /** Timers that fell due in a leap. */
  #parked: (() => void)[] | undefined;
  readonly #clients: AwsClients;
  readonly #knex: Knex;

  static async start(options: {
    databases: TestDatabases;
    id: ReturnType<TestDatabases['eachSupportedId']>[number][0];
    simulator?: AwsSimulatorOptions;
    engines?: number;
    config?: Partial<EngineConfig>;
    /** Milliseconds until a call counts as lost; little, since some are lost on purpose. */
    requestTimeoutMs?: number;
    /** Keeps calls to AWS's pace, on the lab's clock; otherwise they go as they come. */
    paced?: boolean;
    /** A database to use instead of one of `databases`. */
    knex?: Knex;
    /** Opens a way to the simulator that need not be straight; gives its URL. */
    via?: (simulatorUrl: string) => Promise<string>;
  }): Promise<EngineLab> {
    const clock = new VirtualClock();
    const simulator = await AwsSimulator.start({
      clock,
      limits: 'no-request-rates',
      latency: { roleExistsMs: 1_000, roleChangesMs: 3_000, listLagMs: 500 },
      ...options.simulator,
    });
    const knex = options.knex ?? (await options.databases.init(options.id));
    await migrateDatabase(knex);
    const endpoint = await options.via?.(simulator.url);
    const paced = options.paced ?? false;
    const requestTimeoutMs = options.requestTimeoutMs ?? 300;
    const lab = new EngineLab({
      clock,
      simulator,
      knex,
      endpoint,
      paced,
      requestTimeoutMs,
    });
    for (let count = options.engines ?? 1; count > 0; count -= 1) {
      await lab.addEngine(options.config);
    }
    return lab;
  }

  private constructor(options: {
    clock: VirtualClock;
    simulator: AwsSimulator;
    knex: Knex;
    endpoint?: string;
    paced: boolean;
    requestTimeoutMs: number;
  }) {
    this.clock = options.clock;
    this.simulator = options.simulator;
    this.#knex = options.knex;
    this.stores = this.#openStores();
    this.#clients = AwsClients.create({
      ...this.simulator.clientConfig,
      ...(options.endpoint ? { endpoint: options.endpoint } : {}),
      requestTimeoutMs: options.requestTimeoutMs,
      version: 'test',
      // Time stands still while an engine is at work.
      pace: options.paced && {
        monotonic: () => this.clock.now(),
        setTimer: (run, delayMs) => this.clock.setTimer(run, delayMs),
      },
    });
    this.provisioner = IdentityCenterProvisioner.create({
      clients: this.#clients,
      instance: InstanceLocator.create({
        clients: this.#clients,
        logger: this.logger,
      }),
    });
  }

  get engine(): Engine {
    const [engine] = this.engines;
    if (!engine) {
      throw new Error('No engine is running');
    }
    return engine;
  }

  /** Another replica on the same database. */
  async addEngine(
    config: Partial<EngineConfig> = {},
    stores?: Stores,
  ): Promise<Engine> {
    return this.#add({
      // Each replica hears of its own commits only; the first is the one that
      // people talk to here.
      stores:
        stores ??
        (this.engines.length === 0 ? this.stores : this.#openStores()),
      provisioner: this.provisioner,
      config,
    });
  }

  /** A replica that can be killed; it is never waited for once dead. */
  async addMortal(): Promise<Mortal> {
    const mortal = new Mortal({
      stores: this.stores,
      provisioner: this.provisioner,
    });
    const engine = await this.#add({ ...mortal, config: {} });
    this.#mortals.set(engine, mortal);
    return mortal;
  }

  async #add(options: {
    stores: Stores;
    provisioner: AssignmentProvisioner;
    config: Partial<EngineConfig>;
  }): Promise<Engine> {
    const engine = await Engine.create({
      ...options,
      activationGate: { check: request => this.gate.check(request) },
      chores: this.chores,
      metrics: { ...noMetrics, ...this.metrics },
      logger: this.logger,
      monotonic: () => this.clock.now(),
      setTimer: (run, delayMs) => this.#setTimer(run, delayMs),
      random: mulberry32(1),
    });
    this.engines.push(engine);
    return engine;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#living().map(engine => engine.shutdown()));
    this.#clients.destroy();
    await this.simulator.stop();
  }

  /** Lets time pass, with every engine at rest before it moves on. */
  async pass(ms: number): Promise<void> {
    await this.rest();
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      await this.clock.advance(Math.min(STEP, end - this.clock.now()));
      await this.beforeLook();
      if (this.clock.now() % CADENCE < STEP) {
        this.#living().forEach(engine => engine.wake());
      }
      await this.rest();
    }
  }

  /** Lets much time pass in few, long steps, with a look at the end of each and one a second later. */
  async leap(ms: number, step: number): Promise<void> {
    const end = this.clock.now() + ms;
    while (this.clock.now() < end) {
      const next = Math.min(this.clock.now() + step, end);
      for (const instant of [next - 1_000, next]) {
        this.#parked = [];
        await this.clock.advanceTo(instant);
        const due = this.#parked;
        this.#parked = undefined;
        due.forEach(run => run());
        await this.beforeLook();
        this.#living().forEach(engine => engine.wake());
        await this.rest();
      }
    }
  }

  /** The engines' timers; those that fall due in a leap fire at its end. */
  #setTimer(run: () => void, delayMs: number): () => void {
    let cancelled = false;
    const unlessCancelled = () => {
      if (!cancelled) {
        run();
      }
    };
    const cancel = this.clock.setTimer(() => {
      if (this.#parked) {
        this.#parked.push(unlessCancelled);
      } else {
        unlessCancelled();
      }
    }, delayMs);
    return () => {
      cancelled = true;
      cancel();
    };
  }

  async rest(): Promise<void> {
    const rested = new AbortController();
    await Promise.all(
      this.#living().map(engine =>
        Promise.race([
          engine.idle(),
          this.#deathOf(engine),
          this.#waitsForTime(rested.signal),
        ]),
      ),
    );
    rested.abort();
  }

  /** Resolves once calls wait for their turn and nothing else happens any more. */
  async #waitsForTime(rested: AbortSignal): Promise<void> {
    const { pace } = this.#clients;
    if (!pace) {
      await new Promise(() => {});
      return;
    }
    let seen = '';
    for (let looks = 0; looks < 3 && !rested.aborted; looks += 1) {
      const asked = performance.now();
      await new Promise(resolve => setTimeout(resolve, 5));
      // A process that was kept from running has not been at rest.
      const wasHeldUp = performance.now() - asked > 15;
      const now = `${pace.waiting} ${this.simulator.apiCalls().calls}`;
      const { pool } = this.#knex.client;
      const isReading = pool.numUsed() + pool.numPendingAcquires() > 0;
      if (pace.waiting === 0 || now !== seen || isReading || wasHeldUp) {
        looks = -1;
        seen = now;
      }
    }
  }

  /** An approved request that begins now, or after a while. */
  async approve(
    options: Where & { minutes?: number; inMinutes?: number } = {},
  ): Promise<RequestRecord> {
    const { lookup } = this.simulator;
    const user = lookup.user(options.user ?? WHO.user);
    const account = lookup.account(options.account ?? WHO.account);
    const set = lookup.permissionSet(
      options.permissionSet ?? WHO.permissionSet,
    );
    const key = {
      principalId: user.userId,
      accountId: account.id,
      permissionSetArn: set.arn,
    };
    const now = this.now();
    const startsAt = new Date(
      now.getTime() + (options.inMinutes ?? 0) * 60_000,
    );
    return this.stores.transaction(async tx => {
      const assignment = await tx.assignments.ensureLocked(key);
      const request = aRequest({
        ...key,
        assignmentId: assignment.id,
        status: 'scheduled',
        createdAt: now,
        startsAt,
        endsAt: new Date(startsAt.getTime() + (options.minutes ?? 10) * 60_000),
      });
      await tx.requests.insert(request);
      await tx.events.append({
        type: 'request.scheduled',
        at: now,
        actor: { kind: 'service', subject: 'test' },
        requestId: request.id,
        assignmentId: assignment.id,
        data: {},
      });
      return request;
    });
  }

  /** The requester gives it back. */
  async release(request: RequestRecord): Promise<void> {
    const seen = await this.read(request);
    await this.stores.transaction(async tx => {
      await tx.requests.update(seen, {
        status: 'ending',
        endReason: 'released',
      });
      await tx.assignments.wake(seen.assignmentId, this.now());
      await tx.events.append({
        type: 'request.ending',
        at: this.now(),
        actor: { kind: 'service', subject: 'test' },
        requestId: seen.id,
        assignmentId: seen.assignmentId,
        data: { reason: 'released' },
      });
    });
    this.#living().forEach(engine => engine.wake());
  }

  async read(request: RequestRecord): Promise<RequestRecord> {
    const found = await this.stores.requests.get(request.id);
    if (!found) {
      throw new Error(`Request ${request.id} is gone`);
    }
    return found;
  }

  async status(request: RequestRecord): Promise<string> {
    return (await this.read(request)).status;
  }

  async assignment(request: RequestRecord) {
    return this.stores.assignments.get(request.assignmentId);
  }

  async eventTypes(request: RequestRecord): Promise<string[]> {
    const events = await this.stores.events.listForRequest(
      await this.read(request),
    );
    return events.map(({ type }) => type);
  }

  /** What AWS would let the person do right now. */
  canUse(where: Where = {}): boolean {
    const { user, account, permissionSet } = { ...WHO, ...where };
    return this.simulator.oracle.canUse(user, account, permissionSet);
  }

  calls(operation: string): number {
    const { byOperation } = this.simulator.apiCalls();
    return byOperation[`sso-admin:${operation}`]?.calls ?? 0;
  }

  now(): Date {
    return new Date(this.clock.now());
  }

  #living(): Engine[] {
    return this.engines.filter(engine => !this.#mortals.get(engine)?.isDead);
  }

  /** Resolves once an engine is dead; one that cannot die never is. */
  async #deathOf(engine: Engine): Promise<void> {
    const mortal = this.#mortals.get(engine);
    while (!mortal?.isDead) {
      await new Promise(resolve =>
        setTimeout(resolve, mortal ? 5 : 60_000).unref(),
      );
    }
  }

  #openStores(): DatabaseStores {
    return new DatabaseStores({
      knex: this.#knex,
      clock: { now: () => this.now() },
      agreedNow: async () => this.now(),
      onListenerError: error => {
        throw error;
      },
    });
  }
}
