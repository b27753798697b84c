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

import knexFactory, { type Knex } from 'knex';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { AwsSimulator, VirtualClock } from '../../packages/aws-simulator/src';
import {
  AwsClients,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../../plugins/elevated-access-backend/src/aws';
import {
  DatabaseStores,
  migrateDatabase,
} from '../../plugins/elevated-access-backend/src/database/DatabaseStores';
import { isFinal } from '../../plugins/elevated-access-backend/src/domain/status';
import type { RequestRecord } from '../../plugins/elevated-access-backend/src/domain/types';
import { Engine } from '../../plugins/elevated-access-backend/src/engine';
import { aRequest } from '../../plugins/elevated-access-backend/src/__testUtils__/builders';
import { approvalOf, openGate, readDirectory } from './gate';
import { instrument, MortalProcess, type Moment } from './MortalProcess';
import type { Scenario } from './scenarios';

/** How far time moves between two looks, milliseconds. */
const STEP = 250;

/** How often the scheduler would have each process take a turn, milliseconds. */
const CADENCE = 2_000;

/** How long it takes until somebody starts the process again, milliseconds. */
const RESTART = 1_000;

/**
 * What a crash may cost, milliseconds: a lease that has to run out (10 s), an
 * unknown outcome that has to settle (5 s), one retry, and AWS's own time.
 */
export const LATENESS = 30_000;

/** A story that is not over by then is not over at all, milliseconds. */
const PATIENCE = 10 * 60_000;

const WHO = {
  user: 'ann.li',
  account: 'payments-prod',
  permissionSet: 'PowerUser',
};

const silent: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silent,
};

export interface Outcome {
  moments: readonly Moment[];
  died: boolean;
  /** What went wrong, in words; nothing when it went well. */
  leaked: string[];
  lost: string[];
  removedStanding: string[];
}

interface Life {
  engine: Engine;
  mortal: MortalProcess | undefined;
  close: () => Promise<void>;
}

/** One database and one simulator, on which a story is played over and over. */
export class Stage {
  readonly #clock: VirtualClock;
  readonly #simulator: AwsSimulator;
  readonly #database: Knex.Config;
  readonly #people: Knex;
  readonly #stores: DatabaseStores;
  readonly #ids: string[] = [];
  /** When the claim of each request ended. */
  readonly #endedEarlyAt = new Map<string, number>();
  #lives: Life[] = [];
  /** What is approved is not what AWS has. */
  #sendBack = false;
  /** What the permission set permits, as the directory has it. */
  #fingerprint = '';

  static async open(database: Knex.Config): Promise<Stage> {
    const clock = new VirtualClock();
    const simulator = await AwsSimulator.start({
      clock,
      limits: 'no-request-rates',
      latency: { roleExistsMs: 1_000, roleChangesMs: 3_000, listLagMs: 500 },
    });
    const people = knexFactory(database);
    instrument(people);
    await migrateDatabase(people);
    const stage = new Stage({ clock, simulator, database, people });
    await stage.#readDirectory();
    return stage;
  }

  private constructor(options: {
    clock: VirtualClock;
    simulator: AwsSimulator;
    database: Knex.Config;
    people: Knex;
  }) {
    this.#clock = options.clock;
    this.#simulator = options.simulator;
    this.#database = options.database;
    this.#people = options.people;
    this.#stores = this.#storesOf(options.people);
  }

  async close(): Promise<void> {
    await this.#people.destroy();
    await this.#simulator.stop();
  }

  /** Plays a story; its first process dies at the given moment, from 1, or never at 0. */
  async play(scenario: Scenario, dieAt: number): Promise<Outcome> {
    await this.#clean(scenario);
    const mortal = new MortalProcess({ dieAt });
    await this.#start(mortal);
    const start = this.#clock.now();
    const deeds = [...scenario.deeds];
    const leaked = new Set<string>();
    let diedAt: number | undefined;
    while (this.#clock.now() < start + PATIENCE) {
      const now = this.#clock.now();
      while (deeds[0] && start + deeds[0].at <= now) {
        await deeds.shift()?.do(this);
        this.#wake();
        await this.#rest();
      }
      if (mortal.isDead) {
        diedAt ??= now;
        if (now >= diedAt + RESTART && this.#lives.length === 1) {
          await this.#start(undefined);
          this.#wake();
          await this.#rest();
        }
      }
      const requests = await this.#requests();
      if (!scenario.standing && this.#canUse() && this.#isLeak(requests)) {
        leaked.add(`access ${this.#clock.now() - start} ms after the start`);
      }
      if (deeds.length === 0 && this.#isOver(requests, mortal)) {
        break;
      }
      await this.#clock.advance(STEP);
      if (this.#clock.now() % CADENCE < STEP) {
        this.#wake();
      }
      await this.#rest();
    }
    const outcome = await this.#judge(scenario, mortal, leaked);
    for (const life of this.#lives) {
      if (!life.mortal?.isDead) {
        // It may die of this one, too.
        await Promise.race([
          life.engine.shutdown(),
          ...(life.mortal ? [life.mortal.death] : []),
        ]);
      }
      await life.close();
    }
    this.#lives = [];
    return outcome;
  }

