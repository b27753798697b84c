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
  booleanQuerySchema,
  entityRefSchema,
  instantSchema,
  listOf,
  permissionSetArnSchema,
} from './primitives';
import {
  endReasonSchema,
  requestStatusSchema,
  requestUsageSchema,
} from './requests';

/**
 * Which requests to list: the caller's own, those waiting for the caller's
 * decision, those the caller decided, live access the caller may end, or all
 * that the caller may see.
 *
 * @public
 */
export const requestViewSchema = z.enum([
  'mine',
  'inbox',
  'decided',
  'active',
  'all',
]);

/** @public */
export type RequestView = z.infer<typeof requestViewSchema>;

/**
 * The questions that can be asked of requests. Every member narrows; where
 * several values are given, one of them has to match. Instants are in UTC; each
 * period includes its begin and not its end.
 *
 * @public
 */
export const requestFiltersSchema = z.strictObject({
  view: requestViewSchema.default('mine'),
  status: listOf(requestStatusSchema).optional(),
  endReason: listOf(endReasonSchema).optional(),
  /** Who asked: users, and groups for everybody in them, nested groups included. */
  requester: listOf(entityRefSchema).optional(),
  accountId: listOf(accountIdSchema).optional(),
  /** Organizational units, those below them included, as the directory has them now. */
  ouId: listOf(
    z.string().regex(/^(r|ou)-[a-z0-9-]{4,68}$/, 'must be the id of an OU'),
  ).optional(),
  permissionSetArn: listOf(permissionSetArnSchema).optional(),
  /** Names of eligibility policies. */
  policy: listOf(z.string().min(1).max(200)).optional(),
  /** Names of approval policies, as the requests are or were approved by. */
  approvalPolicy: listOf(z.string().min(1).max(200)).optional(),
  /** Users who decided. */
  approver: listOf(entityRefSchema).optional(),
  /** Text in the reason, whatever its case. */
  reason: z.string().min(1).max(200).optional(),
  /** The ticket, or its beginning, whatever its case. */
  ticket: z.string().min(1).max(200).optional(),
  /** Accesses that should have ended and are not verified gone, or all others. */
  overdue: booleanQuerySchema.optional(),
  /** Accesses that were overdue at any time, also those that are gone by now, or all others. */
  wasOverdue: booleanQuerySchema.optional(),
  /** Users who ended access, their own or somebody else's. */
  endedBy: listOf(entityRefSchema).optional(),
  /** Requests that needed nobody's approval, or those that did. */
  automatic: booleanQuerySchema.optional(),
  usage: listOf(requestUsageSchema).optional(),
  createdFrom: instantSchema.optional(),
  createdTo: instantSchema.optional(),
  /** Only requests whose access existed at some moment from here on. */
  accessFrom: instantSchema.optional(),
  /** Only requests whose access existed at some moment before. */
  accessTo: instantSchema.optional(),
});

/** @public */
export type RequestFilters = z.infer<typeof requestFiltersSchema>;

/**
 * How a list of requests is ordered: by when they were made, or by when access
 * is taken away, overdue access first.
 *
 * @public
 */
export const requestOrderSchema = z.enum(['newest', 'oldest', 'ends-first']);

/** @public */
export type RequestOrder = z.infer<typeof requestOrderSchema>;

/** @public */
export const listRequestsQuerySchema = requestFiltersSchema.extend({
  /** By default the inbox has high risk first and in each risk the oldest, everything else the newest first. */
  order: requestOrderSchema.optional(),
  /** Opaque; belongs to the filters and the order it was given for. */
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  /** Whether to count as well. */
  total: booleanQuerySchema.default(false),
});

/** @public */
export type ListRequestsQuery = z.infer<typeof listRequestsQuerySchema>;

/**
 * In which form requests are exported: a table for spreadsheets, one request a
 * line as JSON, or one OCSF event a line as JSON.
 *
 * @public
 */
export const requestExportFormatSchema = z.enum(['csv', 'jsonl', 'ocsf']);

/** @public */
export type RequestExportFormat = z.infer<typeof requestExportFormatSchema>;

/** @public */
export const exportRequestsQuerySchema = requestFiltersSchema.extend({
  format: requestExportFormatSchema.default('jsonl'),
});

/** @public */
export type ExportRequestsQuery = z.infer<typeof exportRequestsQuerySchema>;
