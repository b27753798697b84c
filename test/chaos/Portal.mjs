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

/** Longer than AWS's timeout; the machine may be busy. */
const TIMEOUT_MS = 12_000;

/** The portal's API at either replica, as whoever is signed in. */
export class Portal {
  /** How often each kind of answer came. */
  answers = new Map();
  #world;
  #tokens = new Map();

  constructor({ world }) {
    this.#world = world;
  }

  async signIn(name) {
    const response = await fetch(
      `${this.#world.urls[0]}/api/auth/demo/refresh`,
      { headers: { 'X-Demo-User': `user:default/${name}` } },
    );
    const { backstageIdentity } = await response.json();
    this.#tokens.set(name, backstageIdentity.token);
  }

  /** @throws Error when there is no answer */
  async call(name, method, route, { body, replica = 0 } = {}) {
    const what = `${method} ${route.replace(/[0-9a-f-]{36}/, ':id')}`;
    const { status, json } = await this.#fetch(name, method, route, {
      body,
      replica,
    })
      .then(async answer => ({
        status: answer.status,
        json: await answer.json(),
      }))
      .catch(error => {
        this.#count(`${what} without an answer`);
        throw error;
      });
    this.#count(`${what} ${status} ${json.error?.code ?? ''}`);
    return { status, body: json };
  }

  /** All requests there are. */
  async requests(auditor) {
    const items = [];
    let cursor = '';
    do {
      const { status, body } = await this.call(
        auditor,
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

  /** The event log as it is exported. */
  async log(auditor) {
    const answer = await this.#fetch(auditor, 'GET', '/events/export', {
      replica: 0,
    });
    if (!answer.ok) {
      throw new Error(`The export of the log: ${answer.status}`);
    }
    return (await answer.text())
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  }

  #count(what) {
    this.answers.set(what, (this.answers.get(what) ?? 0) + 1);
  }

  verification(auditor) {
    return this.call(auditor, 'GET', '/events/verification');
  }

  /** As through a load balancer: where nobody listens, the other replica is asked. */
  async #fetch(name, method, route, { body, replica }) {
    const ask = url =>
      fetch(`${url}/api/elevated-access${route}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#tokens.get(name)}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    const { urls } = this.#world;
    try {
      return await ask(urls[replica]);
    } catch (error) {
      if (error.cause?.code !== 'ECONNREFUSED') {
        throw error;
      }
      return ask(urls[1 - replica]);
    }
  }
}
