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

import { z } from 'zod';
import { policyKindSchema } from './policyAdministration';
import { instantSchema } from './primitives';

/**
 * What can be wrong with a policy that is well-formed, seen against the catalog
 * and the directory as they are.
 *
 * @public
 */
export const lintRuleSchema = z.enum([
  'subject-gone',
  'subject-empty',
  'approver-gone',
  'approver-empty',
  'nobody-can-approve',
  'only-one-can-approve',
  'permission-set-gone',
  'account-gone',
  'account-closed',
  'ou-gone',
  'nothing-selected',
  'no-approval-policy',
  'shadowed',
  'unreachable',
  'broader-than-beside',
  'session-outlasts-grant',
  'unreadable',
]);

/** @public */
export type LintRule = z.infer<typeof lintRuleSchema>;

/** @public */
export const lintFindingSchema = z.object({
  id: z.string(),
  rule: lintRuleSchema,
  /** `error`: the policy cannot do what it is for. `warning`: it probably does not. `info`: worth a look. */
  severity: z.enum(['error', 'warning', 'info']),
  policy: z.object({ kind: policyKindSchema, name: z.string() }),
  /** The member of the policy, such as `subjects.0`. */
  path: z.string(),
  reason: z.string(),
  remedy: z.string(),
  firstSeenAt: instantSchema,
});

/** @public */
export type LintFinding = z.infer<typeof lintFindingSchema>;

/** @public */
export const listLintQuerySchema = z.strictObject({
  severity: z.enum(['error', 'warning', 'info']).optional(),
  rule: lintRuleSchema.optional(),
  policy: z.string().max(63).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  total: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .default(false),
});

/** @public */
export type ListLintQuery = z.infer<typeof listLintQuerySchema>;

/** @public */
export const lintReportSchema = z.object({
  /** When the policies were last looked at; null while they never were. */
  checkedAt: instantSchema.nullable(),
  items: z.array(lintFindingSchema),
  nextCursor: z.string().optional(),
  total: z.int().optional(),
});

/** @public */
export type LintReport = z.infer<typeof lintReportSchema>;
