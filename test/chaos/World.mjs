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

import fs from 'node:fs';
import path from 'node:path';
import { freePort, waitForHttp } from '../../scripts/lib/network.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import {
  startBackend,
  startSimulator,
  untilReady,
} from '../../scripts/lib/system.mjs';
import { writePolicies } from './policies.mjs';

const BOOT_TRIES = 5;

/** The simulator, PostgreSQL and two replicas, each a process of its own. */
export class World {
  replicas = [];
  kills = 0;
  /** Of the policies: the number of each, and when it was made, epoch ms. */
  edits = [];
  dir;
  #policies;
  #simulatorUrl;
  #simulator;
  #postgres;
  #stopping = false;
  #wayToAws;
  #configFiles;

  /**
   * @param {string} dir - for logs and policies
   * @param {object} [options]
   * @param {(url: string) => Promise<{ url: string, stop: () => Promise<void> }>} [options.wayToAws] -
   *   stands between a replica and the simulator, which it finds as its `aws`; each has its own
   * @param {string[]} [options.configFiles] - read last
   */
  constructor(dir, { wayToAws, configFiles = [] } = {}) {
    this.dir = dir;
    this.#wayToAws = wayToAws;
    this.#configFiles = configFiles;
    this.#policies = path.join(dir, 'policies.yaml');
  }

  get database() {
    return this.#postgres.connectionString;
  }

  get urls() {
    return this.replicas.map(({ url }) => url);
  }

  async start() {
    writePolicies(this.#policies, 0);
    this.#postgres = await startPostgres();
    const port = await freePort();
    this.#simulatorUrl = `http://127.0.0.1:${port}`;
    this.#simulator = startSimulator({
      port,
      logDir: this.dir,
      args: ['--latency', 'fast', '--limits', 'aws'],
    });
    await waitForHttp(`${this.#simulatorUrl}/portal`, {
      child: this.#simulator,
      timeoutMs: 60_000,
    });
    // One after the other: they make the same tables.
    for (const name of ['one', 'two']) {
      const replica = {
        name,
        port: await freePort(),
        starts: 0,
        clockFile: path.join(this.dir, `clock-${name}`),
      };
      replica.url = `http://localhost:${replica.port}`;
      replica.aws = await this.#wayToAws?.(this.#simulatorUrl);
      this.replicas.push(replica);
      await this.boot(replica);
    }
  }

  /** Until it is up: one that starts while the database is away dies of it, and is started again. */
  async boot(replica) {
    for (let tries = 0; tries < BOOT_TRIES && !this.#stopping; tries += 1) {
      if (await this.#boot(replica)) {
        return;
      }
      await replica.child.kill();
    }
  }

  #boot(replica) {
    replica.starts += 1;
    fs.writeFileSync(replica.clockFile, '0');
    replica.child = startBackend({
      name: `replica-${replica.name}-${replica.starts}`,
      entry: 'test/bench/lib/backend.ts',
      logDir: this.dir,
      configFiles: [
        'test/chaos/app-config.chaos.yaml',
        path.relative(inRoot(), this.#policies),
        ...this.#configFiles,
      ],
      env: {
        LOG_LEVEL: 'info',
        PORTAL_PORT: String(replica.port),
        BACKEND_PORT: String(replica.port),
        CHAOS_AWS_ENDPOINT: replica.aws?.url ?? this.#simulatorUrl,
        CHAOS_DATABASE: `${this.database}?application_name=${replica.name}`,
        CHAOS_CLOCK_FILE: replica.clockFile,
        NODE_OPTIONS: `--require ${inRoot('test/chaos/clockShift.cjs')}`,
      },
    });
    replica.ready = untilReady(replica.url, replica.child).then(
      () => true,
      error => {
        replica.startError = error;
        return false;
      },
    );
    return replica.ready;
  }

  async kill(replica) {
    this.kills += 1;
    await replica.child.kill();
  }

  pause(replica) {
    process.kill(replica.child.pid, 'SIGSTOP');
  }

  resume(replica) {
    try {
      process.kill(replica.child.pid, 'SIGCONT');
    } catch {
      // It was killed meanwhile.
    }
  }

  setClock(replica, offsetMs) {
    fs.writeFileSync(replica.clockFile, String(offsetMs));
  }

  editPolicies() {
    const number = this.edits.length + 1;
    this.edits.push({ number, at: Date.now() });
    writePolicies(this.#policies, number);
  }

  restartDatabase(downMs) {
    return this.#postgres.restart({ downMs });
  }

  async aws(method, route, body) {
    const answer = await fetch(`${this.#simulatorUrl}/_simulator${route}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) {
      throw new Error(`${method} ${route}: ${answer.status} ${json.error}`);
    }
    return json;
  }

  async stop() {
    this.#stopping = true;
    for (const replica of this.replicas) {
      this.resume(replica);
      await replica.child.kill();
      await replica.aws?.stop();
    }
    await this.#simulator?.stop();
    await this.#postgres?.stop();
  }
}