  /** An approved request that begins now. */
  async approve(options: {
    durationMs: number;
    extendsId?: string;
    endsAt?: Date;
  }): Promise<void> {
    const { lookup } = this.#simulator;
    const key = {
      principalId: lookup.user(WHO.user).userId,
      accountId: lookup.account(WHO.account).id,
      permissionSetArn: lookup.permissionSet(WHO.permissionSet).arn,
    };
    const now = this.#now();
    await this.#stores.transaction(async tx => {
      const assignment = await tx.assignments.ensureLocked(key);
      const request = aRequest({
        ...key,
        assignmentId: assignment.id,
        status: 'scheduled',
        createdAt: now,
        durationMs: options.durationMs,
        startsAt: now,
        endsAt: options.endsAt ?? new Date(now.getTime() + options.durationMs),
        extendsId: options.extendsId ?? null,
        expiresAt: new Date(now.getTime() + 3_600_000),
        permissionSetFingerprint: this.#sendBack
          ? 'sha256:before'
          : this.#fingerprint,
      });
      await tx.requests.insert(request);
      await tx.decisions.insert(approvalOf(request, this.#simulator, now));
      this.#ids.push(request.id);
    });
  }

  async extend(): Promise<void> {
    const [first] = await this.#requests();
    await this.approve({
      durationMs: 20_000,
      extendsId: first.id,
      endsAt: new Date((first.endsAt?.getTime() ?? 0) + 20_000),
    });
  }

  async end(reason: 'released' | 'revoked'): Promise<void> {
    const [first] = await this.#requests();
    const live = ['activating', 'active'].includes(first.status);
    await this.#stores.transaction(async tx => {
      await tx.requests.update(
        first,
        live
          ? { status: 'ending', endReason: reason }
          : { status: 'cancelled', endedAt: this.#now() },
      );
      await tx.assignments.wake(first.assignmentId, this.#now());
    });
    this.#endedEarlyAt.set(first.id, this.#clock.now());
  }

  /** Approves what was sent back, once it was. */
  async approveAgain(): Promise<void> {
    for (let waited = 0; waited < 60_000; waited += STEP) {
      const [first] = await this.#requests();
      if (first.status === 'pending') {
        const now = this.#now();
        await this.#stores.transaction(async tx => {
          await tx.requests.update(first, {
            status: 'scheduled',
            startsAt: now,
            endsAt: new Date(now.getTime() + first.durationMs),
          });
          await tx.decisions.insert(approvalOf(first, this.#simulator, now));
        });
        return;
      }
      if (this.#lives.every(({ mortal }) => mortal?.isDead)) {
        await this.#start(undefined);
      }
      await this.#clock.advance(STEP);
      this.#wake();
      await this.#rest();
    }
    throw new Error('The request was not sent back');
  }

  /** Whether nothing is left to do. The first process is not over before the last of its moments. */
  #isOver(requests: readonly RequestRecord[], mortal: MortalProcess): boolean {
    return (
      requests.every(({ status }) => isFinal(status)) &&
      (!mortal.isDead || this.#lives.length > 1)
    );
  }

