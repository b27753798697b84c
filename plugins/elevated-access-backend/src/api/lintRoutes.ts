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
  listLintQuerySchema,
  validatePolicySchema,
} from 'backstage-plugin-elevated-access-common';
import type { Request, Router } from 'express';
import type { LintListing } from '../policies/LintListing';
import type { PolicyPreviewer } from '../policies/PolicyPreviewer';
import type { RequestCall } from '../requests/types';
import { validate } from './validate';

/** What is wrong with policies, and what one would mean that is being written. */
export function addLintRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    lint: Pick<LintListing, 'list'>;
    previews: Pick<PolicyPreviewer, 'preview'>;
  },
): void {
  const { httpAuth, lint, previews } = options;
  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.get('/policies/lint', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listLintQuerySchema, req.query);
    res.json(await lint.list(query, call));
  });

  router.post('/policies/validate', async (req, res) => {
    const call = await callOf(req);
    const input = validate(validatePolicySchema, req.body);
    res.json(await previews.preview(input, call));
  });
}
