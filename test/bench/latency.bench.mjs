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

// Our own share of the way from an approval to access, on SQLite, and on PostgreSQL
// with the approval made on the replica that does not act: from the moment that the
// deciding approval is committed until AWS is asked to create just this assignment.
// The checks at activation, which ask AWS too, are part of it. All of AWS's limits
// are in force, and it answers at once: how long it takes is not ours to measure.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureAppBundle } from '../../scripts/lib/appBundle.mjs';
import { freePort } from '../../scripts/lib/network.mjs';
import { startSystem } from '../../scripts/lib/system.mjs';
import { startRecordingProxy } from './lib/recordingProxy.mjs';
import { signIn, until } from './lib/portal.mjs';
import { actingFirst, withReplicas } from './lib/replicas.mjs';

export const goals = {
  ownP95Ms: { atMost: 250 },
  otherReplicaP95Ms: { atMost: 1_000 },
};

const SAMPLES = 100;

// One approval at a time, as people decide. How many a second is another figure.
const BETWEEN_MS = 500;
const REQUESTER = 'user:default/ann.li';
const APPROVER = 'user:default/bo.ek';

export async function measure({ say }) {
  const own = await onActingReplica(say);
  const other = await onOtherReplica(say);
  return {
    ...own,
    otherReplicaP95Ms: percentile(other, 0.95),
    otherReplicaP50Ms: percentile(other, 0.5),
    otherReplicaMaxMs: percentile(other, 1),
  };
}

async function onOtherReplica(say) {
  let proxy;
  const options = {
    replicas: 2,
    say,
    proxy: async url => {
      proxy = await startRecordingProxy(url);
      return proxy;
    },
  };
  return withReplicas(options, async ({ backends, database, simulator }) => {
    const [, other] = await actingFirst(backends, database);
    const requester = await signIn(other.url, REQUESTER);
    const approver = await signIn(other.url, APPROVER);
    const targets = await listTargets(requester);
    await simulator.put('/limits', { preset: 'aws' });
    say(`▸ Measuring ${SAMPLES} approvals on the replica that does not act`);
    const samples = [];
    for (let index = 0; index < SAMPLES; index += 1) {
      // Not in step with anything that happens at regular times.
      await new Promise(resolve =>
        setTimeout(resolve, BETWEEN_MS * (0.5 + Math.random())),
      );
      samples.push(
        await sample({ ...targets[index], requester, approver, proxy }),
      );
    }
    return samples;
  });
}

async function onActingReplica(say) {
  await ensureAppBundle();
  const logDir = fs.mkdtempSync(path.join(os.tmpdir(), 'latency-'));
  const ports = { portal: await freePort(), simulator: await freePort() };
  const proxy = await startRecordingProxy(
    `http://127.0.0.1:${ports.simulator}`,
  );
  const children = [];
  try {
    say('▸ Starting simulator, backend and portal');
    const { portalUrl } = await startSystem({
      ports,
      logDir,
      simulatorArgs: ['--latency', 'none', '--limits', 'aws'],
      configFiles: ['test/bench/app-config.bench.yaml'],
      env: { BENCH_AWS_ENDPOINT: proxy.url },
      onStarted: child => children.push(child),
    });
    const requester = await signIn(portalUrl, REQUESTER);
    const approver = await signIn(portalUrl, APPROVER);
    const targets = await listTargets(requester);
    say(`▸ Measuring ${SAMPLES} approvals`);
    const own = [];
    for (let index = 0; index < SAMPLES; index += 1) {
      await new Promise(resolve => setTimeout(resolve, BETWEEN_MS));
      own.push(await sample({ ...targets[index], requester, approver, proxy }));
    }
    return {
      ownP95Ms: percentile(own, 0.95),
      ownP50Ms: percentile(own, 0.5),
      ownMaxMs: percentile(own, 1),
      samples: own.length,
    };
  } finally {
    await Promise.all(children.map(child => child.stop()));
    await proxy.stop();
  }
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[
    Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)
  ];
}

async function listTargets(requester) {
  return until('the directory to be read', async () => {
    try {
      const { items } = await requester('GET', '/requestable?limit=200');
      return items.length >= SAMPLES ? items : undefined;
    } catch {
      return undefined;
    }
  });
}

async function sample({ account, permissionSet, requester, approver, proxy }) {
  const { items } = await requester('POST', '/requests', {
    accountIds: [account.id],
    permissionSetArn: permissionSet.arn,
    duration: 'PT15M',
    reason: 'Measuring latency',
  });
  const [{ id, digest }] = items;
  await approver('POST', `/requests/${id}/decisions`, {
    verdict: 'approve',
    comment: 'Measured',
    digest,
  });
  const { items: events } = await requester('GET', `/requests/${id}/events`);
  const approved = events.find(event => event.type === 'request.approved');
  // The event is written in the transaction just before it commits, so that the
  // commit itself is part of what is measured.
  const approvedAt = new Date(approved.at).getTime();
  const created = await until('the creation', () =>
    proxy.calls.find(
      ({ at, operation, body }) =>
        operation === 'CreateAccountAssignment' &&
        body.TargetId === account.id &&
        body.PermissionSetArn === permissionSet.arn &&
        at >= approvedAt,
    ),
  );
  await until('access', async () => {
    const { status } = await requester('GET', `/requests/${id}`);
    return status === 'active' ? true : undefined;
  });
  return created.at - approvedAt;
}
