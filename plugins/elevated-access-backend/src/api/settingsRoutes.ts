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

import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  changeSettingsSchema,
  listVersionsQuerySchema,
} from 'backstage-plugin-elevated-access-common';
import type { Request, Router } from 'express';
import type { SettingsAdministration } from '../policies/SettingsAdministration';
import type { RequestCall } from '../requests/types';
import { validate } from './validate';

/** What the routes below need. */
export type SettingsService = Pick<
  SettingsAdministration,
  'get' | 'change' | 'versions'
>;

/** The settings and their history. */
export function addSettingsRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    settings: SettingsService;
  },
): void {
  const { httpAuth, settings } = options;
  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.get('/settings', async (req, res) => {
    res.json(await settings.get(await callOf(req)));
  });

  router.put('/settings', async (req, res) => {
    const call = await callOf(req);
    const input = validate(changeSettingsSchema, req.body);
    res.json(await settings.change(input, call));
  });

  router.get('/settings/versions', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listVersionsQuerySchema, req.query);
    res.json(await settings.versions(query, call));
  });
}
