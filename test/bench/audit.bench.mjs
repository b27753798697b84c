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

// What an auditor waits for with one million requests and five million events in
// PostgreSQL, over HTTP. A few people, accounts and policies make most requests, as
// everywhere. The catalog is in memory and callers name themselves in a header. With
// --share 0.05 everything is that much smaller, for a quick look: figures are those of
// the share.
//
// A question is measured several times with other values, busy ones and rare ones, and
// has its own p95 over twenty answers or more; the figure is that of the slowest
// question.
import {
  accountId,
  permissionSetArn,
  unitId,
  withAuditBackend,
} from './lib/auditSystem.mjs';
import { percentile, timed } from './lib/policySystem.mjs';

export const goals = {
  oneFilterP95Ms: { atMost: 50 },
  twoFiltersP95Ms: { atMost: 100 },
  deepPageRatio: { atMost: 1.5 },
  chartsMs: { atMost: 500 },
  exportRowsPerSecond: { atLeast: 30_000 },
  exportGrowthMegabytes: { atMost: 64 },
  verifyEventsPerSecond: { atLeast: 100_000 },
  appendP95Ratio: { atMost: 1.5 },
};

const REQUESTS = 1_000_000;

const DAY = 24 * 60 * 60 * 1_000;

const PAGES = 1_000;

/** Busy and rare ones, by number. */
const BUSY_TO_RARE = [0, 3, 40, 190];

const encode = encodeURIComponent;

const daysAgo = days => new Date(Date.now() - days * DAY).toISOString();

/** Each question with its values. */
const questions = {
  status: ['pending', 'ended', 'failed', 'ending', 'active,ending'].map(
    value => `status=${value}`,
  ),
  endReason: ['elapsed', 'revoked'].map(value => `endReason=${value}`),
  person: [0, 2, 300, 9_900].map(
    person => `requester=user:default/person-${person}`,
  ),
  group: ['requester=group:default/department'],
  account: [0, 3, 400, 4_900].map(account => `accountId=${accountId(account)}`),
  unit: [0, 5, 90].map(unit => `ouId=${unitId(unit)}`),
  permissionSet: BUSY_TO_RARE.map(
    set => `permissionSetArn=${encode(permissionSetArn(set))}`,
  ),
  policy: [0, 3, 40, 290].map(policy => `policy=policy-${policy}`),
  approvalPolicy: [0, 3, 40].map(policy => `approvalPolicy=approval-${policy}`),
  endedBy: ['person-0', 'responder-3', 'person-9900'].map(
    name => `endedBy=user:default/${name}`,
  ),
  approver: [0, 3, 40, 490].map(
    approver => `approver=user:default/approver-${approver}`,
  ),
  reason: ['zeppelin', 'backup', 'service-77', 'nothing like it'].map(
    words => `reason=${encode(words)}`,
  ),
  ticket: ['OPS-1234', 'ops-77', 'SEC-1'].map(ticket => `ticket=${ticket}`),
  overdue: ['overdue=true', 'overdue=false'],
  wasOverdue: ['wasOverdue=true', 'wasOverdue=false'],
  automatic: ['automatic=true', 'automatic=false'],
  usage: ['usage=used', 'usage=unused'],
  created: [
    `createdFrom=${daysAgo(400)}&createdTo=${daysAgo(399)}`,
    `createdFrom=${daysAgo(1)}`,
  ],
  access: [
    `accessFrom=${daysAgo(400)}&accessTo=${daysAgo(399.99)}`,
    `accessFrom=${daysAgo(2)}&accessTo=${daysAgo(1)}`,
    `accessTo=${daysAgo(1_000)}`,
  ],
};

export async function measure({ say }) {
  const requests = Math.round(REQUESTS * share());
  return withAuditBackend({ requests, say }, async system => {
    const { seeded } = system;
    const page = async query => {
      const answer = await system.get(`/requests?view=all&${query}`);
      if (!answer.ok) {
        throw new Error(`${query}: ${answer.status} ${await answer.text()}`);
      }
      return answer.json();
    };
    await warmUp(page);
    const one = await slowest(
      page,
      Object.entries(questions).map(([name, values]) => ({ name, values })),
      { turns: 5, say },
    );
    const two = await slowest(page, pairs(), { turns: 7, say });
    const ends = await slowest(
      query => page(`${query}&order=ends-first`),
      [{ name: 'by end', values: ['status=active,ending', 'overdue=true'] }],
      { turns: 10, say },
    );
    const deep = await deepPages(page, say);
    const exported = await exports(system, say);
    return {
      oneFilterP95Ms: Math.max(one, ends),
      twoFiltersP95Ms: two,
      ...deep,
      ...(await charts(system, say)),
      ...exported,
      ...(await verification(system, say)),
      appendP95Ratio:
        Math.round((100 * seeded.fullP95Ms) / seeded.emptyP95Ms) / 100,
      appendP95Ms: Math.round(seeded.fullP95Ms * 100) / 100,
    };
  });
}

