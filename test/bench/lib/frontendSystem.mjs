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
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { freePort, waitForHttp } from '../../../scripts/lib/network.mjs';
import { inRoot, root } from '../../../scripts/lib/paths.mjs';
import {
  startBackend,
  startSimulator,
  untilReady,
} from '../../../scripts/lib/system.mjs';
import { toDirectory } from './policySystem.mjs';
import { signIn } from './portal.mjs';

const START_MS = 300_000;
const TEAMS = 200;
const STAGES = ['dev', 'test', 'stage', 'prod'];
const SETS = ['ReadOnly', 'ViewOnly', 'PowerUser', 'SupportOps'];

/** As many accounts as one request may name. */
const AT_ONCE = 25;

/** Asks for everything; what it asks for waits for the approver. */
export const requester = { ref: 'user:default/ann.li', name: 'Ann Li' };
export const approver = { ref: 'user:default/bo.ek', name: 'Bo Ek' };

/**
 * Starts the demo with so many more accounts, all of which may be asked for with
 * four permission sets, and so many requests that wait for one approver, and stops
 * it after `work`.
 *
 * @param {object} options
 * @param {number} options.accounts
 * @param {number} options.pending
 */
export async function withLargeDemo({ accounts, pending, say }, work) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-frontend-'));
  const stops = [];
  try {
    say(`▸ Starting the demo with ${accounts} accounts; logs in ${dir}`);
    const portalUrl = await openPortal({ dir, accounts, stops });
    say(`▸ Asking for access ${pending} times`);
    await fill(portalUrl, pending);
    return await work({ portalUrl });
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function openPortal({ dir, accounts, stops }) {
  const ports = { portal: await freePort(), simulator: await freePort() };
  const env = {
    PORTAL_PORT: String(ports.portal),
    BACKEND_PORT: String(ports.portal),
    SIMULATOR_PORT: String(ports.simulator),
  };
  const org = path.join(dir, 'org.yaml');
  // JSON is YAML.
  fs.writeFileSync(org, JSON.stringify(largeOrganization(accounts)));
  const simulator = startSimulator({
    port: ports.simulator,
    logDir: dir,
    org,
    args: ['--latency', 'none', '--limits', 'no-request-rates'],
    env,
  });
  stops.push(() => simulator.stop());
  const simulatorUrl = `http://127.0.0.1:${ports.simulator}`;
  await waitForHttp(`${simulatorUrl}/portal`, {
    child: simulator,
    timeoutMs: START_MS,
  });
  const state = await (await fetch(`${simulatorUrl}/_simulator/state`)).json();
  const directory = path.join(dir, 'directory.json');
  fs.writeFileSync(directory, JSON.stringify(toDirectory(state)));
  const config = path.join(dir, 'app-config.yaml');
  fs.writeFileSync(config, JSON.stringify(configuration()));

  const backend = startBackend({
    entry: 'test/bench/lib/frontendBackend.ts',
    logDir: dir,
    configFiles: [path.relative(root, config)],
    env: { LOG_LEVEL: 'info', BENCH_DIRECTORY: directory, ...env },
  });
  stops.push(() => backend.stop());
  const portalUrl = `http://localhost:${ports.portal}`;
  await untilReady(portalUrl, backend);
  return portalUrl;
}

/** The demo's, with accounts named after teams and stages beside its own. */
function largeOrganization(accounts) {
  const demo = parse(
    fs.readFileSync(inRoot('packages/aws-simulator/org/demo.yaml'), 'utf8'),
  );
  demo.root.organizationalUnits.push({
    name: 'Large',
    organizationalUnits: STAGES.map((stage, at) => ({
      name: `Large ${stage}`,
      accounts: Array.from(
        { length: Math.ceil((accounts - at) / STAGES.length) },
        (_, index) => {
          const number = index * STAGES.length + at;
          const team = `team-${String(number % TEAMS).padStart(3, '0')}`;
          return {
            id: String(200_000_000_000 + number),
            name: `${team}-${stage}-${String(number).padStart(4, '0')}`,
            tags: { team, stage },
          };
        },
      ),
    })),
  });
  return demo;
}

function configuration() {
  const targets = [{ all: true }];
  return {
    elevatedAccess: {
      directory: {
        // It is there already, and nothing reads it meanwhile.
        schedule: {
          initialDelay: { hours: 5 },
          frequency: { hours: 6 },
          timeout: { hours: 1 },
        },
      },
      drift: { enabled: false },
      policies: {
        eligibility: [
          {
            name: 'everything',
            effect: 'allow',
            subjects: [requester.ref],
            targets,
            permissionSets: SETS.map(name => ({ name })),
            maxDuration: 'PT4H',
            approval: 'required',
          },
        ],
        approval: [
          {
            name: 'one-approver',
            targets,
            permissionSets: [{ all: true }],
            stages: [{ name: 'Approvers', approvers: [approver.ref] }],
          },
        ],
      },
    },
  };
}

async function fill(portalUrl, pending) {
  const ask = await signIn(portalUrl, requester.ref);
  const wishes = await firstOf(ask, pending);
  for (let at = 0; at < pending; at += AT_ONCE) {
    const some = wishes.slice(at, at + AT_ONCE);
    await ask('POST', '/requests', {
      accountIds: some.map(({ account }) => account.id),
      permissionSetArn: some[0].permissionSet.arn,
      duration: 'PT2H',
      reason:
        'The deployment of this morning is stuck half way, and its logs do not say why',
      ticket: `OPS-${1000 + at}`,
    });
  }
}

/** What may be asked for with one permission set, a row per account. */
async function firstOf(ask, count) {
  const found = [];
  let cursor = '';
  while (found.length < count) {
    const { items, nextCursor } = await ask(
      'GET',
      `/requestable?limit=200&search=${SETS[0]}${cursor}`,
    );
    found.push(
      ...items.filter(({ permissionSet }) => permissionSet.name === SETS[0]),
    );
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  return found.slice(0, count);
}
