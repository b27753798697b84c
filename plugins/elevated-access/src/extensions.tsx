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
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiCloudLine } from '@remixicon/react';
import { lazy } from 'react';
import {
  hasElevatedAccess,
  mayRunInAwsAccounts,
} from './components/catalog/subject';
import { ACCOUNT_DOCUMENT_TYPE } from './components/search/accountDocument';
import { catalog } from './translations/messages/catalog';
import { home } from './translations/messages/home';
import { search } from './translations/messages/search';

// The home page takes a widget's title before a language is known, so that the
// cards find their own; in the list of widgets to add it stays English.

const MyAccessCard = lazy(() =>
  import('./components/home/cards').then(m => ({ default: m.MyAccessCard })),
);

const InboxCard = lazy(() =>
  import('./components/home/cards').then(m => ({ default: m.InboxCard })),
);

/** Who has access now, on pages of accounts, permission sets, users and groups. */
export const accessCard = EntityCardBlueprint.make({
  name: 'access',
  params: {
    type: 'content',
    filter: hasElevatedAccess,
    loader: () =>
      import('./components/catalog/EntityAccessCard').then(m => (
        <m.EntityAccessCard />
      )),
  },
});

/** The accounts behind whatever runs in AWS, with a way to ask for access. */
export const requestCard = EntityCardBlueprint.make({
  name: 'request',
  params: {
    type: 'info',
    filter: mayRunInAwsAccounts,
    loader: () =>
      import('./components/catalog/EntityRequestAccessCard').then(m => (
        <m.EntityRequestAccessCard />
      )),
  },
});

/** Every request that concerns the account, permission set, user or group. */
export const accessContent = EntityContentBlueprint.make({
  name: 'access',
  params: {
    path: '/elevated-access',
    title: catalog.tab,
    filter: hasElevatedAccess,
    loader: () =>
      import('./components/catalog/EntityAccessContent').then(m => (
        <m.EntityAccessContent />
      )),
  },
});

export const myAccessWidget = HomePageWidgetBlueprint.make({
  name: 'my-access',
  params: {
    name: 'ElevatedAccessMyAccess',
    title: home.myAccess.title,
    description: home.myAccess.description,
    layout: { width: { minColumns: 4 }, height: { minRows: 2 } },
    components: () =>
      import('./components/home/widgets').then(m => m.myAccessWidget),
    componentProps: { Renderer: MyAccessCard },
  },
});

export const inboxWidget = HomePageWidgetBlueprint.make({
  name: 'inbox',
  params: {
    name: 'ElevatedAccessInbox',
    title: home.inbox.title,
    description: home.inbox.description,
    layout: { width: { minColumns: 4 }, height: { minRows: 2 } },
    components: () =>
      import('./components/home/widgets').then(m => m.inboxWidget),
    componentProps: { Renderer: InboxCard },
  },
});

export const accountSearchResult = SearchResultListItemBlueprint.make({
  name: 'account',
  params: {
    icon: <RiCloudLine aria-hidden />,
    predicate: ({ type }) => type === ACCOUNT_DOCUMENT_TYPE,
    component: () =>
      import('./components/search/AccountSearchResult').then(
        m => m.AccountSearchResult,
      ),
  },
});

/** The portal's search can be narrowed to accounts. */
export const accountResultType = SearchFilterResultTypeBlueprint.make({
  name: 'account',
  params: {
    value: ACCOUNT_DOCUMENT_TYPE,
    name: search.type,
    icon: <RiCloudLine aria-hidden />,
  },
});
