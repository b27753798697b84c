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

import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/**
 * The plugin's page.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: 'elevated-access' });

/**
 * The page of one request.
 *
 * @public
 */
export const requestRouteRef = createSubRouteRef({
  id: 'elevated-access.request',
  parent: rootRouteRef,
  path: '/requests/:id',
});

/** The tabs of the page, in order; the paths are relative to the page's own. */
export const tabPaths = {
  ask: 'request',
  myAccess: 'my-access',
  inbox: 'inbox',
  active: 'active',
  audit: 'audit',
  policies: 'policies',
  health: 'health',
} as const;

/** Where all requests were once; leads to the audit. */
export const OLD_ALL_PATH = 'all';