function share() {
  const at = process.argv.indexOf('--share');
  const value = at < 0 ? 1 : Number(process.argv[at + 1]);
  if (!(value > 0 && value <= 1)) {
    throw new Error('--share is a number above 0 and up to 1');
  }
  return value;
}

/** What a portal that has been up for a while has seen: every question once. */
async function warmUp(page) {
  for (let turn = 0; turn < 50; turn += 1) {
    await page('limit=25');
  }
  for (const [value] of Object.values(questions)) {
    await page(value);
  }
}

/** The first values of every two questions that can be asked together. */
function pairs() {
  const names = Object.keys(questions).filter(name => name !== 'group');
  return names.flatMap((first, index) =>
    names.slice(index + 1).map(second => ({
      name: `${first} and ${second}`,
      values: [0, 1, 2].map(
        turn =>
          `${pick(questions[first], turn)}&${pick(
            questions[second],
            turn + 1,
          )}`,
      ),
    })),
  );
}

function pick(values, turn) {
  return values[turn % values.length];
}

/** Milliseconds of the slowest question's p95. */
async function slowest(page, asked, { turns, say }) {
  const found = [];
  for (const { name, values } of asked) {
    const samples = [];
    for (const value of values) {
      for (let turn = 0; turn < turns; turn += 1) {
        samples.push((await timed(() => page(value))).ms);
      }
    }
    found.push({ name, p95: percentile(samples, 0.95) });
  }
  found.sort((a, b) => b.p95 - a.p95);
  say(
    `▸ Slowest of ${asked.length}: ${found
      .slice(0, 5)
      .map(({ name, p95 }) => `${name} ${p95} ms`)
      .join(', ')}`,
  );
  return found[0].p95;
}

/** How much longer pages take a thousand pages behind than at the beginning. */
async function deepPages(page, say) {
  const samples = [];
  let cursor = '';
  for (let number = 0; number < PAGES; number += 1) {
    const query = `limit=25${cursor}`;
    const { ms, answer } = await timed(() => page(query));
    samples.push(ms);
    if (!answer.nextCursor) {
      break;
    }
    cursor = `&cursor=${encode(answer.nextCursor)}`;
  }
  const first = percentile(samples.slice(0, 100), 0.5);
  const last = percentile(samples.slice(-100), 0.5);
  say(`▸ Page 1 in ${first} ms, page ${samples.length} in ${last} ms`);
  return { deepPageRatio: Math.round((100 * last) / first) / 100 };
}

async function charts({ get }, say) {
  const query = `from=${daysAgo(365)}&to=${daysAgo(0)}`;
  const { ms, answer } = await timed(() => get(`/reports/access?${query}`));
  const text = await answer.text();
  if (!answer.ok) {
    say(`▸ No charts: ${answer.status} ${text.slice(0, 200)}`);
    return {};
  }
  const samples = [ms];
  for (let turn = 0; turn < 4; turn += 1) {
    samples.push((await timed(() => get(`/reports/access?${query}`))).ms);
  }
  return { chartsMs: Math.round(Math.max(...samples)) };
}

async function exports({ get, memory }, say) {
  const rates = {};
  let growth = 0;
  for (const format of ['csv', 'jsonl', 'ocsf']) {
    const watch = await watchMemory(memory);
    const begun = performance.now();
    const answer = await get(`/requests/export?view=all&format=${format}`);
    const rows = Number(answer.headers.get('elevated-access-rows'));
    const lines = await countLines(answer.body);
    const seconds = (performance.now() - begun) / 1_000;
    if (lines !== rows + (format === 'csv' ? 1 : 0)) {
      throw new Error(`${format}: ${rows} rows announced, ${lines} lines came`);
    }
    rates[format] = Math.round(rows / seconds);
    growth = Math.max(growth, await watch.stop());
    say(`▸ ${rows} lines of ${format}: ${rates[format]} a second`);
  }
  return {
    exportRowsPerSecond: Math.min(rates.csv, rates.jsonl),
    exportOcsfPerSecond: rates.ocsf,
    exportGrowthMegabytes: Math.round(growth / 1e5) / 10,
  };
}

async function countLines(body) {
  let lines = 0;
  for await (const chunk of body) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) {
      lines += 1;
    }
  }
  return lines;
}

/** By how many bytes memory grows at most; looking takes time itself, so not too often. */
async function watchMemory(memory) {
  const before = await memory();
  let highest = before;
  const look = async () => {
    highest = Math.max(highest, await memory());
  };
  const timer = setInterval(look, 3_000);
  return {
    stop: async () => {
      clearInterval(timer);
      await look();
      return highest - before;
    },
  };
}

async function verification({ get }, say) {
  const { ms, answer } = await timed(async () =>
    (await get('/events/verification')).json(),
  );
  if (!answer.intact) {
    throw new Error(`The log is broken: ${JSON.stringify(answer)}`);
  }
  say(`▸ ${answer.events} events verified in ${Math.round(ms)} ms`);
  return { verifyEventsPerSecond: Math.round(answer.events / (ms / 1_000)) };
}
