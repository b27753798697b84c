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
 * One event of the log as it is exported: one canonical JSON object a line.
 * `hash` is the SHA-256, in hexadecimal, over the canonical JSON of all other
 * members; `prevHash` is the hash of the event before it, 64 zeros for the first.
 *
 * @public
 */
export const sealedEventSchema = z.strictObject({
  seq: z.int().min(1),
  prevHash: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  id: z.string(),
  type: z.string(),
  at: instantSchema,
  actor: z.strictObject({
    kind: z.enum(['user', 'engine', 'service']),
    entityRef: z.string().nullable(),
    displayName: z.string().nullable(),
  }),
  requestId: z.string().nullable(),
  assignmentId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});

/** @public */
export type SealedEvent = z.infer<typeof sealedEventSchema>;

/**
 * Whether the log is what was written. Broken: the first place at which it is
 * not, and what is wrong there.
 *
 * @public
 */
export const eventLogVerificationSchema = z.object({
  intact: z.boolean(),
  /** Sealed events that were checked. */
  events: z.int(),
  /** Events written and not sealed yet; a healthy log has few, and seals them within seconds. */
  unsealed: z.int(),
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  brokenAt: z.object({ seq: z.int(), reason: z.string() }).nullable(),
  anchors: z.object({
    /** Anchors on which the log was found to be what it was; also those of places that are not configured any more. */
    held: z.int(),
    places: z.array(
      z.object({
        /** `log`, `event:TOPIC`, `file:PATH` or `s3:BUCKET/PREFIX`. */
        place: z.string(),
        /** The head that was last written down there. */
        last: z
          .object({ seq: z.int(), hash: z.string(), at: instantSchema })
          .nullable(),
        /** Why it could not be written down since; null when nothing is wrong. */
        lastError: z.string().nullable(),
      }),
    ),
  }),
});

/** @public */
export type EventLogVerification = z.infer<typeof eventLogVerificationSchema>;

/**
 * In which form the log is exported: `jsonl` can be verified without the portal,
 * `ocsf` has the transitions of requests and what was refused as OCSF events.
 *
 * @public
 */
export const eventLogFormatSchema = z.enum(['jsonl', 'ocsf']);

/** @public */
export type EventLogFormat = z.infer<typeof eventLogFormatSchema>;

/** @public */
export const exportEventsQuerySchema = z.strictObject({
  format: eventLogFormatSchema.default('jsonl'),
  /** Only events behind this place in the chain; everything by default. */
  afterSeq: z.coerce.number().int().min(0).default(0),
});

/** @public */
export type ExportEventsQuery = z.infer<typeof exportEventsQuerySchema>;
