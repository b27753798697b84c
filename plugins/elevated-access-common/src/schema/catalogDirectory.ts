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
import { durationSchema, instantSchema } from './primitives';

/** @public */
export const listDirectoryQuerySchema = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** @public */
export type ListDirectoryQuery = z.infer<typeof listDirectoryQuerySchema>;

/**
 * An account as the directory last saw it.
 *
 * @public
 */
export const directoryAccountSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Organizations' account state, `ACTIVE` or `CLOSED`, say. */
  state: z.string(),
  /** Ids from the root down to the organizational unit that holds the account, the root included. */
  ouIds: z.array(z.string()),
  /** Names of the same organizational units, without the root. */
  ouPath: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
});

/** @public */
export type DirectoryAccount = z.infer<typeof directoryAccountSchema>;

/**
 * A permission set as the directory last saw it.
 *
 * @public
 */
export const directoryPermissionSetSchema = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string(),
  sessionDuration: durationSchema,
  tags: z.record(z.string(), z.string()),
});

/** @public */
export type DirectoryPermissionSet = z.infer<
  typeof directoryPermissionSetSchema
>;

/**
 * A page of the directory: accounts by id, then permission sets by ARN. Pages
 * belong together while `syncedAt` stays the same; when it changes, begin again.
 *
 * @public
 */
export const directoryPageSchema = z.object({
  /** When this reading of AWS began. */
  syncedAt: instantSchema,
  managementAccountId: z.string(),
  /** Absent until AWS has been read by a version that asks for it. */
  organizationArn: z.string().optional(),
  aws: z.object({
    region: z.string(),
    accessPortalUrl: z.string().optional(),
    /** True when the configured endpoint is not AWS itself. */
    demo: z.boolean(),
  }),
  accounts: z.array(directoryAccountSchema),
  permissionSets: z.array(directoryPermissionSetSchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type DirectoryPage = z.infer<typeof directoryPageSchema>;
