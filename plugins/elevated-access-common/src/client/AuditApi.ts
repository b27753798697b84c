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

import type { ActivityQuery, RequestsQuery } from './queries';
import type { SessionActivity } from '../schema/activity';
import type { EntityAccess } from '../schema/entityAccess';
import type { EventLogFormat, EventLogVerification } from '../schema/events';
import type { RequestExportFormat } from '../schema/listRequests';
import type { AccessReport, AccessReportQuery } from '../schema/reports';
import type { AccessReview, AccessReviewPage } from '../schema/reviews';
import type { CallOptions } from './ElevatedAccessApi';

/**
 * A file that the backend sends as it reads it.
 *
 * @public
 */
export interface Download {
  /** The content, in UTF-8, as it arrives; fails where the connection does. */
  body: ReadableStream<Uint8Array>;
  fileName: string;
  /** How many lines or rows it will have, without a heading; undefined where the backend does not say. */
  rows?: number;
}

/**
 * What shows who had what, why, and what they did with it.
 *
 * @public
 */
export interface AuditApi {
  /** The requests that a list with the same filters shows, all of them, newest first. */
  exportRequests(
    query: Omit<RequestsQuery, 'order' | 'cursor' | 'limit' | 'total'> & {
      format: RequestExportFormat;
    },
    options?: CallOptions,
  ): Promise<Download>;
  /** What AWS recorded of the session; for those who may see the request. */
  getActivity(
    requestId: string,
    query: ActivityQuery,
    options?: CallOptions,
  ): Promise<SessionActivity>;
  exportActivity(
    requestId: string,
    query: { format: 'csv' | 'jsonl' },
    options?: CallOptions,
  ): Promise<Download>;
  /** What the requests of a period add up to, of those that the caller may see. */
  getAccessReport(
    query: AccessReportQuery,
    options?: CallOptions,
  ): Promise<AccessReport>;
  /** Reviews of access for the caller, and for auditors and administrators all; newest first. */
  listAccessReviews(
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<AccessReviewPage>;
  getAccessReview(id: string, options?: CallOptions): Promise<AccessReview>;
  /** The accounts behind an entity of the catalog and what the caller may ask for in them. */
  getEntityAccess(
    query: { entityRef: string },
    options?: CallOptions,
  ): Promise<EntityAccess>;
  /** Whether the event log is intact; for auditors and administrators. */
  verifyEventLog(options?: CallOptions): Promise<EventLogVerification>;
  /** The event log, by default in the form that can be verified without the portal; for auditors and administrators. */
  exportEventLog(
    query: { afterSeq?: number; format?: EventLogFormat },
    options?: CallOptions,
  ): Promise<Download>;
}
