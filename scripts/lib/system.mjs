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
import { inRoot } from './paths.mjs';
import { waitForHttp } from './network.mjs';
import { startProcess } from './processes.mjs';

const START_TIMEOUT_MS = 120_000;

/**
 * Starts the simulator and the backend, which also serves the built page, and
 * waits until both answer. `npm start` and the browser tests share it.
 *
 * @param {object} options
 * @param {{ portal: number, simulator: number }} options.ports
 * @param {string} options.logDir - where each child's output goes
 * @param {string} [options.org] - the simulator's organization file
 * @param {string[]} [options.simulatorArgs] - more of the simulator's options
 * @param {string[]} [options.configFiles] - read after app-config.yaml
 * @param {Record<string, string>} [options.env]
 * @param {(child: ReturnType<typeof startProcess>) => void} [options.onStarted]
 *   called for each child at once, so that it can be stopped whatever happens
 */
export async function startSystem({
  ports,
  logDir,
  org = inRoot('packages/aws-simulator/org/demo.yaml'),
  simulatorArgs = [],
  configFiles = [],
  env = {},
  onStarted = () => {},
}) {
  const portEnv = {
    PORTAL_PORT: String(ports.portal),
    BACKEND_PORT: String(ports.portal),
    SIMULATOR_PORT: String(ports.simulator),
  };

  const simulator = startSimulator({
    port: ports.simulator,
    logDir,
    org,
    args: simulatorArgs,
    env: { ...portEnv, ...env },
  });
  onStarted(simulator);

  const backend = startBackend({
    logDir,
    configFiles,
    env: { LOG_LEVEL: 'info', ...portEnv, ...env },
  });
  onStarted(backend);

  const portalUrl = `http://localhost:${ports.portal}`;
  const simulatorUrl = `http://127.0.0.1:${ports.simulator}`;

  await Promise.all([
    waitForHttp(`${simulatorUrl}/portal`, {
      child: simulator,
      timeoutMs: START_TIMEOUT_MS,
    }),
    waitForHttp(`${portalUrl}/.backstage/health/v1/readiness`, {
      child: backend,
      timeoutMs: START_TIMEOUT_MS,
    }),
  ]);
  await waitForHttp(portalUrl, {
    child: backend,
    timeoutMs: START_TIMEOUT_MS,
    accept: async response =>
      response.ok && (await response.text()).includes('id="root"'),
  });

  await waitForDemoPeople(portalUrl, backend);
  await waitForDirectory(portalUrl, backend);
  await waitForAccounts(portalUrl, backend);

  return { portalUrl, simulatorUrl, children: [simulator, backend] };
}

/** Starts the simulator; it listens a moment later. */
export function startSimulator({
  port,
  logDir,
  org = inRoot('packages/aws-simulator/org/demo.yaml'),
  args = [],
  env = {},
}) {
  return startProcess({
    name: 'simulator',
    command: process.execPath,
    args: [
      inRoot('packages/aws-simulator/bin/aws-identity-center-simulator'),
      '--port',
      String(port),
      '--org',
      org,
      ...args,
    ],
    env,
    logFile: path.join(logDir, 'simulator.log'),
  });
}

/** Starts a backend; it listens a while later. `entry` is the file that puts its plugins together. */
export function startBackend({
  name = 'backend',
  entry = 'packages/backend/src/index.ts',
  logDir,
  configFiles = [],
  env = {},
}) {
  return startProcess({
    name,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      '--require',
      inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
      inRoot(entry),
      ...['app-config.yaml', ...configFiles].flatMap(file => [
        '--config',
        inRoot(file),
      ]),
    ],
    cwd: inRoot('packages/backend'),
    env: { NODE_ENV: 'development', ...env },
    logFile: path.join(logDir, `${name}.log`),
  });
}

/** Waits until a backend can be asked for access: it is up, knows the demo's people, and has read accounts and permission sets. */
export async function untilReady(portalUrl, backend) {
  await waitForHttp(`${portalUrl}/.backstage/health/v1/readiness`, {
    child: backend,
    timeoutMs: START_TIMEOUT_MS,
  });
  await waitForDemoPeople(portalUrl, backend);
  await waitForDirectory(portalUrl, backend);
}

/** The catalog reads its files after the backend says that it is ready. */
async function waitForDemoPeople(portalUrl, backend) {
  for (const { user } of await readDemoPeople()) {
    await waitForHttp(`${portalUrl}/api/auth/demo/refresh`, {
      child: backend,
      timeoutMs: START_TIMEOUT_MS,
      headers: { 'X-Demo-User': user },
    });
  }
}

/** Nothing can be asked for before accounts and permission sets have been read from AWS. */
async function waitForDirectory(portalUrl, backend) {
  await waitForHttp(`${portalUrl}/api/elevated-access/requestable?limit=1`, {
    child: backend,
    timeoutMs: START_TIMEOUT_MS,
    headers: await signInHeaders(portalUrl),
  });
}

/** Whoever writes a policy picks accounts from the catalog, which copies them from the directory. */
async function waitForAccounts(portalUrl, backend) {
  await waitForHttp(
    `${portalUrl}/api/catalog/entities/by-query?limit=1&filter=kind=resource,spec.type=aws-account`,
    {
      child: backend,
      timeoutMs: START_TIMEOUT_MS,
      headers: await signInHeaders(portalUrl),
      accept: async response =>
        response.ok && (await response.json()).items.length > 0,
    },
  );
}

async function signInHeaders(portalUrl) {
  const [{ user }] = await readDemoPeople();
  const signIn = await fetch(`${portalUrl}/api/auth/demo/refresh`, {
    headers: { 'X-Demo-User': user },
  });
  const { backstageIdentity } = await signIn.json();
  return { authorization: `Bearer ${backstageIdentity.token}` };
}

/** The people of the sign-in page. */
export async function readDemoPeople() {
  const { parse } = await import('yaml');
  const config = parse(fs.readFileSync(inRoot('app-config.yaml'), 'utf8'));
  return config.auth.providers.demo.people;
}
