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

import { explainSchema } from 'backstage-plugin-elevated-access-common';
import { validate } from '../api/validate';
import { callOf, type ActionOptions } from './types';

export function registerExplain(options: ActionOptions): void {
  const { registry, requests } = options;
  registry.register({
    name: 'explain',
    title: 'Explain why I may or may not request AWS access',
    description:
      'Says whether the caller may request a permission set in an AWS account for some time, which policy says so, who would approve, and what to do when it is refused. Read-only. Auditors and administrators may ask about somebody else.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          accountId: z.string().describe('12 digits'),
          permissionSetArn: z.string(),
          duration: z.string().describe('ISO 8601, for example PT1H'),
          person: z
            .string()
            .optional()
            .describe('Entity reference of a user; the caller by default'),
        }),
      output: z =>
        z.object({
          person: z.string(),
          permitted: z.boolean(),
          reason: z.string().nullable().describe('Why not'),
          remedy: z.string().nullable().describe('What to do about it'),
          policy: z.string().nullable(),
          approvers: z
            .array(z.string())
            .describe('Who could approve; empty when nobody has to'),
          policies: z.array(
            z.object({
              policy: z.string(),
              applies: z.boolean(),
              change: z
                .string()
                .nullable()
                .describe('What would have to change for it to permit this'),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const call = await callOf('request-explain', credentials, options);
      const found = await requests.explain(
        validate(explainSchema, input),
        call,
      );
      const approvers =
        found.approval?.stages.flatMap(stage => stage.approvers) ?? [];
      return {
        output: {
          person: found.person.entityRef,
          permitted: found.outcome === 'permitted',
          reason: found.refusal?.reason ?? null,
          remedy: found.refusal?.remedy ?? null,
          policy: found.policy?.name ?? null,
          approvers: [...new Set(approvers.map(({ entityRef }) => entityRef))],
          policies: found.eligibility.map(({ policy, applies, change }) => ({
            policy,
            applies,
            change,
          })),
        },
      };
    },
  });
}
