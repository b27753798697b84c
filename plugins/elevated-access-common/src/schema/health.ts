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

/**
 * How something the portal depends on is doing.
 *
 * @public
 */
export const dependencySchema = z.object({
  status: z.enum(['ok', 'down', 'unknown']),
  /** Since when it has been so. */
  since: instantSchema.nullable(),
  /** Null for those who hold none of the roles: AWS's words may name what is not theirs to know. */
  lastError: z.string().nullable(),
});

/** @public */
export type Dependency = z.infer<typeof dependencySchema>;

/**
 * Access that should have ended and is not verified gone.
 *
 * @public
 */
export const overdueAccessSchema = z.object({
  requestId: z.string(),
  person: personSchema,
  account: z.object({ id: z.string(), name: z.string() }),
  permissionSetName: z.string(),
  /** When it had to end. */
  endAt: instantSchema,
  overdueSince: instantSchema,
  attempts: z.int(),
  nextAttemptAt: instantSchema.nullable(),
  lastError: z.string().nullable(),
  /** When credentials issued before its end can no longer work, if nobody could get new ones. */
  sessionsEndBy: instantSchema,
  /** What else keeps the person out meanwhile: nothing does, unless IAM itself fences the window. */
  enforcedBy: z.enum(['nothing', 'iam']),
});

/** @public */
export type OverdueAccess = z.infer<typeof overdueAccessSchema>;

/**
 * How much of what AWS allows is in use. Only the replica that acts can tell.
 *
 * @public
 */
export const quotaSchema = z.object({
  /** How many calls to Identity Center may go out per second now. */
  callsPerSecond: z.number(),
  /** How many may while AWS does not throttle, as configured. */
  callsPerSecondLimit: z.number(),
  /** Calls to Identity Center that wait for their turn. */
  callsWaiting: z.int(),
  /** Creations and deletions that AWS has not finished. */
  writesInFlight: z.int(),
  /** How many of them may be under way at a time now. */
  writesInFlightLimit: z.int(),
  /** Creations and deletions that wait for a place among them. */
  writesWaiting: z.int(),
  /** Whether AWS throttled lately, so that fewer calls or writes go out than configured. */
  slowedDown: z.boolean(),
});

/** @public */
export type Quota = z.infer<typeof quotaSchema>;

/**
 * The state of the plugin and of what it depends on. Who holds no role sees the
 * overdue access that they may see anyway, and no error texts or host names.
 *
 * @public
 */
export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  /** The server's clock, for countdowns. */
  now: instantSchema,
  engine: z.object({
    /** Whether a replica acts: somebody holds the lease and it has not run out. */
    acting: z.boolean(),
    leader: z.string().nullable(),
    leaseExpiresAt: instantSchema.nullable(),
  }),
  directory: z.object({
    syncedAt: instantSchema.nullable(),
    /** When what was read longest ago of tags, units and permission sets was read. */
    oldestDetailAt: instantSchema.nullable().optional(),
    lastError: z.string().nullable(),
    /** Whether it is young enough to grant from. */
    usable: z.boolean(),
  }),
  /** Whether policies can be read, all of them. */
  policies: z
    .object({
      /** Whether anything can be granted: false while one is unreadable that may forbid something. */
      usable: z.boolean(),
      /** Those that cannot be read; null for those who hold none of the roles. */
      unreadable: z
        .array(
          z.object({
            kind: z.enum(['eligibility', 'approval']),
            name: z.string(),
          }),
        )
        .nullable(),
      /** Why nothing can be granted; null where something can, and for those who hold none of the roles. */
      lastError: z.string().nullable(),
    })
    .optional(),
  /** Account assignments. */
  identityCenter: dependencySchema,
  /** People. */
  identityStore: dependencySchema,
  /** Accounts. */
  organizations: dependencySchema,
  queue: z.object({
    scheduled: z.int(),
    activating: z.int(),
    ending: z.int(),
    overdue: z.int(),
  }),
  /** Null where the replica that answers is not the one that acts. */
  quota: quotaSchema.nullable().optional(),
  /** The overdue access that the caller may see, longest overdue first, 50 at most. */
  overdue: z.array(overdueAccessSchema),
});

/** @public */
export type Health = z.infer<typeof healthSchema>;
