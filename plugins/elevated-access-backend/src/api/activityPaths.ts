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
  activityEventSchema,
  exportActivityQuerySchema,
  listActivityQuerySchema,
  sessionActivitySchema,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { responses } from './openapiResponses';

const path = z.object({
  id: z.uuid().meta({ description: 'Id of the request' }),
});

const exportedEvent = z.object({
  requestId: z.uuid(),
  userName: z.string(),
  accountId: z.string(),
  permissionSet: z.string(),
  ...activityEventSchema.shape,
});

/** The part of the OpenAPI document about what was done with access. */
export const activityPaths: ZodOpenApiPathsObject = {
  '/requests/{id}/activity': {
    get: {
      operationId: 'getActivity',
      summary: 'What AWS recorded of the session',
      description:
        'For those who may see the request. From the beginning of the window to the end of the last credential, as it was last read; AWS is not asked while one waits. What is older than a minute is read anew soon.',
      tags: ['activity'],
      requestParams: { path, query: listActivityQuerySchema },
      responses: responses(
        { status: 200, description: 'A page', schema: sessionActivitySchema },
        [400, 401, 403, 404, 503],
      ),
    },
  },
  '/requests/{id}/activity/export': {
    get: {
      operationId: 'exportActivity',
      summary: 'What AWS recorded of the session, as a file',
      description:
        'For those who may see the request; who exports is written into the log. Newest first. The header `Elevated-Access-Rows` says how many events there are.',
      tags: ['activity'],
      requestParams: { path, query: exportActivityQuerySchema },
      responses: {
        ...responses(
          { status: 200, description: 'A file', schema: exportedEvent },
          [400, 401, 403, 404, 409, 503],
        ),
        200: {
          description: 'One event a line',
          content: {
            'application/jsonl': { schema: exportedEvent },
            'text/csv': { schema: z.string() },
          },
        },
      },
    },
  },
};
