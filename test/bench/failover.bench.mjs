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

// Two backends on one PostgreSQL; the one that acts is killed as by a power cut
// while grants end one after another, with all of AWS's limits in force. How long
// until the other one sends AWS the next removal that is due.
import { seedGrants, writeOrganization } from './lib/grants.mjs';
import { until } from './lib/portal.mjs';
import { actingFirst, withReplicas } from './lib/replicas.mjs';

export const goals = { worstSeconds: { atMost: 15 } };

const TRIES = 10;

/** A grant ends each second, for this long after a kill. */
const SECONDS = 40;

/** Time to make them. */
const LEAD_MS = 6_000;

export async function measure({ say }) {
  const { file, names } = writeOrganization(SECONDS);
  return withReplicas({ replicas: 2, org: file, say }, async system => {
    const { simulator, database } = system;
    let backends = system.backends;
    await simulator.put('/limits', { preset: 'aws' });
    const samples = [];
    for (let index = 0; index < TRIES; index += 1) {
      const beginsAt = Date.now() + LEAD_MS;
      await seedGrants({
        simulator,
        database,
        grants: names.map((account, second) => ({
          user: 'bo.ek',
          account,
          permissionSet: 'PowerUser',
          endsAt: new Date(beginsAt + second * 1_000),
        })),
      });
      await until('the first removal', () =>
        firstRemovalSince(simulator, beginsAt),
      );
      const [acting, other] = await actingFirst(backends, database);
      const killedAt = Date.now();
      await acting.kill();
      const removedAt = await until(
        'the next removal',
        () => firstRemovalSince(simulator, killedAt),
        { timeoutMs: 60_000 },
      );
      samples.push((removedAt - killedAt) / 1_000);
      say(`  ${index + 1}: ${samples.at(-1)} s`);
      backends = [other, await system.start()];
      await until(
        'the last removal',
        async () => {
          const { assignments } = await simulator.get('/state');
          return assignments.some(it => names.includes(it.accountName))
            ? undefined
            : true;
        },
        { timeoutMs: 120_000 },
      );
    }
    const sorted = [...samples].sort((a, b) => a - b);
    return {
      worstSeconds: sorted.at(-1),
      medianSeconds: sorted[Math.floor(sorted.length / 2)],
      tries: samples.length,
      throttlingErrors: (await simulator.get('/api-calls')).throttled,
    };
  });
}

async function firstRemovalSince(simulator, instant) {
  const { requests } = await simulator.get('/state');
  return requests
    .filter(({ kind }) => kind === 'delete')
    .map(({ acceptedAt }) => Date.parse(acceptedAt))
    .find(at => at > instant);
}
