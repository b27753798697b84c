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
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { ElevatedAccessClient } from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from './api/elevatedAccessApiRef';
import type { JSX } from 'react';
import { rootRouteRef } from './routes';

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
