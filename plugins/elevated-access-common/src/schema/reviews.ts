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
import { instantSchema, personSchema } from './primitives';

/** @public */
export const accessReviewSummarySchema = z.object({
  id: z.string(),
  /** The accounts that a group or user owns, or the people in a group. */
  scope: z.enum(['accounts', 'people']),
  /** The owner or the group, as an entity reference. */
  reviewer: personSchema,
  from: instantSchema,
  to: instantSchema,
  createdAt: instantSchema,
  accesses: z.int(),
  unused: z.int(),
});

/** @public */
export type AccessReviewSummary = z.infer<typeof accessReviewSummarySchema>;

/** @public */
export const accessReviewPageSchema = z.object({
  items: z.array(accessReviewSummarySchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type AccessReviewPage = z.infer<typeof accessReviewPageSchema>;

/** @public */
export const listAccessReviewsQuerySchema = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** @public */
export type ListAccessReviewsQuery = z.infer<
  typeof listAccessReviewsQuerySchema
>;

/**
 * Who held what in a period, what of it was used, and which policies nobody
 * used, as it was when the review was made.
 *
 * @public
 */
export const accessReviewSchema = accessReviewSummarySchema.extend({
  rows: z.array(
    z.object({
      person: personSchema,
      account: z.object({ id: z.string(), name: z.string() }),
      permissionSet: z.object({ arn: z.string(), name: z.string() }),
      /** How often access was given. */
      accesses: z.int(),
      used: z.int(),
      unused: z.int(),
      lastGivenAt: instantSchema,
      lastRequestId: z.string(),
    }),
  ),
  /**
   * The accounts that it is about, also those in which nobody held anything; null where it is about people, and
   * in reviews from before this was kept.
   */
  accountIds: z.array(z.string()).nullable(),
  /** More rows were there than are kept. */
  truncated: z.boolean(),
  /** Eligibility policies for these accounts or people by which nothing was given. */
  unusedPolicies: z.array(
    z.object({
      name: z.string(),
      /** When it last answered a request that was given; null when never. */
      lastUsedAt: instantSchema.nullable(),
    }),
  ),
});

/** @public */
export type AccessReview = z.infer<typeof accessReviewSchema>;
