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
 * What a comparison of AWS with the grants can find.
 *
 * `unexplained`: AWS lists an assignment that no grant explains and that is not
 * known to stand. `removed`: a live grant's assignment is gone. `altered`: the
 * permission set of a live grant permits something else than was approved.
 * `orphaned`: an operation that was begun here and that nothing follows up.
 *
 * @public
 */
export const driftKindSchema = z.enum([
  'unexplained',
  'removed',
  'altered',
  'orphaned',
]);

/** @public */
export type DriftKind = z.infer<typeof driftKindSchema>;

/** @public */
export const driftFindingSchema = z.object({
  id: z.string(),
  kind: driftKindSchema,
  principal: z.object({
    type: z.enum(['USER', 'GROUP']),
    id: z.string(),
    /** Null when Identity Center or the directory does not know it. */
    name: z.string().nullable(),
  }),
  /** The person of the portal, where there is a request to name one. */
  person: personSchema.nullable(),
  account: z.object({ id: z.string(), name: z.string().nullable() }),
  permissionSet: z.object({ arn: z.string(), name: z.string().nullable() }),
  /** The grant concerned; null when there is none. */
  requestId: z.string().nullable(),
  /** What was found, in one sentence for a person to read. */
  description: z.string(),
  foundAt: instantSchema,
  lastSeenAt: instantSchema,
});

/** @public */
export type DriftFinding = z.infer<typeof driftFindingSchema>;

/** @public */
export const listDriftQuerySchema = z.strictObject({
  /** One kind, or several separated by commas. */
  kind: z
    .string()
    .transform(value => value.split(','))
    .pipe(z.array(driftKindSchema).min(1))
    .optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Whether to count as well. */
  total: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .default(false),
});

/** @public */
export type ListDriftQuery = z.infer<typeof listDriftQuerySchema>;

/**
 * A page of what the last complete comparison found, newest first. It is
 * reported and never acted upon.
 *
 * @public
 */
export const driftSchema = z.object({
  /** When the last complete comparison ended; null before the first. */
  comparedAt: instantSchema.nullable(),
  lastAttemptAt: instantSchema.nullable(),
  lastError: z.string().nullable(),
  items: z.array(driftFindingSchema),
  nextCursor: z.string().optional(),
  /** How many there are of the kinds asked for, on all pages; only where it was asked. */
  total: z.int().optional(),
});

/** @public */
export type Drift = z.infer<typeof driftSchema>;
