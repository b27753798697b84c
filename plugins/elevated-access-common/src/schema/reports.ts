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
  listOf,
  permissionSetArnSchema,
} from './primitives';

/** @public */
export const accessReportQuerySchema = z.strictObject({
  /** 30 days before `to` by default. */
  from: instantSchema.optional(),
  /** Now by default. */
  to: instantSchema.optional(),
  accountId: listOf(accountIdSchema).optional(),
  permissionSetArn: listOf(permissionSetArnSchema).optional(),
  /** Users, and groups for everybody in them. */
  requester: listOf(entityRefSchema).optional(),
});

/** @public */
export type AccessReportQuery = z.infer<typeof accessReportQuerySchema>;

const ranked = z.object({
  requests: z.int(),
  /** How many of them were given. */
  given: z.int(),
});

/**
 * What the requests of a period add up to. Requests count in the period in
 * which they were made.
 *
 * @public
 */
export const accessReportSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  /** The length of one step of `overTime`; its first begins at or before `from`, in UTC. */
  step: z.enum(['hour', 'day', 'week', 'month']),
  overTime: z.array(
    z.object({
      at: instantSchema,
      requests: z.int(),
      given: z.int(),
      rejected: z.int(),
      /** Accesses that existed at some moment of the step, whenever they were asked for. */
      live: z.int(),
    }),
  ),
  requests: z.int(),
  given: z.int(),
  rejected: z.int(),
  expired: z.int(),
  failed: z.int(),
  /** From the request to the last approval it needed; null when there was none. */
  timeToApprove: z.object({
    median: durationSchema.nullable(),
    p95: durationSchema.nullable(),
  }),
  /** Of the requests that were approved, those that needed nobody. */
  decidedAutomatically: z.object({ count: z.int(), of: z.int() }),
  /** Accesses that ended and were never used; `of` those whose use is known. */
  neverUsed: z.object({ count: z.int(), of: z.int() }),
  /** By how much access outlived its end, added up. */
  overdueMinutes: z.number(),
  busiestAccounts: z.array(ranked.extend({ id: z.string(), name: z.string() })),
  busiestPermissionSets: z.array(
    ranked.extend({ arn: z.string(), name: z.string() }),
  ),
  busiestPeople: z.array(
    ranked.extend({ entityRef: z.string(), displayName: z.string() }),
  ),
});

/** @public */
export type AccessReport = z.infer<typeof accessReportSchema>;
