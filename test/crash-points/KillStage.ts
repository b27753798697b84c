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

import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { AwsSimulator } from '../../packages/aws-simulator/src';
import { verifyEventLog } from '../../plugins/elevated-access-backend/src/audit/eventLog';
import {
  DatabaseStores,
  migrateDatabase,
} from '../../plugins/elevated-access-backend/src/database/DatabaseStores';
import { isFinal } from '../../plugins/elevated-access-backend/src/domain/status';
import type { RequestRecord } from '../../plugins/elevated-access-backend/src/domain/types';
import { aRequest } from '../../plugins/elevated-access-backend/src/__testUtils__/builders';
import { AwsClients } from '../../plugins/elevated-access-backend/src/aws';
import { approvalOf, readDirectory } from './gate';

const USER = 'ann.li';
const SET = 'PowerUser';

/** Where access is granted. */
const ACCOUNTS = [
  'payments-prod',
  'payments-stage',
  'cards-prod',
  'fraud-prod',
];

/** Where the person had it before anybody asked. */
const STANDING = 'ledger-prod';

/** How long access lasts, milliseconds. */
const WINDOW = 6_000;

/** The kill comes within this time from the beginning of the grants, milliseconds. */
const LIFETIME = 10_000;

const LEASE_TTL = 2_000;

/**
 * What a kill may cost, milliseconds: a start, a lease that has to run out, an
 * unknown outcome that has to settle (5 s) and one that conflicts (15 s), and a
 * machine that does something else.
 */
export const LATENESS = 60_000;

/** How often to look, milliseconds. */
const LOOK_EVERY = 50;

export interface Killed {
  kills: number;
  grants: number;
  /** Grants that were given; those whose window passed while nobody acted are not. */
  given: number;
  leaked: string[];
  lost: string[];
  removedStanding: string[];
  chainBroken: string[];
}

