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
  accessReportQuerySchema,
  accessReportSchema,
  accessReviewPageSchema,
  accessReviewSchema,
  batchDecidedSchema,
  batchDecisionSchema,
  entityAccessQuerySchema,
  entityAccessSchema,
  listAccessReviewsQuerySchema,
  requestBackgroundSchema,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { responses } from './openapiResponses';

const pathOf = (what: string) => ({
  path: z.object({ id: z.uuid().meta({ description: `Id of the ${what}` }) }),
});

/** The part of the OpenAPI document about what screens and auditors need beside lists. */
export const reportPaths: ZodOpenApiPathsObject = {
  '/decisions': {
    post: {
      operationId: 'decideMany',
      summary: 'Approve or reject several requests alike',
      description:
        'Each is decided by itself, exactly as it would be alone. The answer is 200 whatever became of them; what was refused says with which status it would have been.',
      tags: ['requests'],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: batchDecisionSchema } },
      },
      responses: responses(
        {
          status: 200,
          description: 'What became of each, in the order asked',
          schema: batchDecidedSchema,
        },
        [400, 401, 403, 413],
      ),
    },
  },
  '/requests/{id}/background': {
    get: {
      operationId: 'getRequestBackground',
      summary: 'What helps to decide on a request',
      description:
        'For those who may decide on it, auditors, responders and administrators. From what is stored: AWS is asked nothing. Other requests are told one by one only where the caller may read them.',
      tags: ['requests'],
      requestParams: pathOf('request'),
      responses: responses(
        {
          status: 200,
          description: 'The background',
          schema: requestBackgroundSchema,
        },
        [401, 403, 404, 503],
      ),
    },
  },
  '/entity-access': {
    get: {
      operationId: 'getEntityAccess',
      summary:
        'The accounts behind an entity of the catalog, and what the caller may ask for in them',
      description:
        'Accounts that an annotation names, that what the entity depends on or its system lies in, or else those of the same owner. Only accounts in which the caller may ask for something, or, for auditors and administrators, all.',
      tags: ['directory'],
      requestParams: { query: entityAccessQuerySchema },
      responses: responses(
        {
          status: 200,
          description: 'At most 50 accounts, the likeliest first',
          schema: entityAccessSchema,
        },
        [400, 401, 403, 404, 503],
      ),
    },
  },
  '/reports/access': {
    get: {
      operationId: 'getAccessReport',
      summary: 'What the requests of a period add up to',
      description:
        'Of the requests that the caller may see. Requests count in the period in which they were made; five years at most.',
      tags: ['audit'],
      requestParams: { query: accessReportQuerySchema },
      responses: responses(
        { status: 200, description: 'The figures', schema: accessReportSchema },
        [400, 401, 403, 503],
      ),
    },
  },
  '/reviews': {
    get: {
      operationId: 'listAccessReviews',
      summary: 'Access reviews, newest first',
      description:
        'Those that the caller, or a group of theirs, is to look at; for auditors and administrators all.',
      tags: ['audit'],
      requestParams: { query: listAccessReviewsQuerySchema },
      responses: responses(
        { status: 200, description: 'A page', schema: accessReviewPageSchema },
        [400, 401, 403, 503],
      ),
    },
  },
  '/reviews/{id}': {
    get: {
      operationId: 'getAccessReview',
      summary: 'One access review: who held what, and what of it was used',
      tags: ['audit'],
      requestParams: pathOf('review'),
      responses: responses(
        { status: 200, description: 'The review', schema: accessReviewSchema },
        [401, 403, 404, 503],
      ),
    },
  },
};
