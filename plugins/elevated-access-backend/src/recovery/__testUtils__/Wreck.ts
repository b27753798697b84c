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

import type { MockDirectory } from '@backstage/backend-test-utils';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { AwsSimulator } from 'aws-identity-center-simulator';
import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Knex } from 'knex';
import { aRequest } from '../../__testUtils__/builders';
import { exportLines } from '../../audit/eventLog';
import { EventSealer } from '../../audit/EventSealer';
import {
  AwsClients,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../../aws';
import { DatabaseStores, migrateDatabase } from '../../database/DatabaseStores';
import type { RequestRecord } from '../../domain/types';
import { Engine } from '../../engine';

const COMMAND = resolve(__dirname, '../../../bin/elevated-access');

/** As in production; what Node and the AWS SDK say about versions is not the command's. */
const ENVIRONMENT = {
  ...process.env,
  NODE_ENV: 'production',
  NODE_NO_WARNINGS: '1',
};

/** Longest time to wait for the engine, milliseconds; it takes a second or two. */
const PATIENCE_MS = 30_000;

/** How a command ended. */
export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

export interface Who {
  user: string;
  account: string;
  permissionSet: string;
}

/** A portal that granted access and is gone: its database, the simulator, and the command to clean up with. */
export class Wreck {
  readonly simulator: AwsSimulator;
  readonly stores: DatabaseStores;
  readonly #directory: MockDirectory;
  readonly #database: JsonObject;

  static async create(options: {
    directory: MockDirectory;
    knex: Knex;
    /** The config section `backend.database`. */
    database: JsonObject;
    /** How long AWS takes to remove something, milliseconds. */
    slownessMs?: number;
  }): Promise<Wreck> {
    await migrateDatabase(options.knex);
    const slownessMs = options.slownessMs ?? 200;
    const simulator = await AwsSimulator.start({
      limits: 'no-request-rates',
      latency: { roleExistsMs: slownessMs, roleChangesMs: slownessMs },
    });
    return new Wreck(simulator, options);
  }

  private constructor(
    simulator: AwsSimulator,
    options: { directory: MockDirectory; knex: Knex; database: JsonObject },
  ) {
    this.simulator = simulator;
    this.#directory = options.directory;
    this.#database = options.database;
    this.stores = new DatabaseStores({
      knex: options.knex,
      clock: { now: () => new Date() },
      onListenerError: error => {
        throw error;
      },
    });
  }

  stop(): Promise<void> {
    return this.simulator.stop();
  }

  keyOf({ user, account, permissionSet }: Who) {
    const { lookup } = this.simulator;
    return {
      principalId: lookup.user(user).userId,
      accountId: lookup.account(account).id,
      permissionSetArn: lookup.permissionSet(permissionSet).arn,
    };
  }

  canUse({ user, account, permissionSet }: Who): boolean {
    return this.simulator.oracle.canUse(user, account, permissionSet);
  }

  /** An approved request whose access begins now, or after some minutes. */
  async approve(who: Who, inMinutes = 0): Promise<RequestRecord> {
    const key = this.keyOf(who);
    const now = await this.stores.now();
    const startsAt = new Date(now.getTime() + inMinutes * 60_000);
    return this.stores.transaction(async tx => {
      const assignment = await tx.assignments.ensureLocked(key);
      const request = aRequest({
        ...key,
        assignmentId: assignment.id,
        status: 'scheduled',
        accountName: who.account,
        principalUserName: who.user,
        createdAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
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

  /** The portal as it was: its engine grants what is due, seals the log, and is gone. */
  grantAndDie(): Promise<void> {
    return this.#runPortal(() => this.#isSettled());
  }

  /** A portal that is gone before AWS is done with what it asked for. */
  beginAndDie(): Promise<void> {
    return this.#runPortal(() => this.#isUnderWay());
  }

  /** Somebody else asks AWS for an assignment, and AWS takes its time. */
  async beginElsewhere(who: Who): Promise<void> {
    const clients = this.#openClients();
    await this.#provisionerOf(clients).start('create', this.keyOf(who));
    clients.destroy();
  }

  async #runPortal(isFarEnough: () => Promise<boolean>): Promise<void> {
    const clients = this.#openClients();
    const engine = await Engine.create({
      stores: this.stores,
      provisioner: this.#provisionerOf(clients),
      activationGate: { check: async () => ({ ok: true }) },
      logger: mockServices.logger.mock(),
      chores: [new EventSealer({ stores: this.stores })],
    });
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await isFarEnough())) {
      if (performance.now() > deadline) {
        throw new Error('The portal did not grant what was due');
      }
      engine.wake();
      await new Promise(wait => setTimeout(wait, 50));
    }
    await engine.shutdown();
    clients.destroy();
    await this.seal();
  }

  /** Gives every event its place, as a portal that runs does within seconds. */
  async seal(): Promise<void> {
    const now = await this.stores.now();
    const lease = await this.stores.lease.acquire({
      holder: 'sealer',
      now,
      ttlMs: 60_000,
    });
    if (!lease) {
      throw new Error('The portal still holds the lease');
    }
    await new EventSealer({ stores: this.stores }).run({
      now,
      lease: () => lease,
      signal: new AbortController().signal,
    });
    await this.stores.lease.release(lease);
  }

  /** The log as an auditor would have exported it; the path of the file. */
  async exportLog(): Promise<string> {
    let text = '';
    const head = await this.stores.chain.head();
    for await (const lines of exportLines(this.stores.chain, {
      after: 0,
      through: head?.seq ?? 0,
    })) {
      text += lines;
    }
    this.#directory.addContent({ 'events.jsonl': text });
    return this.#directory.resolve('events.jsonl');
  }

  /** Runs the command to its end, with the portal's configuration where it takes one. */
  run(...args: string[]): Promise<Outcome> {
    return new Promise(done => {
      execFile(
        process.execPath,
        [COMMAND, ...this.#withConfig(args)],
        { env: ENVIRONMENT },
        (error, out, err) => {
          const code = typeof error?.code === 'number' ? error.code : 1;
          done({ code: error ? code : 0, out, err });
        },
      );
    });
  }

  /** Runs the command and kills it as soon as `condition` holds, without a chance to tidy up. */
  async runUntil(condition: () => boolean, ...args: string[]): Promise<void> {
    const child = spawn(
      process.execPath,
      [COMMAND, ...this.#withConfig(args)],
      { stdio: 'ignore', env: ENVIRONMENT },
    );
    const exited = new Promise<void>(done => {
      child.once('exit', () => done());
    });
    const deadline = performance.now() + PATIENCE_MS;
    while (!condition() && performance.now() < deadline) {
      await new Promise(wait => setTimeout(wait, 20));
    }
    child.kill('SIGKILL');
    await exited;
    if (!condition()) {
      throw new Error('The command never came so far');
    }
  }

  #openClients(): AwsClients {
    return AwsClients.create({
      ...this.simulator.clientConfig,
      version: 'test',
    });
  }

  #provisionerOf(clients: AwsClients): IdentityCenterProvisioner {
    return IdentityCenterProvisioner.create({
      clients,
      instance: InstanceLocator.create({
        clients,
        logger: mockServices.logger.mock(),
      }),
    });
  }

  #withConfig([command, ...args]: string[]): string[] {
    if (command === 'verify') {
      return [command, ...args];
    }
    this.#directory.addContent({
      'app-config.yaml': stringify({
        backend: { database: this.#database },
        elevatedAccess: {
          aws: this.simulator.clientConfig,
          engine: { cadence: 'PT0.5S', leaseDuration: 'PT2S' },
          // A mistake here may be why the portal is down.
          policies: { eligibility: [{ name: 'nonsense' }] },
        },
      }),
    });
    const config = this.#directory.resolve('app-config.yaml');
    return [command, '--config', config, ...args];
  }

  async #isUnderWay(): Promise<boolean> {
    const rows = await this.stores.assignments.listInOperation();
    return rows.length > 0 && rows.every(({ phase }) => phase === 'accepted');
  }

  async #isSettled(): Promise<boolean> {
    const open = await this.stores.requests.list({
      filter: { statuses: ['scheduled', 'activating'] },
      order: 'oldest',
      limit: 100,
    });
    const now = await this.stores.now();
    return open.items.every(
      ({ status, startsAt }) =>
        status === 'scheduled' && startsAt !== null && startsAt > now,
    );
  }
}
