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

import { listRequestableQuerySchema } from 'backstage-plugin-elevated-access-common';
import { validate } from '../api/validate';
import { callOf, type ActionOptions } from './types';

export function registerListRequestable(options: ActionOptions): void {
  const { registry, requests } = options;
  registry.register({
    name: 'list-requestable',
    title: 'List the AWS access that I may request',
    description:
      'Lists pairs of AWS account and permission set that the caller may request temporary access to, with the longest duration and whether somebody has to approve. Read-only. Use it to find the account id and the permission set ARN that request-access needs.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          search: z
            .string()
            .max(200)
            .optional()
            .describe(
              'Words that account name or id, organizational unit or permission set have to contain',
            ),
          cursor: z
            .string()
            .max(500)
            .optional()
            .describe('nextCursor of the page before'),
          limit: z.number().int().min(1).max(200).optional(),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              accountId: z.string(),
              accountName: z.string(),
              permissionSetArn: z.string(),
              permissionSetName: z.string(),
              maxDuration: z.string().describe('ISO 8601'),
              approval: z.enum(['required', 'not-required', 'depends']),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const call = await callOf('requestable-list', credentials, options);
      const { items, nextCursor } = await requests.listRequestable(
        validate(listRequestableQuerySchema, input),
        call,
      );
      return {
        output: {
          items: items.map(
            ({ account, permissionSet, maxDuration, approval }) => ({
              accountId: account.id,
              accountName: account.name,
              permissionSetArn: permissionSet.arn,
              permissionSetName: permissionSet.name,
              maxDuration,
              approval,
            }),
          ),
          ...(nextCursor === undefined ? {} : { nextCursor }),
        },
      };
    },
  });
}
