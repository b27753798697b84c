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
import { durationSchema } from './primitives';
import { accessRequestSchema } from './requests';

/**
 * One decision about several requests. Each is decided by itself: some may
 * succeed while others are refused.
 *
 * @public
 */
export const batchDecisionSchema = z.strictObject({
  verdict: z.enum(['approve', 'reject']),
  comment: z.string().max(2000).default(''),
  /** With approvals: shorter than what was asked. */
  duration: durationSchema.optional(),
  items: z
    .array(
      z.strictObject({
        requestId: z.string().min(1).max(100),
        /** The digest of what the approver was shown. */
        digest: z.string().min(1).max(200),
      }),
    )
    .min(1)
    .max(50)
    .refine(
      items =>
        new Set(items.map(({ requestId }) => requestId)).size === items.length,
      'names a request twice',
    ),
});

/** @public */
export type BatchDecision = z.infer<typeof batchDecisionSchema>;

/** @public */
export type BatchDecisionInput = z.input<typeof batchDecisionSchema>;

/**
 * What became of each decision, in the order asked.
 *
 * @public
 */
export const batchDecidedSchema = z.object({
  items: z.array(
    z.discriminatedUnion('outcome', [
      z.object({
        requestId: z.string(),
        outcome: z.literal('decided'),
        request: accessRequestSchema,
      }),
      z.object({
        requestId: z.string(),
        outcome: z.literal('refused'),
        /** The HTTP status that the decision alone would have been answered with. */
        status: z.int(),
        code: z.string().nullable(),
        reason: z.string(),
        remedy: z.string().nullable(),
        /** The request as it stands now, where the caller may see it. */
        request: accessRequestSchema.nullable(),
      }),
    ]),
  ),
});

/** @public */
export type BatchDecided = z.infer<typeof batchDecidedSchema>;
