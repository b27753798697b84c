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
  approvalPolicySchema,
  eligibilityPolicySchema,
  policyKindSchema,
  settingsSchema,
  type Person,
  type PolicyProblem,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { PolicyContent } from './policyAdministrationTypes';

/** What is wrong is told up to so many times. */
const MOST_PROBLEMS = 10;

/** Where a policy, a version of one or a change of one is read back from JSON. */
export const policyContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('eligibility'), spec: eligibilityPolicySchema }),
  z.object({ kind: z.literal('approval'), spec: approvalPolicySchema }),
]);

export const proposedChangeSchema = z.union([
  z.object({
    subject: z.literal('policy'),
    action: z.enum(['create', 'edit']),
    kind: z.literal('eligibility'),
    spec: eligibilityPolicySchema,
  }),
  z.object({
    subject: z.literal('policy'),
    action: z.enum(['create', 'edit']),
    kind: z.literal('approval'),
    spec: approvalPolicySchema,
  }),
  z.object({
    subject: z.literal('policy'),
    action: z.enum(['enable', 'disable', 'delete']),
    kind: policyKindSchema,
    name: z.string(),
  }),
  z.object({
    subject: z.literal('settings'),
    action: z.literal('edit'),
    settings: settingsSchema,
  }),
]);

/** What is written in a row, or what is wrong with it. */
export type ReadContent =
  | { ok: true; content: PolicyContent }
  | { ok: false; raw: unknown; problems: PolicyProblem[] };

/** Reads a policy back that another version of the plugin, or a hand, may have written. */
export function readContent(row: {
  kind: string;
  name: string;
  spec: string;
}): ReadContent {
  const raw = parseJson(row.spec);
  const parsed = policyContentSchema.safeParse({ kind: row.kind, spec: raw });
  if (!parsed.success) {
    return {
      ok: false,
      raw,
      problems: parsed.error.issues
        .slice(0, MOST_PROBLEMS)
        .map(({ path: [part, ...rest], message }) => ({
          path: (part === 'spec' ? rest : [part ?? '', ...rest]).map(step =>
            typeof step === 'number' ? step : String(step),
          ),
          reason: message,
        })),
    };
  }
  const { name } = parsed.data.spec;
  return name === row.name
    ? { ok: true, content: parsed.data }
    : {
        ok: false,
        raw,
        problems: [
          {
            path: ['name'],
            reason: `is ${name}, and the policy is kept under the name ${row.name}`,
          },
        ],
      };
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A person of two columns; null where nobody did it. */
export function personOf(
  ref: string | null,
  name: string | null,
): Person | null {
  return ref === null ? null : { entityRef: ref, displayName: name ?? ref };
}
