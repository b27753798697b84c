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
import { signIn, until } from '../../../test/bench/lib/portal.mjs';
import { inRoot } from '../paths.mjs';
import { readDemoPeople } from '../system.mjs';

/** Access of half a minute, and a minute until it counts as overdue. */
const OVERDUE_MS = 240_000;

/** Engineers of payments who are not on the sign-in page otherwise. */
const MORE_PEOPLE = ['gita.rao', 'hugo.brandt', 'ines.costa', 'jonas.weber'];

/** Its group is in no catalog any more: a finding of the lint. */
const FORGOTTEN_POLICY = {
  name: 'contractors-of-the-migration',
  description: 'Contractors of the migration of 2024.',
  effect: 'allow',
  subjects: ['group:default/contractors'],
  targets: [{ ou: '/Sandbox' }],
  permissionSets: [{ name: 'PowerUser' }],
  maxDuration: 'PT8H',
  approval: 'not-required',
};

/** Waits for a second administrator. */
const PROPOSED_POLICY = {
  name: 'cards-engineers-stage',
  description: 'Cards engineers build in their stage.',
  effect: 'allow',
  subjects: ['group:default/cards-engineers'],
  targets: [{ account: '222233334402' }],
  permissionSets: [{ name: 'PowerUser' }],
  maxDuration: 'PT4H',
  approval: 'not-required',
};

/** More people, access of half a minute, and one policy that nobody needs. */
export async function storyConfig() {
  const { parse } = await import('yaml');
  const people = await readDemoPeople();
  const policies = parse(
    fs.readFileSync(inRoot('examples/policies.yaml'), 'utf8'),
  );
  const more = MORE_PEOPLE.map(name => ({
    user: `user:default/${name}`,
    name,
    role: 'Requester',
    canTry: 'Ask.',
  }));
  return {
    auth: { providers: { demo: { people: [...people, ...more] } } },
    elevatedAccess: {
      settings: { minimumDuration: 'PT30S', confirmChanges: true },
      policies: {
        ...policies,
        eligibility: [...policies.eligibility, FORGOTTEN_POLICY],
      },
    },
  };
}

/**
 * Lets people of the demo ask, decide and give back, so that every page has something
 * to show.
 *
 * @returns {Promise<{ active: string, permissionSet: string, goWrong: () => Promise<void> }>}
 *   the id of a request with a page worth showing, the ARN of what it is for, and what
 *   lets AWS refuse a removal until the access is overdue
 */
