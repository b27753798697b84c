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

import { createRequestSchema } from 'backstage-plugin-elevated-access-common';
import { validate } from '../api/validate';
import { requestOutput, toRequestOutput } from './requestOutput';
import { callOf, type ActionOptions } from './types';

export function registerRequestAccess(options: ActionOptions): void {
  const { registry, requests } = options;
  registry.register({
    name: 'request-access',
    title: 'Request temporary AWS access',
    description:
      'Asks for temporary access of the caller to a permission set in AWS accounts, in the name of the caller and with the same checks and approvals as in the portal. With dryRun it only says what would happen. It cannot approve: a person other than the caller does, in the portal, where the policy asks for it.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          accountIds: z
            .array(z.string())
            .min(1)
            .max(25)
            .describe('12 digits each'),
          permissionSetArn: z.string(),
          duration: z.string().describe('ISO 8601, for example PT1H'),
          startsAt: z
            .string()
            .optional()
            .describe('ISO 8601; as soon as it is approved by default'),
          reason: z
            .string()
            .max(2000)
            .optional()
            .describe('Why, for the approvers and the audit'),
          ticket: z.string().max(200).optional(),
          dryRun: z
            .boolean()
            .optional()
            .describe('Only check, and ask for nothing'),
        }),
      output: z =>
        z.object({
          dryRun: z.boolean(),
          requests: z.array(requestOutput(z)).describe('Empty in a dry run'),
          checks: z
            .array(
              z.object({
                accountId: z.string(),
                ok: z.boolean().describe('Whether a request would be accepted'),
                problems: z.array(
                  z.object({
                    check: z.string(),
                    reason: z.string(),
                    remedy: z.string().optional(),
                  }),
                ),
                startsAt: z.string(),
                endsAt: z.string(),
              }),
            )
            .describe('Only in a dry run, for each account'),
        }),
    },
    action: async ({ input: { dryRun = false, ...wish }, credentials }) => {
      const call = await callOf(
        dryRun ? 'request-preflight' : 'request-create',
        credentials,
        options,
      );
      const input = validate(createRequestSchema, wish);
      if (dryRun) {
        const { items } = await requests.preflight(input, call);
        return {
          output: {
            dryRun,
            requests: [],
            checks: items.map(({ accountId, checks, startsAt, endsAt }) => ({
              accountId,
              ok: checks.every(({ ok }) => ok),
              problems: checks
                .filter(({ ok }) => !ok)
                .map(({ check, reason, remedy }) => ({
                  check,
                  reason,
                  ...(remedy === undefined ? {} : { remedy }),
                })),
              startsAt,
              endsAt,
            })),
          },
        };
      }
      const { items } = await requests.submit(input, call);
      return {
        output: { dryRun, requests: items.map(toRequestOutput), checks: [] },
      };
    },
  });
}
