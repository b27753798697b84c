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
  ApiBlueprint,
  coreExtensionData,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiShieldKeyholeLine } from '@remixicon/react';
import { ElevatedAccessClient } from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from './api/elevatedAccessApiRef';
import {
  accessCard,
  accessContent,
  accountResultType,
  accountSearchResult,
  inboxWidget,
  myAccessWidget,
  requestCard,
} from './extensions';
import {
  OLD_ALL_PATH,
  requestRouteRef,
  rootRouteRef,
  tabPaths,
} from './routes';
import { TabbedPage } from './TabbedPage';
import { common } from './translations/messages/common';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: elevatedAccessApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new ElevatedAccessClient({ discoveryApi, fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: { path: '/elevated-access', routeRef: rootRouteRef },
}).override({
  factory(originalFactory, { inputs, config, node }) {
    return [
      ...originalFactory(),
      coreExtensionData.reactElement(
        <TabbedPage
          title={config.title ?? node.spec.plugin.title ?? common.title}
          pages={inputs.pages.map(it => ({
            path: it.get(coreExtensionData.routePath),
            title:
              it.get(coreExtensionData.title) ??
              it.get(coreExtensionData.routePath),
            icon: it.get(coreExtensionData.icon),
            element: it.get(coreExtensionData.reactElement),
          }))}
        />,
      ),
    ];
  },
});

const askPage = SubPageBlueprint.make({
  name: 'request',
  params: {
    path: tabPaths.ask,
    title: common.tabs.ask,
    loader: () => import('./pages').then(m => <m.Ask />),
  },
});

const myAccessPage = SubPageBlueprint.make({
  name: 'my-access',
  params: {
    path: tabPaths.myAccess,
    title: common.tabs.myAccess,
    loader: () => import('./pages').then(m => <m.MyAccess />),
  },
});

const inboxPage = SubPageBlueprint.make({
  name: 'inbox',
  params: {
    path: tabPaths.inbox,
    title: common.tabs.inbox,
    loader: () => import('./pages').then(m => <m.Inbox />),
  },
});

const activePage = SubPageBlueprint.make({
  name: 'active',
  params: {
    path: tabPaths.active,
    title: common.tabs.active,
    loader: () => import('./auditPages').then(m => <m.Active />),
  },
});

const auditPage = SubPageBlueprint.make({
  name: 'audit',
  params: {
    path: tabPaths.audit,
    title: common.tabs.audit,
    loader: () => import('./auditPages').then(m => <m.Audit />),
  },
});

const policiesPage = SubPageBlueprint.make({
  name: 'policies',
  params: {
    path: tabPaths.policies,
    title: common.tabs.policies,
    loader: () => import('./policyPages').then(m => <m.Policies />),
  },
});

const healthPage = SubPageBlueprint.make({
  name: 'health',
  params: {
    path: tabPaths.health,
    title: common.tabs.health,
    loader: () => import('./pages').then(m => <m.Health />),
  },
});

/**
 * One request is not a tab, so it is a page of its own below the plugin's page.
 * It brings its own header, with the same tabs.
 */
const requestPage = PageBlueprint.make({
  name: 'request',
  params: {
    path: '/elevated-access/requests',
    noHeader: true,
    loader: () => import('./pages').then(m => <m.RequestWithHeader />),
  },
});

/** No tab either: links to it are still about. */
const oldAllPage = PageBlueprint.make({
  name: 'all',
  params: {
    path: `/elevated-access/${OLD_ALL_PATH}`,
    noHeader: true,
    loader: () => import('./OldAllRequests').then(m => <m.OldAllRequests />),
  },
});

const headerStatus = PluginHeaderActionBlueprint.make({
  params: {
    loader: () => import('./pages').then(m => <m.HeaderStatus />),
  },
});

/**
 * The plugin for the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'elevated-access',
  title: common.title,
  icon: <RiShieldKeyholeLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, request: requestRouteRef },
  extensions: [
    api,
    page,
    askPage,
    myAccessPage,
    inboxPage,
    activePage,
    auditPage,
    policiesPage,
    healthPage,
    requestPage,
    oldAllPage,
    headerStatus,
    accessCard,
    requestCard,
    accessContent,
    myAccessWidget,
    inboxWidget,
    accountSearchResult,
    accountResultType,
  ],
});