  #isLeak(requests: readonly RequestRecord[]): boolean {
    const now = this.#clock.now();
    return !requests.some(({ id, startsAt, endsAt }) => {
      const until = this.#endedEarlyAt.get(id) ?? endsAt?.getTime() ?? 0;
      return startsAt && startsAt.getTime() <= now && now <= until + LATENESS;
    });
  }

  async #judge(
    scenario: Scenario,
    mortal: MortalProcess,
    leaked: Set<string>,
  ): Promise<Outcome> {
    const requests = await this.#requests();
    const can = this.#canUse();
    const [row] = await this.#people('assignments').select('owned', 'phase');
    return {
      moments: [...mortal.moments],
      died: mortal.isDead,
      leaked: [
        ...leaked,
        ...(can && !scenario.standing ? ['access at the end'] : []),
        ...(row && (Boolean(row.owned) || row.phase !== 'idle')
          ? [`the row says ${JSON.stringify(row)} at the end`]
          : []),
      ],
      lost: requests
        .filter(
          ({ status, activatedAt, endReason }) =>
            // Windows are longer than any delay: access is given, or taken back before.
            status !== 'ended' || (!activatedAt && endReason === 'elapsed'),
        )
        .map(({ status, failure }) => `${status} ${failure ?? ''}`),
      removedStanding:
        scenario.standing && !can ? ['what stood before is gone'] : [],
    };
  }

  async #start(mortal: MortalProcess | undefined): Promise<void> {
    const knex = knexFactory({
      ...this.#database,
      pool: { min: 0, max: 4, ...this.#database.pool, ...mortal?.pool() },
    });
    const clients = AwsClients.create({
      ...this.#simulator.clientConfig,
      ...(mortal && { endpoint: await mortal.openWay(this.#simulator.url) }),
      requestTimeoutMs: 2_000,
      version: 'test',
      // Time stands still while an engine is at work.
      pace: false,
    });
    const provisioner = IdentityCenterProvisioner.create({
      clients,
      instance: InstanceLocator.create({ clients, logger: silent }),
    });
    const stores = this.#storesOf(knex);
    const engine = await Engine.create({
      stores,
      provisioner,
      activationGate: openGate(
        {
          clients,
          stores,
          clock: { now: () => this.#now() },
          logger: silent,
        },
        mortal,
      ),
      logger: silent,
      monotonic: () => this.#clock.now(),
      setTimer: (run, delayMs) => this.#clock.setTimer(run, delayMs),
      random: () => 0.5,
    });
    this.#lives.push({
      engine,
      mortal,
      close: async () => {
        clients.destroy();
        await mortal?.close();
        // The pool of a dead process waits for statements that never come back.
        void knex.destroy().catch(() => {});
      },
    });
  }

  /** Once: what stories change, they change in AWS alone. */
  async #readDirectory(): Promise<void> {
    const clients = AwsClients.create({
      ...this.#simulator.clientConfig,
      version: 'test',
      pace: false,
    });
    await readDirectory({
      clients,
      stores: this.#stores,
      clock: { now: () => this.#now() },
      logger: silent,
    });
    clients.destroy();
    const snapshot = await this.#stores.directory.load();
    const { arn } = this.#simulator.lookup.permissionSet(WHO.permissionSet);
    this.#fingerprint = snapshot?.permissionSets.get(arn)?.fingerprint ?? '';
  }

  async #clean(scenario: Scenario): Promise<void> {
    this.#simulator.faults.clear();
    this.#ids.length = 0;
    this.#endedEarlyAt.clear();
    this.#sendBack = scenario.sentBack ?? false;
    for (const table of ['decisions', 'request_approvers', 'requests']) {
      await this.#people(table).delete();
    }
    for (const table of ['assignments', 'engine_lease']) {
      await this.#people(table).delete();
    }
    const has = this.#canUse();
    if (has && !scenario.standing) {
      this.#simulator.admin.unassign(WHO);
    }
    if (!has && scenario.standing) {
      this.#simulator.admin.assign(WHO);
    }
    // Whatever AWS still does or shows of the last story is over.
    await this.#clock.advance(60_000);
    for (const fault of scenario.faults ?? []) {
      this.#simulator.faults.add(fault);
    }
  }

  #wake(): void {
    this.#living().forEach(({ engine }) => engine.wake());
  }

  async #rest(): Promise<void> {
    await Promise.all(
      this.#living().map(({ engine, mortal }) =>
        mortal ? Promise.race([engine.idle(), mortal.death]) : engine.idle(),
      ),
    );
  }

  #living(): Life[] {
    return this.#lives.filter(({ mortal }) => !mortal?.isDead);
  }

  #canUse(): boolean {
    return this.#simulator.oracle.canUse(
      WHO.user,
      WHO.account,
      WHO.permissionSet,
    );
  }

  async #requests(): Promise<RequestRecord[]> {
    const found = await this.#stores.requests.getMany(this.#ids);
    return this.#ids.flatMap(id => found.find(item => item.id === id) ?? []);
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }

  #storesOf(knex: Knex): DatabaseStores {
    return new DatabaseStores({
      knex,
      clock: { now: () => this.#now() },
      agreedNow: async () => this.#now(),
      onListenerError: error => {
        throw error;
      },
    });
  }
}
