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
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { ElevatedAccessClient } from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from './api/elevatedAccessApiRef';
import type { ComponentType, JSX } from 'react';
import type { AccountSearchResultProps } from './components/search/AccountSearchResult';
import { ACCOUNT_DOCUMENT_TYPE } from './components/search/accountDocument';
import { rootRouteRef } from './routes';
import { home } from './translations/messages/home';

/**
 * The plugin for portals on the old frontend system.
 *
 * @public
 */
export const elevatedAccessPlugin = createPlugin({
  id: 'elevated-access',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: elevatedAccessApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new ElevatedAccessClient({ discoveryApi, fetchApi }),
    }),
  ],
});

/**
 * The whole page for portals on the old frontend system.
 *
 * @public
 */
export const ElevatedAccessPage: () => JSX.Element =
  elevatedAccessPlugin.provide(
    createRoutableExtension({
      name: 'ElevatedAccessPage',
      mountPoint: rootRouteRef,
      component: () => import('./LegacyPage').then(m => m.LegacyPage),
    }),
  );

/**
 * A card for the page of an account, a permission set, a user or a group: who
 * has access now. Show it where `hasElevatedAccess` says so.
 *
 * @public
 */
export const EntityElevatedAccessCard: () => JSX.Element | null =
  elevatedAccessPlugin.provide(
    createComponentExtension({
      name: 'EntityElevatedAccessCard',
      component: {
        lazy: () =>
          import('./components/catalog/EntityAccessCard').then(
            m => m.EntityAccessCard,
          ),
      },
    }),
  );

/**
 * A tab for the same pages: every request that concerns the entity.
 *
 * @public
 */
export const EntityElevatedAccessContent: () => JSX.Element | null =
  elevatedAccessPlugin.provide(
    createComponentExtension({
      name: 'EntityElevatedAccessContent',
      component: {
        lazy: () =>
          import('./components/catalog/EntityAccessContent').then(
            m => m.EntityAccessContent,
          ),
      },
    }),
  );

/**
 * A card for the page of whatever runs in AWS: the accounts behind it, and a way
 * to ask for access to them. Show it where `mayRunInAwsAccounts` says so.
 *
 * @public
 */
export const EntityRequestElevatedAccessCard: () => JSX.Element =
  elevatedAccessPlugin.provide(
    createComponentExtension({
      name: 'EntityRequestElevatedAccessCard',
      component: {
        lazy: () =>
          import('./components/catalog/EntityRequestAccessCard').then(
            m => m.EntityRequestAccessCard,
          ),
      },
    }),
  );

/**
 * A card for the home page: what the reader holds now, and for how long.
 *
 * @public
 */
export const HomePageMyElevatedAccess: ComponentType<{ title?: string }> =
  elevatedAccessPlugin.provide(
    createCardExtension<{}>({
      name: 'HomePageMyElevatedAccess',
      title: home.myAccess.title,
      description: home.myAccess.description,
      components: () =>
        import('./components/home/widgets').then(m => m.myAccessWidget),
    }),
  );

/**
 * A card for the home page: what waits for the reader's decision.
 *
 * @public
 */
export const HomePageElevatedAccessInbox: ComponentType<{ title?: string }> =
  elevatedAccessPlugin.provide(
    createCardExtension<{}>({
      name: 'HomePageElevatedAccessInbox',
      title: home.inbox.title,
      description: home.inbox.description,
      components: () =>
        import('./components/home/widgets').then(m => m.inboxWidget),
    }),
  );

/**
 * A result item for the search page: an AWS account, with a way to ask for
 * access to it.
 *
 * @public
 */
export const ElevatedAccessSearchResultListItem: ComponentType<AccountSearchResultProps> =
  elevatedAccessPlugin.provide(
    createSearchResultListItemExtension({
      name: 'ElevatedAccessSearchResultListItem',
      predicate: ({ type }) => type === ACCOUNT_DOCUMENT_TYPE,
      component: () =>
        import('./components/search/AccountSearchResult').then(
          m => m.AccountSearchResult,
        ),
    }),
  );
