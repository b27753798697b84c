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
const ADMIN = 'eli.stone';

/** Accounts that are asked for, so few that requests meet. */
const ACCOUNTS = 6;

const TIMEOUT_MS = 8000;

/** Accounts of one request, at most. */
const BATCH = 4;

/** How many of the latest requests people deal with. */
const FRESH = 30;

/** Everybody who uses the portals, at either replica. */
export class People {
  operations = 0;
  /** How often each kind of answer came. */
  answers = new Map();
  /** Requests that two approvers gave. */
  doubles = [];
  #world;
  #tokens = new Map();
  #targets = [];
  #seen = [];
  #under = new Set();
  #standing = [];
  #decided = new Set();

  constructor({ world }) {
    this.#world = world;
  }

  async signIn() {
    const everybody = [...REQUESTERS, ...APPROVERS, RESPONDER, AUDITOR, ADMIN];
    for (const name of everybody) {
      const response = await fetch(
        `${this.#world.urls[0]}/api/auth/demo/refresh`,
        { headers: { 'X-Demo-User': `user:default/${name}` } },
      );
      const { backstageIdentity } = await response.json();
      this.#tokens.set(name, backstageIdentity.token);
    }
    const { items } = (
      await this.#call('ann.li', 'GET', '/requestable?limit=200')
    ).body;
    const accounts = [...new Set(items.map(({ account }) => account.id))];
    this.#targets = items.filter(({ account }) =>
      accounts.slice(0, ACCOUNTS).includes(account.id),
    );
    // Some of it one of them has had for ever.
    for (const { account, permissionSet } of this.#targets.slice(0, 3)) {
      const held = {
        user: REQUESTERS[0],
        account: account.name,
        permissionSet: permissionSet.name,
      };
      await this.#world.aws('PUT', '/assignments', held);
      this.#standing.push(held);
    }
  }

  /** Access without approval, waited for. */
  async getAccess({ duration }) {
    const target = this.#targets
      .slice(3)
      .find(({ permissionSet }) => permissionSet.name === 'ViewOnly');
    const { body } = await this.#call('gita.rao', 'POST', '/requests', {
      accountIds: [target.account.id],
      permissionSetArn: target.permissionSet.arn,
      duration,
      reason: 'Something has to be repaired',
    });
    const [{ id }] = body.items;
    for (;;) {
      const { body: request } = await this.#call(
        'gita.rao',
        'GET',
        `/requests/${id}`,
      );
      if (request.status === 'active') {
        return request;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
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

  /** All requests there are, as an auditor sees them. */
  async allRequests() {
    const items = [];
    let cursor = '';
    do {
      const { status, body } = await this.#call(
        AUDITOR,
        'GET',
        `/requests?view=all&limit=100${cursor && `&cursor=${cursor}`}`,
      );
      if (status !== 200) {
        throw new Error(`The list of requests: ${status}`);
      }
      items.push(...body.items);
      cursor = encodeURIComponent(body.nextCursor ?? '');
    } while (cursor);
    return items;
  }

  async events(id) {
    return (await this.#call(AUDITOR, 'GET', `/requests/${id}/events`)).body
      .items;
  }

  async verification() {
    return this.#call(AUDITOR, 'GET', '/events/verification');
  }

  async #act({ kind, draw }) {
    const [where, who, what, how] = draw;
    const replica = Math.floor(where * 2);
    switch (kind) {
      case 'ask': {
        const { permissionSet } = pick(this.#targets, what);
        const accounts = this.#targets.filter(
          target => target.permissionSet.arn === permissionSet.arn,
        );
        const first = Math.floor(where * accounts.length);
        const { status, body } = await this.#call(
          pick(REQUESTERS, who),
          'POST',
          '/requests',
          {
            accountIds: accounts
              .slice(first, first + 1 + Math.floor(how * BATCH))
              .map(({ account }) => account.id),
            permissionSetArn: permissionSet.arn,
            duration: `PT${5 + Math.floor(how * 35)}S`,
            reason: 'Something has to be repaired',
          },
          replica,
        );
        if (status < 300) {
          this.#seen.push(...body.items);
        }
        return;
      }
      case 'approve':
        await Promise.all(
          this.#fresh()
            .filter(request => !this.#isGiven(request))
            .slice(-BATCH)
            .map(request =>
              this.#approve(request, how < 0.9 ? 'approve' : 'reject'),
            ),
        );
        return;
      case 'extend': {
        const request = this.#recent(what);
        if (request) {
          const { status, body } = await this.#call(
            nameOf(request),
            'POST',
            `/requests/${request.id}/extend`,
            {
              duration: `PT${5 + Math.floor(how * 15)}S`,
              reason: 'It takes longer than I thought',
            },
            replica,
          );
          if (status < 300) {
            this.#seen.push(...(body.items ?? [body]));
          }
        }
        return;
      }
      case 'release': {
        const request = this.#recent(what);
        if (request) {
          await this.#end(nameOf(request), request, 'release', replica);
        }
        return;
      }
      case 'revoke': {
        const request = this.#recent(what);
        if (request) {
          await this.#end(RESPONDER, request, 'revoke', replica);
        }
        return;
      }
      case 'revoke-all':
        await this.#call(
          RESPONDER,
          'POST',
          '/revocations',
          {
            person: `user:default/${pick(REQUESTERS, who)}`,
            comment: 'An incident',
          },
          replica,
        );
        return;
      case 'disable': {
        const person = `/people/${pick(REQUESTERS, who)}`;
        await this.#world.aws('POST', `${person}/disable`);
        await new Promise(resolve => setTimeout(resolve, 8000 * how));
        await this.#world.aws('POST', `${person}/enable`);
        return;
      }
      case 'edit-policy':
        this.#world.editPolicies();
        return;
      default:
        throw new Error(`Unknown deed ${kind}`);
    }
  }

  #end(name, request, how, replica) {
    return this.#call(
      name,
      'POST',
      `/requests/${request.id}/${how}`,
      { comment: 'No longer needed' },
      replica,
    );
  }

  /** Both approvers at the same instant, on both replicas: one of them gives it. */
  async #approve({ id, digest }, verdict) {
    const answers = await Promise.all(
      APPROVERS.map((name, index) =>
        this.#call(
          name,
          'POST',
          `/requests/${id}/decisions`,
          { verdict, comment: 'Go ahead', digest },
          index,
        ).catch(() => ({ status: 0 })),
      ),
    );
    if (answers.some(({ status }) => status === 200 || status === 409)) {
      this.#decided.add(id);
    }
    if (answers.every(({ status }) => status === 200)) {
      this.doubles.push(id);
    }
  }

  #fresh() {
    return this.#seen.slice(-FRESH);
  }

  #isGiven({ id, approval }) {
    return !approval || this.#decided.has(id);
  }

  /** One of the latest that may have begun. */
  #recent(number) {
    return pick(
      this.#fresh().filter(request => this.#isGiven(request)),
      number,
    );
  }

  async #call(name, method, route, body, replica = 0) {
    const answer = await fetch(
      `${this.#world.urls[replica]}/api/elevated-access${route}`,
      {
        method,
        headers: {
          authorization: `Bearer ${this.#tokens.get(name)}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    const json = await answer.json();
    const what = `${method} ${route.replace(/[0-9a-f-]{36}/, ':id')} ${
      answer.status
    } ${json.error?.code ?? ''}`;
    this.answers.set(what, (this.answers.get(what) ?? 0) + 1);
    return { status: answer.status, body: json };
  }
}

function nameOf({ requester }) {
  return requester.entityRef.split('/')[1];
}

function pick(items, number) {
  return items[Math.floor(number * items.length)];
}
