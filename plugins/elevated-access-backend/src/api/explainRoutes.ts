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
import { explainSchema } from 'backstage-plugin-elevated-access-common';
import type { Router } from 'express';
import type { RequestService } from '../requests/types';
import { validate } from './validate';

/** Why somebody may or may not ask for something. */
export function addExplainRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    requests: Pick<RequestService, 'explain'>;
  },
): void {
  const { httpAuth, requests } = options;

  router.post('/explain', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const input = validate(explainSchema, req.body);
    res.json(await requests.explain(input, { credentials, httpRequest: req }));
  });
}
