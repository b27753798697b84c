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

// 2,000 live grants end at random moments within 5 minutes, while two grants a
// second are asked for and approved, with all of AWS's limits in force. How late
// AWS is first asked to remove what is due.
import { seedGrants, writeOrganization } from './lib/grants.mjs';
import { signIn, until } from './lib/portal.mjs';
import { withReplicas } from './lib/replicas.mjs';

const GRANTS = 2_000;
const MINUTES = 5;
const ASKED_PER_SECOND = 2;
const ASKS = ASKED_PER_SECOND * MINUTES * 60;

export const goals = {
  p99LatenessMs: { atMost: 1_000 },
  // They are a burden only if they are really asked for and given.
  asked: { atLeast: ASKS },
  refused: { atMost: 0 },
  prolonged: { atMost: 0 },
  given: { atLeast: ASKS },
};

/**
 * So many that two grants of one account seldom end together: AWS takes one write
 * at a time there. And one for each that is asked for: another one in the same
 * account would only prolong the first.
 */
const ACCOUNTS = 600;
const USERS = ['bo.ek', 'cleo.diaz'];
const SETS = ['PowerUser', 'ViewOnly'];
const ASKED_SET = 'ReadOnly';

// A second for each keeps the 9 writes a second within the 15 that AWS takes at a time.
const LATENCY = {
  roleExistsMs: 1_000,
  roleChangesMs: 1_000,
  spread: 0.4,
  listLagMs: 500,
};
const LEAD_MS = 60_000;

export async function measure({ say }) {
  const { file, names } = writeOrganization(ACCOUNTS);
  return withReplicas({ replicas: 1, org: file, say }, async system => {
    const { simulator, database, backends } = system;
    const [{ url }] = backends;
    const requester = await signIn(url, 'user:default/ann.li');
    const approver = await signIn(url, 'user:default/bo.ek');
    const random = mulberry32(1);
    const beginsAt = Date.now() + LEAD_MS;
    const lastsMs = MINUTES * 60_000;
    const places = names.flatMap(account =>
      USERS.flatMap(user =>
        SETS.map(permissionSet => ({ user, account, permissionSet })),
      ),
    );
    const grants = shuffle(places, random)
      .slice(0, GRANTS)
      .map(place => ({
        ...place,
        endsAt: new Date(beginsAt + Math.floor(random() * lastsMs)),
      }));
    say(
      `▸ Making ${GRANTS} grants in ${ACCOUNTS} accounts that end within ${MINUTES} minutes from ${new Date(
        beginsAt,
      ).toISOString()}; AWS takes ${LATENCY.roleExistsMs} ms (median) for each`,
    );
    await seedGrants({ simulator, database, grants });
    await simulator.put('/latency', LATENCY);
    await simulator.put('/limits', { preset: 'aws' });
    if (Date.now() > beginsAt - 2_000) {
      throw new Error('Making the grants took too long');
    }
    await sleepUntil(beginsAt - 1_000);
    await simulator.delete('/api-calls');

    say(`▸ Asking for ${ASKED_PER_SECOND} grants a second meanwhile`);
    const { accounts, permissionSets } = await simulator.get('/state');
    const asked = await askForGrants({
      requester,
      approver,
      accountIds: shuffle(names, random).map(
        name => accounts.find(account => account.name === name).id,
      ),
      permissionSetArn: permissionSets.find(set => set.name === ASKED_SET).arn,
      beginsAt,
      say,
    });
    const state = await until(
      'the last removal and the last grant',
      async () => {
        await sleepUntil(Date.now() + 1_000);
        const seen = await simulator.get('/state');
        return removals(seen, USERS).size >= GRANTS &&
          given(seen) >= ASKS - asked.refused - asked.prolonged
          ? seen
          : undefined;
      },
      { timeoutMs: 120_000 },
    );
    const calls = await simulator.get('/api-calls');
    const sentAt = removals(state, USERS);
    const lateness = grants
      .map(grant => sentAt.get(nameOf(grant)) - grant.endsAt.getTime())
      .sort((a, b) => a - b);
    const at = share =>
      lateness[
        Math.min(lateness.length - 1, Math.ceil(share * lateness.length) - 1)
      ];
    say(`  most calls in a second: ${JSON.stringify(calls.busiestSecond)}`);
    return {
      p99LatenessMs: at(0.99),
      p50LatenessMs: at(0.5),
      maxLatenessMs: at(1),
      throttlingErrors: calls.throttled,
      asked: asked.count,
      refused: asked.refused,
      prolonged: asked.prolonged,
      given: given(state),
    };
  });
}

/** Asks and approves at a steady pace, each in another account, without waiting for one before the next. */
async function askForGrants({ accountIds, beginsAt, say, ...how }) {
  const under = [];
  for (let count = 0; count < ASKS; count += 1) {
    await sleepUntil(beginsAt + (count * 1_000) / ASKED_PER_SECOND);
    const one = askAndApprove({ accountId: accountIds[count], ...how });
    // Looked at when all are over.
    one.catch(() => {});
    under.push(one);
  }
  const answers = await Promise.allSettled(under);
  const refused = answers.filter(({ status }) => status === 'rejected');
  refused.slice(0, 1).forEach(({ reason }) => say(`  refused: ${reason}`));
  return {
    count: answers.length,
    refused: refused.length,
    prolonged: answers.filter(({ value }) => value?.extends).length,
  };
}

async function askAndApprove({
  accountId,
  permissionSetArn,
  requester,
  approver,
}) {
  const { items } = await requester('POST', '/requests', {
    accountIds: [accountId],
    permissionSetArn,
    duration: 'PT30M',
    reason: 'Measuring expiry',
  });
  const [request] = items;
  await approver('POST', `/requests/${request.id}/decisions`, {
    verdict: 'approve',
    comment: 'Measured',
    digest: request.digest,
  });
  return request;
}

/** How many assignments AWS has made. */
function given({ requests }) {
  return requests.filter(
    ({ kind, status }) => kind === 'create' && status === 'SUCCEEDED',
  ).length;
}

/** When AWS accepted the first removal of each grant, by grant. */
function removals({ requests, users, accounts, permissionSets }, userNames) {
  const userById = new Map(users.map(it => [it.userId, it.userName]));
  const accountById = new Map(accounts.map(it => [it.id, it.name]));
  const setByArn = new Map(permissionSets.map(it => [it.arn, it.name]));
  const sentAt = new Map();
  for (const request of requests) {
    const user = userById.get(request.principalId);
    if (request.kind === 'delete' && userNames.includes(user)) {
      const name = nameOf({
        user,
        account: accountById.get(request.accountId),
        permissionSet: setByArn.get(request.permissionSetArn),
      });
      const at = Date.parse(request.acceptedAt);
      sentAt.set(name, Math.min(at, sentAt.get(name) ?? Infinity));
    }
  }
  return sentAt;
}

function nameOf({ user, account, permissionSet }) {
  return `${user} ${account} ${permissionSet}`;
}

function shuffle(items, random) {
  return items
    .map(item => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function sleepUntil(instant) {
  await new Promise(resolve =>
    setTimeout(resolve, Math.max(0, instant - Date.now())),
  );
}
