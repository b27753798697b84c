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

import { Portal } from './Portal.mjs';

const REQUESTERS = [
  'ann.li',
  'gita.rao',
  'hugo.brandt',
  'ines.costa',
  'jonas.weber',
];
const APPROVERS = ['bo.ek', 'cleo.diaz'];
const RESPONDER = 'yusuf.aydin';
const AUDITOR = 'dana.roy';

/** Accounts that are asked for: so many that AWS, which changes one assignment of an account at a time, is not the bottleneck. */
const ACCOUNTS = 16;

/** Accounts of one request, at most. */
const BATCH = 3;

/** Requests that are decided at once. */
const INBOX = 6;

const COMMENT = 'No longer needed';
const REASON = 'Something has to be repaired';

/** Everybody who uses the portals, at either replica. */
export class People {
  operations = 0;
  /** What somebody was answered that has to be true from then on. */
  promises = [];
  /** Requests that two approvers gave. */
  doubles = [];
  #world;
  #portal;
  #targets = [];
  #under = new Set();
  /** Being decided right now. */
  #underDecision = new Set();

  constructor({ world }) {
    this.#world = world;
    this.#portal = new Portal({ world });
  }

  get answers() {
    return this.#portal.answers;
  }

  async signIn() {
    for (const name of [...REQUESTERS, ...APPROVERS, RESPONDER, AUDITOR]) {
      await this.#portal.signIn(name);
    }
    const { items } = (
      await this.#portal.call('ann.li', 'GET', '/requestable?limit=200')
    ).body;
    const accounts = [...new Set(items.map(({ account }) => account.id))];
    this.#targets = items.filter(({ account }) =>
      accounts.slice(0, ACCOUNTS).includes(account.id),
    );
    // Some of it one of them has had for ever.
    for (const { account, permissionSet } of this.#targets.slice(0, 3)) {
      await this.#world.aws('PUT', '/assignments', {
        user: REQUESTERS[0],
        account: account.name,
        permissionSet: permissionSet.name,
      });
    }
  }

  /** Access without approval, waited for. */
  async getAccess({ duration }) {
    const target = this.#targets
      .slice(3)
      .find(({ permissionSet }) => permissionSet.name === 'ViewOnly');
    const { body } = await this.#portal.call('gita.rao', 'POST', '/requests', {
      body: {
        accountIds: [target.account.id],
        permissionSetArn: target.permissionSet.arn,
        duration,
        reason: REASON,
      },
    });
    const [{ id }] = body.items;
    for (;;) {
      const { body: request } = await this.#portal.call(
        'gita.rao',
        'GET',
        `/requests/${id}`,
      );
      if (request.status === 'active') {
        return request;
      }
      await sleep(100);
    }
  }

  act(item) {
    this.operations += 1;
    const run = this.#act(item)
      .catch(() => {
        // No answer: the replica is down, or the database is.
      })
      .finally(() => this.#under.delete(run));
    this.#under.add(run);
  }

  async done() {
    await Promise.all(this.#under);
  }

  async enableAll() {
    for (const name of REQUESTERS) {
      await this.#world.aws('POST', `/people/${name}/enable`);
    }
  }

  allRequests() {
    return this.#portal.requests(AUDITOR);
  }

  log() {
    return this.#portal.log(AUDITOR);
  }

  verification() {
    return this.#portal.verification(AUDITOR);
  }

  async #act({ kind, draw }) {
    const [where, who, what, how] = draw;
    const replica = Math.floor(where * 2);
    switch (kind) {
      case 'ask':
        return this.#ask(draw, replica);
      case 'approve':
        return this.#emptyInbox(how < 0.95 ? 'approve' : 'reject', replica);
      case 'extend':
        return this.#extend(pick(REQUESTERS, who), { what, how, replica });
      case 'release':
        return this.#end('release', pick(REQUESTERS, who), { what, replica });
      case 'revoke':
        return this.#end('revoke', RESPONDER, { what, replica });
      case 'revoke-all':
        return this.#revokeAll(pick(REQUESTERS, who), replica);
      case 'disable': {
        const person = `/people/${pick(REQUESTERS, who)}`;
        await this.#world.aws('POST', `${person}/disable`);
        // Often long enough to be noticed: `personCheck` in the config.
        await sleep(4000 + 16_000 * how);
        return this.#world.aws('POST', `${person}/enable`);
      }
      case 'edit-policy':
        return this.#world.editPolicies();
      default:
        throw new Error(`Unknown deed ${kind}`);
    }
  }

  /** One permission set in some accounts, now or in a while. */
  async #ask([, who, what, how, when, first], replica) {
    const { permissionSet } = pick(this.#targets, what);
    const accounts = this.#targets
      .filter(target => target.permissionSet.arn === permissionSet.arn)
      .map(({ account }) => account.id);
    const from = Math.floor(first * accounts.length);
    const seconds = 15 + Math.floor(how * 50);
    await this.#portal.call(pick(REQUESTERS, who), 'POST', '/requests', {
      body: {
        accountIds: accounts.slice(from, from + 1 + Math.floor(how * BATCH)),
        permissionSetArn: permissionSet.arn,
        // The policy of this one is strict: a session, an hour, of it goes off.
        duration: `PT${
          permissionSet.name === 'PowerUser' ? '1H' : ''
        }${seconds}S`,
        ...(when < 0.25 && {
          startsAt: new Date(
            Date.now() + 3000 + Math.floor(when * 40_000),
          ).toISOString(),
        }),
        reason: REASON,
      },
      replica,
    });
  }

  /** Decides what waits longest. */
  async #emptyInbox(verdict, replica) {
    const waiting = await this.#list(pick(APPROVERS, 0), 'inbox', replica);
    await Promise.all(
      waiting
        .filter(({ id }) => !this.#underDecision.has(id))
        .slice(0, INBOX)
        .map(async request => {
          this.#underDecision.add(request.id);
          await this.#decide(request, verdict);
          this.#underDecision.delete(request.id);
        }),
    );
  }

  /** Both approvers at the same instant, on both replicas: one of them gives it. */
  async #decide({ id, digest }, verdict) {
    const answers = await Promise.all(
      APPROVERS.map((name, replica) =>
        this.#portal
          .call(name, 'POST', `/requests/${id}/decisions`, {
            body: { verdict, comment: 'Go ahead', digest },
            replica,
          })
          .catch(() => ({ status: 0 })),
      ),
    );
    const given = answers.filter(({ status }) => status === 200);
    if (given.length > 1) {
      this.doubles.push(id);
    }
    if (given.length > 0 && verdict === 'approve') {
      this.#promise(id, 'approved');
    }
  }

  async #extend(name, { what, how, replica }) {
    const { id } = pick(
      await this.#list(name, 'mine&status=active', replica),
      what,
    );
    await this.#portal.call(name, 'POST', `/requests/${id}/extend`, {
      body: {
        duration: `PT${5 + Math.floor(how * 15)}S`,
        reason: 'It takes longer than I thought',
      },
      replica,
    });
  }

  /** Ends one of what somebody may end: their own, or anybody's. */
  async #end(how, name, { what, replica }) {
    const view = how === 'release' ? 'mine&status=active' : 'active';
    const { id } = pick(await this.#list(name, view, replica), what);
    const { status } = await this.#portal.call(
      name,
      'POST',
      `/requests/${id}/${how}`,
      { body: { comment: COMMENT }, replica },
    );
    if (status === 200) {
      this.#promise(id, 'over');
    }
  }

  async #revokeAll(name, replica) {
    const { status, body } = await this.#portal.call(
      RESPONDER,
      'POST',
      '/revocations',
      {
        body: { person: `user:default/${name}`, comment: 'An incident' },
        replica,
      },
    );
    if (status === 200) {
      body.items
        .filter(({ outcome }) => outcome !== 'unchanged')
        .forEach(({ requestId }) => this.#promise(requestId, 'over'));
    }
  }

  #promise(id, kind) {
    this.promises.push({ id, kind, at: Date.now() });
  }

  /** @throws Error when there is nothing to choose from */
  async #list(name, view, replica) {
    const { status, body } = await this.#portal.call(
      name,
      'GET',
      `/requests?view=${view}&limit=100`,
      { replica },
    );
    if (status !== 200 || body.items.length === 0) {
      throw new Error(`Nothing in the list of ${name}: ${status}`);
    }
    return body.items;
  }
}

function pick(items, number) {
  return items[Math.floor(number * items.length)];
}

function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
