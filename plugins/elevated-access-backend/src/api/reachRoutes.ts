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
  accountIdSchema,
  policyCoverageQuerySchema,
} from 'backstage-plugin-elevated-access-common';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { PolicyReach } from '../policies/PolicyReach';
import type { RequestCall } from '../requests/types';
import { validate } from './validate';

const accountSchema = z.object({ id: accountIdSchema });

/** How far policies reach. */
export function addReachRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    reach: Pick<PolicyReach, 'coverage' | 'ofAccount'>;
  },
): void {
  const { httpAuth, reach } = options;
  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.get('/policies/coverage', async (req, res) => {
    const call = await callOf(req);
    const query = validate(policyCoverageQuerySchema, req.query);
    res.json(await reach.coverage(query, call));
  });

  router.get('/accounts/:id/reach', async (req, res) => {
    const call = await callOf(req);
    const { id } = validate(accountSchema, req.params);
    res.json(await reach.ofAccount(id, call));
  });
}
