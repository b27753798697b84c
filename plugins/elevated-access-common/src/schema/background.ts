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
import { instantSchema } from './primitives';

/**
 * What helps an approver decide, beside the request itself.
 *
 * @public
 */
export const requestBackgroundSchema = z.object({
  /** The requester's other requests of the last 30 days. */
  requester: z.object({
    requests: z.int(),
    approved: z.int(),
    rejected: z.int(),
    /** Accesses of theirs that were given and, as far as AWS's records tell, never used. */
    unused: z.int(),
  }),
  permissionSet: z.object({
    description: z.string(),
    /** Names or ARNs of the managed policies, AWS's and the customer's. */
    managedPolicies: z.array(z.string()),
    hasInlinePolicy: z.boolean(),
    hasBoundary: z.boolean(),
  }),
  /** The last time the caller approved this permission set in this account. */
  lastApproval: z
    .object({
      requestId: z.string(),
      at: instantSchema,
      /** Whether the permission set is still what it was then. */
      unchanged: z.boolean(),
    })
    .nullable(),
  /** Other access that the requester holds now in the same account. */
  alsoHolds: z.array(
    z.object({
      requestId: z.string(),
      permissionSetName: z.string(),
      accessEndsAt: instantSchema.nullable(),
    }),
  ),
});

/** @public */
export type RequestBackground = z.infer<typeof requestBackgroundSchema>;
