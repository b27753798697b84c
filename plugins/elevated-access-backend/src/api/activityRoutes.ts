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
  exportActivityQuerySchema,
  listActivityQuerySchema,
} from 'backstage-plugin-elevated-access-common';
import type { Request, Router } from 'express';
import type { SessionActivityService } from '../activity/SessionActivityService';
import type { RequestCall } from '../requests/types';
import { ROWS_HEADER, sendLines } from './sendExport';
import { validate } from './validate';

const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl' };

/** What was done with the access of a request. */
export function addActivityRoutes(
  router: Router,
  options: {
    httpAuth: HttpAuthService;
    activity: Pick<SessionActivityService, 'get' | 'export'>;
  },
): void {
  const { httpAuth, activity } = options;
  const callOf = async (httpRequest: Request): Promise<RequestCall> => ({
    credentials: await httpAuth.credentials(httpRequest, { allow: ['user'] }),
    httpRequest,
  });

  router.get('/requests/:id/activity', async (req, res) => {
    const call = await callOf(req);
    const query = validate(listActivityQuerySchema, req.query);
    res.json(await activity.get(req.params.id, query, call));
  });

  router.get('/requests/:id/activity/export', async (req, res) => {
    const call = await callOf(req);
    const query = validate(exportActivityQuerySchema, req.query);
    const { fileName, rows, lines } = await activity.export(
      req.params.id,
      query,
      call,
    );
    await sendLines(
      {
        type: TYPES[query.format],
        fileName,
        headers: { [ROWS_HEADER]: String(rows) },
        lines,
      },
      res,
    );
  });
}