/** A database, a simulator that outlives everybody, and a process that is killed. */
export class KillStage {
  readonly #simulator: AwsSimulator;
  readonly #knex: Knex;
  readonly #stores: DatabaseStores;
  readonly #connection: string;
  readonly #random: () => number;
  #fingerprint = '';
  #child: ChildProcess | undefined;
  readonly #found: Killed = {
    kills: 0,
    grants: 0,
    given: 0,
    leaked: [],
    lost: [],
    removedStanding: [],
    chainBroken: [],
  };

  /** @param options - `random`: when to kill, in [0, 1) */
  static async open(options: {
    connection: string;
    random: () => number;
  }): Promise<KillStage> {
    const simulator = await AwsSimulator.start({
      limits: 'no-request-rates',
      latency: { roleExistsMs: 300, roleChangesMs: 600, listLagMs: 200 },
    });
    const knex = knexFactory({ client: 'pg', connection: options.connection });
    await migrateDatabase(knex);
    const stage = new KillStage({ ...options, simulator, knex });
    await stage.#prepare();
    return stage;
  }

  private constructor(options: {
    connection: string;
    random: () => number;
    simulator: AwsSimulator;
    knex: Knex;
  }) {
    this.#connection = options.connection;
    this.#random = options.random;
    this.#simulator = options.simulator;
    this.#knex = options.knex;
    this.#stores = new DatabaseStores({
      knex: options.knex,
      clock: { now: () => new Date() },
      onListenerError: error => {
        throw error;
      },
    });
  }

  /** Grants that begin, one process that dies at some moment of their lives, and another that goes on. */
  async round(): Promise<void> {
    this.#child ??= await this.#start();
    const requests = await Promise.all(
      [...ACCOUNTS, STANDING].map(account => this.#approve(account)),
    );
    const killAt = Date.now() + this.#random() * LIFETIME;
    let killed = false;
    for (;;) {
      const now = Date.now();
      if (!killed && now >= killAt) {
        killed = true;
        this.#found.kills += 1;
        await this.#kill();
        this.#child = await this.#start();
      }
      const seen = await this.#stores.requests.getMany(
        requests.map(({ id }) => id),
      );
      this.#look(seen, now);
      const isOver = seen.every(({ status }) => isFinal(status));
      if (isOver && killed) {
        this.#judge(seen, killAt);
        return;
      }
      if (now > killAt + WINDOW + LATENESS) {
        this.#judge(seen, killAt);
        return;
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY));
    }
  }

  /** Stops everything and says what was found. */
  async close(): Promise<Killed> {
    await this.#kill();
    const { intact, brokenAt } = await verifyEventLog(
      this.#stores.chain,
      this.#stores.anchors,
    );
    if (!intact) {
      this.#found.chainBroken.push(`broken at ${JSON.stringify(brokenAt)}`);
    }
    await this.#knex.destroy();
    await this.#simulator.stop();
    return this.#found;
  }

  async #prepare(): Promise<void> {
    const logger = {
      error: () => {},
      warn: () => {},
      info: () => {},
      debug: () => {},
      child: () => logger,
    };
    const clients = AwsClients.create({
      ...this.#simulator.clientConfig,
      version: 'test',
      pace: false,
    });
    await readDirectory({
      clients,
      stores: this.#stores,
      clock: { now: () => new Date() },
      logger,
    });
    clients.destroy();
    const snapshot = await this.#stores.directory.load();
    const { arn } = this.#simulator.lookup.permissionSet(SET);
    this.#fingerprint = snapshot?.permissionSets.get(arn)?.fingerprint ?? '';
    if (ACCOUNTS.some(account => this.#canUse(account))) {
      throw new Error(`${USER} has access before anybody asked`);
    }
    this.#simulator.admin.assign({
      user: USER,
      account: STANDING,
      permissionSet: SET,
    });
  }

  async #approve(account: string): Promise<RequestRecord> {
    const { lookup } = this.#simulator;
    const key = {
      principalId: lookup.user(USER).userId,
      accountId: lookup.account(account).id,
      permissionSetArn: lookup.permissionSet(SET).arn,
    };
    const now = new Date();
    return this.#stores.transaction(async tx => {
      const assignment = await tx.assignments.ensureLocked(key);
      const request = aRequest({
        ...key,
        assignmentId: assignment.id,
        accountName: account,
        status: 'scheduled',
        createdAt: now,
        durationMs: WINDOW,
        startsAt: now,
        endsAt: new Date(now.getTime() + WINDOW),
        expiresAt: new Date(now.getTime() + 3_600_000),
        permissionSetFingerprint: this.#fingerprint,
      });
      await tx.requests.insert(request);
      await tx.decisions.insert(approvalOf(request, this.#simulator, now));
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

  /** Whether somebody has access that no grant explains. */
  #look(requests: readonly RequestRecord[], now: number): void {
    for (const { id, accountName, endsAt } of requests) {
      const isLate = now > (endsAt?.getTime() ?? 0) + LATENESS;
      if (accountName !== STANDING && isLate && this.#canUse(accountName)) {
        this.#note('leaked', `${id} in ${accountName}`);
      }
    }
    if (!this.#canUse(STANDING)) {
      this.#note('removedStanding', STANDING);
    }
  }

  /** What a status says has to be true. */
  #judge(requests: readonly RequestRecord[], killAt: number): void {
    for (const request of requests) {
      const { id, status, accountName, activatedAt, endsAt, failure } = request;
      this.#found.grants += 1;
      this.#found.given += activatedAt ? 1 : 0;
      if (!isFinal(status)) {
        this.#note('lost', `${id} is ${status}`);
      } else if (status !== 'ended' && status !== 'lapsed') {
        this.#note('lost', `${id} is ${status}: ${failure}`);
      } else if (status === 'ended' && !activatedAt) {
        this.#note('lost', `${id} ended and never began`);
      } else if (status === 'lapsed' && killAt > (endsAt?.getTime() ?? 0)) {
        // All of its window somebody was there to give it.
        this.#note('lost', `${id} lapsed before anybody was killed`);
      }
      if (accountName !== STANDING && this.#canUse(accountName)) {
        this.#note('leaked', `${id} is ${status}, with access`);
      }
    }
  }

  #note(kind: 'leaked' | 'lost' | 'removedStanding', what: string): void {
    if (!this.#found[kind].includes(what)) {
      this.#found[kind].push(what);
    }
  }

  #canUse(account: string): boolean {
    return this.#simulator.oracle.canUse(USER, account, SET);
  }

  async #start(): Promise<ChildProcess> {
    const root = path.resolve(__dirname, '../..');
    const child = spawn(
      process.execPath,
      [
        '--no-warnings',
        '--require',
        path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'life.ts'),
      ],
      { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    child.stdin?.end(
      JSON.stringify({
        connection: this.#connection,
        leaseTtlMs: LEASE_TTL,
        aws: this.#simulator.clientConfig,
      }),
    );
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('error', reject);
      child.once('exit', code =>
        reject(new Error(`The engine did not come up (${code})`)),
      );
    });
    return child;
  }

  async #kill(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    this.#child = undefined;
  }
}
