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

import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
  type AuthResolverContext,
  type SignInInfo,
} from '@backstage/plugin-auth-node';

/**
 * A header and not a query parameter or a cookie: another site's page cannot
 * send it from a visitor's browser without passing the backend's CORS check.
 */
export const DEMO_USER_HEADER = 'x-demo-user';

export interface DemoAuthContext {
  allowedUserRefs: ReadonlySet<string>;
}

export interface DemoAuthResult {
  userEntityRef: string;
}

function refuseProduction() {
  if (process.env.NODE_ENV === 'production') {
    throw new NotAllowedError(
      "The 'demo' auth provider signs anyone in without a password and never runs with NODE_ENV=production. Remove auth.providers.demo from the configuration.",
    );
  }
}

function normalizeUserRef(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'User', defaultNamespace: 'default' }),
  );
}

function readAllowedUserRefs(config: Config): ReadonlySet<string> {
  if (config.getOptionalBoolean('enabled') !== true) {
    throw new NotAllowedError(
      "The 'demo' auth provider is switched off. Set auth.providers.demo.enabled: true, on a development machine only.",
    );
  }
  return new Set(
    config
      .getConfigArray('people')
      .map(person => normalizeUserRef(person.getString('user'))),
  );
}

export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: async (
    { userEntityRef }: DemoAuthResult,
    context: AuthResolverContext,
  ) => {
    const { entity } = await context.findCatalogUser({
      entityRef: userEntityRef,
    });
    return { profile: readProfile(entity) };
  },

  initialize({ config }): DemoAuthContext {
    refuseProduction();
    return { allowedUserRefs: readAllowedUserRefs(config) };
  },

  async authenticate({ req }, { allowedUserRefs }: DemoAuthContext) {
    refuseProduction();
    const header = req.headers[DEMO_USER_HEADER];
    if (typeof header !== 'string') {
      throw new AuthenticationError(
        `Say who signs in, in the ${DEMO_USER_HEADER} header, for example user:default/ann.li`,
      );
    }
    const userEntityRef = normalizeUserRef(header);
    if (!allowedUserRefs.has(userEntityRef)) {
      throw new AuthenticationError(
        `${userEntityRef} is not one of the demo people listed in auth.providers.demo.people`,
      );
    }
    return { result: { userEntityRef } };
  },
});

function readProfile(entity: Entity) {
  const profile = entity.spec?.profile;
  const read = (key: string) => {
    const value =
      profile && typeof profile === 'object' && !Array.isArray(profile)
        ? profile[key]
        : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    displayName: read('displayName'),
    email: read('email'),
    picture: read('picture'),
  };
}

/** Signs in through the catalog, so that group memberships are the live ones. */
async function signInDemoUser(
  info: SignInInfo<DemoAuthResult>,
  context: AuthResolverContext,
) {
  return context.signInWithCatalogUser({
    entityRef: info.result.userEntityRef,
  });
}

/** Sign-in as one of a list of demo people. For development and tests only. */
export const demoAuthModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: demoAuthenticator,
            signInResolver: signInDemoUser,
          }),
        });
      },
    });
  },
});
