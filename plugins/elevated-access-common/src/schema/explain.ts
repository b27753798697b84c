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
import {
  accountIdSchema,
  durationSchema,
  entityRefSchema,
  instantSchema,
  permissionSetArnSchema,
  personSchema,
} from './primitives';
import { approvalStageSchema, preflightSchema } from './requests';

/**
 * A question why somebody may or may not ask for something. Without `person` it
 * is about the caller; about others only auditors and administrators may ask.
 *
 * @public
 */
export const explainSchema = z.strictObject({
  person: entityRefSchema.optional(),
  accountId: accountIdSchema,
  permissionSetArn: permissionSetArnSchema,
  duration: durationSchema,
  startsAt: instantSchema.optional(),
});

/** @public */
export type Explain = z.infer<typeof explainSchema>;

/** @public */
export type ExplainInput = z.input<typeof explainSchema>;

/**
 * What one eligibility policy says to a question, check by check. It applies
 * when every check is ok.
 *
 * @public
 */
export const consideredPolicySchema = z.object({
  policy: z.string(),
  version: z.string(),
  description: z.string().optional(),
  effect: z.enum(['allow', 'deny']),
  priority: z.int(),
  applies: z.boolean(),
  /** This policy decided the outcome. */
  answers: z.boolean(),
  checks: z.array(
    z.object({
      check: z.enum([
        'subject',
        'target',
        'permission-set',
        'duration',
        'working-hours',
      ]),
      ok: z.boolean(),
      detail: z.string(),
    }),
  ),
  /** What would have to change for this policy to permit it; null when it does, or never would. */
  change: z.string().nullable(),
});

/** @public */
export type ConsideredPolicy = z.infer<typeof consideredPolicySchema>;

/**
 * What one approval policy says to a question.
 *
 * @public
 */
export const consideredApprovalPolicySchema = z.object({
  policy: z.string(),
  version: z.string(),
  description: z.string().optional(),
  priority: z.int(),
  applies: z.boolean(),
  answers: z.boolean(),
  detail: z.string(),
});

/** @public */
export type ConsideredApprovalPolicy = z.infer<
  typeof consideredApprovalPolicySchema
>;

/**
 * Why somebody may or may not ask for something: the checks that a submission
 * has to pass, and every policy that was considered.
 *
 * @public
 */
export const explanationSchema = z.object({
  person: personSchema,
  account: z.object({ id: z.string(), name: z.string().nullable() }),
  permissionSet: z.object({ arn: z.string(), name: z.string().nullable() }),
  /** Whether a submission would be accepted, given a fitting reason and ticket. */
  outcome: z.enum(['permitted', 'refused']),
  /** Why not, and what to do about it, in the words that the person would be told; null when permitted. */
  refusal: z
    .object({ code: z.string(), reason: z.string(), remedy: z.string() })
    .nullable(),
  /** The eligibility policy that answers; null when none permits it. */
  policy: z.object({ name: z.string(), version: z.string() }).nullable(),
  /** What a submission has to pass, but for reason and ticket. */
  checks: preflightSchema.shape.checks,
  /** The one that answers first, then those that come closest. Empty when account or permission set is unknown. */
  eligibility: z.array(consideredPolicySchema),
  /** The one that holds first. None answers where nobody has to approve. */
  approvalPolicies: z.array(consideredApprovalPolicySchema),
  /** Who would approve; null when nobody has to, or when that cannot be told. */
  approval: z
    .object({ policy: z.string(), stages: z.array(approvalStageSchema) })
    .nullable(),
});

/** @public */
export type Explanation = z.infer<typeof explanationSchema>;
