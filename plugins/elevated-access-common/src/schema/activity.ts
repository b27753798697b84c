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
 * One thing that AWS recorded of a person's session.
 *
 * @public
 */
export const activityEventSchema = z.object({
  /** AWS's id of the record. */
  id: z.string(),
  at: instantSchema,
  /** What was called, for example `PutObject`. */
  name: z.string(),
  /** The service, for example `s3.amazonaws.com`. */
  service: z.string(),
  region: z.string().nullable(),
  sourceAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** AWS's error code; null when the call was let through. */
  errorCode: z.string().nullable(),
  /** Null where AWS does not say. */
  readOnly: z.boolean().nullable(),
  /** ARNs or names of what it was about. */
  resources: z.array(z.string()),
});

/** @public */
export type ActivityEvent = z.infer<typeof activityEventSchema>;

/**
 * What the person did during the window and the session tail.
 *
 * `none`: no source is configured. `not-yet`: nothing can have been delivered.
 * `partial`: read, and more may be delivered until `completeAt`. `complete`:
 * everything has been delivered. `unavailable`: it could not be read; `problem`
 * says why.
 *
 * @public
 */
export const sessionActivitySchema = z.object({
  state: z.enum(['none', 'not-yet', 'partial', 'complete', 'unavailable']),
  /** What was read, for example `cloudtrail`; null when nothing. */
  source: z.string().nullable(),
  /** The session's time that is covered. */
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  readAt: instantSchema.nullable(),
  completeAt: instantSchema.nullable(),
  problem: z
    .object({
      code: z.string(),
      reason: z.string(),
      remedy: z.string(),
    })
    .nullable(),
  /** Of the whole session, whatever the page and the filter. */
  counts: z.object({ events: z.int(), writes: z.int(), errors: z.int() }),
  /** More was recorded than is kept. */
  truncated: z.boolean(),
  /** Those that the query asks for, newest first. */
  items: z.array(activityEventSchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type SessionActivity = z.infer<typeof sessionActivitySchema>;

/**
 * Which of the events of a session: those that AWS says changed something, or
 * those that AWS refused.
 *
 * @public
 */
export const activityKindSchema = z.enum(['writes', 'errors']);

/** @public */
export type ActivityKind = z.infer<typeof activityKindSchema>;

/** @public */
export const listActivityQuerySchema = z.strictObject({
  kind: activityKindSchema.optional(),
  /** Part of the call's or service's name, Region, error code, source address, user agent or resources, in any case. */
  text: z.string().trim().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** @public */
export type ListActivityQuery = z.infer<typeof listActivityQuerySchema>;

/** @public */
export const exportActivityQuerySchema = z.strictObject({
  format: z.enum(['csv', 'jsonl']).default('jsonl'),
});

/** @public */
export type ExportActivityQuery = z.infer<typeof exportActivityQuerySchema>;
