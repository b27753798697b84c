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
import { accountSchema, requestableSchema } from './directory';
import { entityRefSchema } from './primitives';

/** @public */
export const entityAccessQuerySchema = z.strictObject({
  /** Any entity: an account, or something that runs in accounts. */
  entityRef: entityRefSchema,
});

/** @public */
export type EntityAccessQuery = z.infer<typeof entityAccessQuerySchema>;

/**
 * The accounts behind an entity of the catalog, the likeliest first, and what
 * the caller may ask for in them.
 *
 * @public
 */
export const entityAccessSchema = z.object({
  items: z.array(
    z.object({
      account: accountSchema,
      /** An annotation of the entity names the account; it depends on the account's entity; the same group owns both. */
      because: z.enum(['annotation', 'relation', 'owner']),
      requestable: z.array(requestableSchema.omit({ account: true })),
    }),
  ),
  /** There were more than are listed. */
  truncated: z.boolean(),
});

/** @public */
export type EntityAccess = z.infer<typeof entityAccessSchema>;
