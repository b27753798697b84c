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

import {
  ElevatedAccessClient,
  type AccessRequest,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';

/** Whom the tests can be; those of app-config.e2e.yaml. */
export const demoPeople = [
  'Ann Li',
  'Bo Ek',
  'Cleo Diaz',
  'Dana Roy',
  'Eli Stone',
  'Finn Moss',
  'Gita Rao',
  'Hugo Brandt',
  'Hana Sato',
  'Ines Costa',
  'Zara Bloom',
] as const;

/** `Ann Li` is `user:default/ann.li`. */
export const entityRefOf = (name: string) =>
  `user:default/${name.toLowerCase().replace(' ', '.')}`;

const unfinished: RequestStatus[] = [
  'pending',
  'scheduled',
  'activating',
  'active',
  'ending',
];

/** A demo person who uses the HTTP API and no browser. */
export class Person {
  readonly api: ElevatedAccessClient;

  private constructor(portalUrl: string, token: string) {
    this.api = new ElevatedAccessClient({
      discoveryApi: {
        getBaseUrl: async pluginId => `${portalUrl}/api/${pluginId}`,
      },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: { ...init?.headers, authorization: `Bearer ${token}` },
          }),
      },
    });
  }

  /** Waits until the catalog has read the person. */
  static async signIn(portalUrl: string, name: string): Promise<Person> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      const response = await fetch(`${portalUrl}/api/auth/demo/refresh`, {
        headers: { 'X-Demo-User': entityRefOf(name) },
      });
      if (response.ok) {
        const { backstageIdentity } = await response.json();
        return new Person(portalUrl, backstageIdentity.token);
      }
      if (performance.now() > deadline) {
        throw new Error(`${name} cannot sign in: ${await response.text()}`);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  async ask(wish: {
    account: string;
    permissionSet: string;
    minutes: number;
    reason: string;
    ticket?: string;
  }): Promise<AccessRequest> {
    const { items } = await this.api.listRequestable({
      search: `${wish.account} ${wish.permissionSet}`,
    });
    const found = items.find(
      ({ account, permissionSet }) =>
        account.name === wish.account &&
        permissionSet.name === wish.permissionSet,
    );
    if (!found) {
      throw new Error(
        `${wish.permissionSet} on ${wish.account} is not to be had`,
      );
    }
    const created = await this.api.createRequests({
      accountIds: [found.account.id],
      permissionSetArn: found.permissionSet.arn,
      duration: `PT${wish.minutes}M`,
      reason: wish.reason,
      ticket: wish.ticket,
    });
    return created.items[0];
  }

  async approve({ id, digest }: AccessRequest, comment = ''): Promise<void> {
    await this.api.decide(id, { verdict: 'approve', comment, digest });
  }

  /** Waits until the request has the status. */
  async untilStatus(
    { id }: AccessRequest,
    status: RequestStatus,
  ): Promise<AccessRequest> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const request = await this.api.getRequest(id);
      if (request.status === status) {
        return request;
      }
      if (performance.now() > deadline) {
        throw new Error(`${id} is ${request.status} and not ${status}`);
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }

  /** Ends all that people hold or wait for, and waits until it is verified gone. Takes an administrator. */
  async endEverythingOf(...names: string[]): Promise<void> {
    await Promise.all(
      names.map(name =>
        this.api.revokeAll({
          person: entityRefOf(name),
          comment: 'The test is over',
        }),
      ),
    );
    const deadline = performance.now() + 60_000;
    for (;;) {
      const { items } = await this.api.listRequests({
        view: 'all',
        requester: names.map(entityRefOf),
        status: unfinished,
      });
      if (items.length === 0) {
        return;
      }
      if (performance.now() > deadline) {
        throw new Error(`${items.length} requests do not end`);
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
}
