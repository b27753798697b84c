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
import { listDirectoryQuerySchema } from 'backstage-plugin-elevated-access-common';
import type { Router } from 'express';
import type { DirectoryListing } from '../directory/DirectoryListing';
import { validate } from './validate';

/** The directory as a whole, for other plugins: the catalog keeps a copy of it. */
export function addDirectoryRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    directory: Pick<DirectoryListing, 'list'>;
  },
): void {
  const { httpAuth, directory } = options;

  router.get('/directory', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = validate(listDirectoryQuerySchema, req.query);
    res.json(await directory.list(query, { credentials, httpRequest: req }));
  });
}
