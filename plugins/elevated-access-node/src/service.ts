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
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type BackstageCredentials,
  type BackstageUserPrincipal,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ElevatedAccessClient,
  type ElevatedAccessApi,
} from 'backstage-plugin-elevated-access-common';

const PLUGIN_ID = 'elevated-access';

/**
 * The elevated-access plugin, for other backend plugins and modules.
 *
 * They act for a person: they may ask for access and read what that person may
 * read. Decisions and revocations made this way are refused, so that nothing but
 * a person can approve.
 *
 * @public
 */
export interface ElevatedAccessService {
  /** The API as the person behind the credentials sees it. */
  forUser(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): ElevatedAccessApi;
}

/**
 * Gives plugins and modules the {@link ElevatedAccessService}.
 *
 * @public
 */
export const elevatedAccessServiceRef = createServiceRef<ElevatedAccessService>(
  {
    id: 'elevated-access.service',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: deps => new HttpElevatedAccessService(deps),
      }),
  },
);

class HttpElevatedAccessService implements ElevatedAccessService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  forUser(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): ElevatedAccessApi {
    return new ElevatedAccessClient({
      discoveryApi: this.#discovery,
      fetchApi: {
        fetch: async (input, init) => {
          const { token } = await this.#auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: PLUGIN_ID,
          });
          const headers = new Headers(init?.headers);
          headers.set('authorization', `Bearer ${token}`);
          return fetch(input, { ...init, headers });
        },
      },
    });
  }
}