export async function happen({ portalUrl, simulatorUrl }) {
  const [ann, bo, cleo, eli, gita, hugo, ines, jonas] = await Promise.all(
    ['ann.li', 'bo.ek', 'cleo.diaz', 'eli.stone', ...MORE_PEOPLE].map(name =>
      signIn(portalUrl, `user:default/${name}`),
    ),
  );

  for (const [person, reason, ticket] of [
    [ann, 'Looking for the payment that a customer misses', 'PAY-207'],
    [gita, 'Reading why settlements are late', 'PAY-210'],
  ]) {
    const released = await ask(person, 'payments-prod ReadOnly', {
      duration: 'PT30M',
      reason,
      ticket,
    });
    await decide(cleo, released, 'approve', 'Fine, reading only');
    await untilStatus(person, released, 'active');
    await person('POST', `/requests/${released}/release`, {});
    await untilStatus(person, released, 'ended');
  }
  const refused = await ask(jonas, 'payments-prod DatabaseAdmin', {
    duration: 'PT2H',
    reason: 'Changing the column by hand',
  });
  await decide(
    bo,
    refused,
    'reject',
    'By a migration, please: OPS-29 says how',
  );
  const cancelled = await ask(ines, 'ledger-prod SupportOps', {
    duration: 'PT1H',
    reason: 'A customer asks for a statement',
  });
  await ines('POST', `/requests/${cancelled}/cancel`, {});

  const active = await ask(ann, 'payments-prod PowerUser', {
    duration: 'PT1H',
    reason: 'Deploy of payments-api is stuck half way, rolling it back',
    ticket: 'OPS-31',
  });
  await decide(bo, active, 'approve', 'Go ahead, I am on the call');
  await untilStatus(ann, active, 'active');
  await ask(ann, 'payments-stage PowerUser', {
    duration: 'PT2H',
    reason: 'Trying the rollback first',
  });
  const scheduled = await ask(ann, 'ledger-prod ReadOnly', {
    duration: 'PT1H',
    startsAt: new Date(Date.now() + 5 * 3_600_000).toISOString(),
    reason: 'Watching the closing of the day',
  });
  await decide(cleo, scheduled, 'approve', 'Good idea');

  const looking = await ask(bo, 'payments-stage ReadOnly', {
    duration: 'PT1H',
    reason: 'Looking over the rollback in stage',
  });
  await untilStatus(bo, looking, 'active');

  await ask(hugo, 'ledger-prod PowerUser', {
    duration: 'PT1H',
    reason: 'A posting job hangs and has to be started again',
    ticket: 'OPS-33',
  });
  await ask(gita, 'cards-prod ReadOnly', {
    duration: 'PT30M',
    reason: 'Authorisations have been refused since noon',
  });
  await ask(ines, 'payments-prod DatabaseAdmin', {
    duration: 'PT1H',
    reason: 'Adding the index that was agreed in the review',
    ticket: 'PAY-214',
  });
  await ask(ann, 'payments-prod SupportOps', {
    duration: 'PT2H',
    reason: 'Looking after support while Cleo is away',
  });
  await eli('POST', '/policies', {
    policy: { kind: 'eligibility', spec: PROPOSED_POLICY },
    comment: 'OPS-35 cards engineers look after their stage themselves',
  });

  const { permissionSet } = await ann('GET', `/requests/${active}`);
  return {
    active,
    permissionSet: permissionSet.arn,
    goWrong: async () => {
      await refuseRemovals(simulatorUrl, '333344445501');
      const stuck = await ask(hugo, 'sandbox-payments PowerUser', {
        duration: 'PT30S',
        reason: 'Replaying the queue of this morning',
      });
      await untilStatus(hugo, stuck, 'active');
      await untilSo('what is overdue', async () => {
        const { queue } = await hugo('GET', '/health');
        return queue.overdue > 0;
      });
    },
  };
}

/** Asks for the first thing that a search finds; gives the request's id. */
async function ask(person, search, wish) {
  const { items: offered } = await person(
    'GET',
    `/requestable?search=${encodeURIComponent(search)}`,
  );
  if (offered.length === 0) {
    throw new Error(`Nothing may be asked for by the words "${search}"`);
  }
  const [{ account, permissionSet }] = offered;
  const { items } = await person('POST', '/requests', {
    accountIds: [account.id],
    permissionSetArn: permissionSet.arn,
    ...wish,
  });
  return items[0].id;
}

async function decide(person, id, verdict, comment) {
  const { digest } = await person('GET', `/requests/${id}`);
  await person('POST', `/requests/${id}/decisions`, {
    verdict,
    comment,
    digest,
  });
}

function untilStatus(person, id, wanted) {
  return untilSo(`${wanted} access`, async () => {
    const { status } = await person('GET', `/requests/${id}`);
    return status === wanted;
  });
}

function untilSo(what, holds) {
  return until(
    what,
    async () => {
      await new Promise(resolve => setTimeout(resolve, 500));
      return (await holds()) || undefined;
    },
    { timeoutMs: OVERDUE_MS },
  );
}

/** Lets AWS fail whenever access to this account is to be taken away. */
async function refuseRemovals(simulatorUrl, accountId) {
  const answer = await fetch(`${simulatorUrl}/_simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      operation: 'DeleteAccountAssignment',
      match: { TargetId: accountId },
      action: { kind: 'fail-later' },
    }),
  });
  if (!answer.ok) {
    throw new Error(
      `The simulator refused the fault: ${
        answer.status
      } ${await answer.text()}`,
    );
  }
}
