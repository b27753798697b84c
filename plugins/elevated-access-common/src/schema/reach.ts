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
import { durationSchema, listOf, personSchema } from './primitives';

/**
 * How much a policy covers now, counted.
 *
 * @public
 */
export const policyCoverageSchema = z.object({
  kind: policyKindSchema,
  name: z.string(),
  /** Those who may ask or, of an approval policy, who may approve. */
  people: z.int(),
  accounts: z.int(),
  permissionSets: z.int(),
});

/** @public */
export type PolicyCoverage = z.infer<typeof policyCoverageSchema>;

/** @public */
export const policyCoverageQuerySchema = z.strictObject({
  kind: policyKindSchema,
  /** Up to 100 names, separated by commas. Names that no policy has are passed over. */
  names: listOf(z.string().max(63)),
});

/** @public */
export type PolicyCoverageQuery = z.infer<typeof policyCoverageQuerySchema>;

/** @public */
export const policyCoveragesSchema = z.object({
  items: z.array(policyCoverageSchema),
});

/** @public */
export type PolicyCoverages = z.infer<typeof policyCoveragesSchema>;

/**
 * One policy that speaks of an account: whom it lets reach it or keeps from it,
 * and with what.
 *
 * @public
 */
export const reachingPolicySchema = z.object({
  name: z.string(),
  description: z.string().optional(),
  effect: z.enum(['allow', 'deny']),
  priority: z.int(),
  /** How many it names, of whom the first few are. */
  people: z.int(),
  samplePeople: z.array(personSchema),
  permissionSets: z.int(),
  samplePermissionSets: z.array(
    z.object({ arn: z.string(), name: z.string() }),
  ),
  /** Null for a deny policy. */
  maxDuration: durationSchema.nullable(),
  /** Null for a deny policy. */
  approval: z.enum(['required', 'not-required']).nullable(),
  /** Whether it holds at some hours only. */
  workingHoursOnly: z.boolean(),
});

/** @public */
export type ReachingPolicy = z.infer<typeof reachingPolicySchema>;

/**
 * Who can reach an account, and through which policies. What a deny policy takes
 * away is told beside what others give, not subtracted.
 *
 * @public
 */
export const accountReachSchema = z.object({
  account: z.object({ id: z.string(), name: z.string() }),
  /** Why nobody reaches it whatever policies say; null where they decide. */
  barred: z.string().nullable(),
  /** Deny policies first, then in the order in which they answer. Policies that reach nobody are left out. */
  items: z.array(reachingPolicySchema),
  /** Whether there are more of them than are listed. */
  truncated: z.boolean(),
});

/** @public */
export type AccountReach = z.infer<typeof accountReachSchema>;
