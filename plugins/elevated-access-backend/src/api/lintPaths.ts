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
  lintReportSchema,
  listLintQuerySchema,
  policyPreviewSchema,
  validatePolicySchema,
} from 'backstage-plugin-elevated-access-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { responses } from './openapiResponses';

/** The part of the OpenAPI document about what is wrong with policies. */
export const lintPaths: ZodOpenApiPathsObject = {
  '/policies/lint': {
    get: {
      operationId: 'listLintFindings',
      summary: 'What is wrong with the policies, seen against the world',
      description:
        'For administrators and auditors. What the last complete check of all policies against the catalog and the directory found, worst first; policies are checked soon after they change, and regularly.',
      tags: ['policies'],
      requestParams: { query: listLintQuerySchema },
      responses: responses(
        { status: 200, description: 'A page', schema: lintReportSchema },
        [400, 401, 403, 503],
      ),
    },
  },
  '/policies/validate': {
    post: {
      operationId: 'validatePolicy',
      summary:
        'What is wrong with a policy that is being written, or what it would mean',
      description:
        'For administrators. Changes nothing and does not ask AWS. Says everything that is wrong with the policy, or else whom and what it covers now and what lint would find.',
      tags: ['policies'],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: validatePolicySchema,
            example: {
              policy: {
                kind: 'eligibility',
                spec: {
                  name: 'payments-engineers',
                  effect: 'allow',
                  subjects: ['group:default/payments-engineers'],
                  targets: [{ ou: '/Workloads/Prod' }],
                  permissionSets: [{ name: 'PowerUser' }],
                  maxDuration: 'PT2H',
                },
              },
              replaces: 'payments-engineers',
            },
          },
        },
      },
      responses: responses(
        {
          status: 200,
          description: 'What is wrong with it, or what it covers',
          schema: policyPreviewSchema,
        },
        [400, 401, 403, 413, 503],
      ),
    },
  },
};
