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
  accountIdSchema,
  accountReachSchema,
  policyCoverageQuerySchema,
  policyCoveragesSchema,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { responses } from './openapiResponses';

/** The part of the OpenAPI document about how far policies reach. */
export const reachPaths: ZodOpenApiPathsObject = {
  '/policies/coverage': {
    get: {
      operationId: 'getPolicyCoverage',
      summary: 'How many people, accounts and permission sets policies cover',
      description:
        'For administrators and auditors. Counted over the catalog and the directory as they are now.',
      tags: ['policies'],
      requestParams: { query: policyCoverageQuerySchema },
      responses: responses(
        {
          status: 200,
          description: 'The policies that there are, in no order',
          schema: policyCoveragesSchema,
        },
        [400, 401, 403, 503],
      ),
    },
  },
  '/accounts/{id}/reach': {
    get: {
      operationId: 'getAccountReach',
      summary: 'Who can reach an account, and through which policies',
      description:
        'For administrators and auditors. Deny policies come first, then those that permit, in the order in which they answer.',
      tags: ['policies'],
      requestParams: { path: z.object({ id: accountIdSchema }) },
      responses: responses(
        {
          status: 200,
          description: 'The policies that speak of the account',
          schema: accountReachSchema,
        },
        [400, 401, 403, 404, 503],
      ),
    },
  },
};
