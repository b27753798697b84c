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
import { bannerSchema } from './policies';
import { durationSchema, instantSchema } from './primitives';

/** @public */
export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Names of the organizational units from the root down. */
  ouPath: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
});

/** @public */
export type Account = z.infer<typeof accountSchema>;

/** @public */
export const permissionSetSchema = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string(),
  sessionDuration: durationSchema,
});

/** @public */
export type PermissionSet = z.infer<typeof permissionSetSchema>;

/**
 * One row of what a person may ask for. `maxDuration` is the longest that any
 * single policy permits; `approval` is `depends` when the answer changes with
 * the duration or the time.
 *
 * @public
 */
export const requestableSchema = z.object({
  account: accountSchema,
  permissionSet: permissionSetSchema,
  maxDuration: durationSchema,
  approval: z.enum(['required', 'not-required', 'depends']),
});

/** @public */
export type Requestable = z.infer<typeof requestableSchema>;

/** @public */
export const requestablePageSchema = z.object({
  items: z.array(requestableSchema),
  nextCursor: z.string().optional(),
  directorySyncedAt: instantSchema,
});

/** @public */
export type RequestablePage = z.infer<typeof requestablePageSchema>;

/** @public */
export const meSchema = z.object({
  entityRef: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(['admin', 'auditor', 'responder'])),
  identityCenter: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('enabled'),
      userId: z.string(),
      userName: z.string(),
    }),
    z.object({
      state: z.literal('problem'),
      code: z.string(),
      reason: z.string(),
      remedy: z.string(),
    }),
  ]),
  counts: z.object({ inbox: z.int(), live: z.int() }),
  aws: z.object({
    accessPortalUrl: z.string().optional(),
    region: z.string(),
    /** True when the configured endpoint is not AWS itself. */
    demo: z.boolean(),
  }),
  /** What administrators tell everybody; null when nothing. */
  banner: bannerSchema.nullable(),
});

/** @public */
export type Me = z.infer<typeof meSchema>;
