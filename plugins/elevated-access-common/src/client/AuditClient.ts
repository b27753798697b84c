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

import { sessionActivitySchema } from '../schema/activity';
import { entityAccessSchema } from '../schema/entityAccess';
import {
  eventLogVerificationSchema,
  type EventLogFormat,
} from '../schema/events';
import type { RequestExportFormat } from '../schema/listRequests';
import { accessReportSchema, type AccessReportQuery } from '../schema/reports';
import { accessReviewPageSchema, accessReviewSchema } from '../schema/reviews';
import type { AuditApi } from './AuditApi';
import type { CallOptions } from './ElevatedAccessApi';
import { SLOW_ANSWER_MS, toQueryString, type HttpCalls } from './HttpCalls';
import type { ActivityQuery, RequestsQuery } from './queries';

/** The part of the client by which access is audited. */
export class AuditClient implements AuditApi {
  readonly #http: HttpCalls;

  constructor(options: { http: HttpCalls }) {
    this.#http = options.http;
  }

  exportRequests(
    query: Omit<RequestsQuery, 'order' | 'cursor' | 'limit' | 'total'> & {
      format: RequestExportFormat;
    },
    options?: CallOptions,
  ) {
    return this.#http.download(
      `/requests/export${toQueryString(query)}`,
      query.format === 'csv'
        ? 'requests.csv'
        : `requests.${query.format}.jsonl`,
      options,
    );
  }

  getActivity(requestId: string, query: ActivityQuery, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `${activityPath(requestId)}${toQueryString({ ...query })}`,
      sessionActivitySchema,
      options,
    );
  }

  exportActivity(
    requestId: string,
    query: { format: 'csv' | 'jsonl' },
    options?: CallOptions,
  ) {
    return this.#http.download(
      `${activityPath(requestId)}/export${toQueryString(query)}`,
      `activity-${requestId}.${query.format}`,
      options,
    );
  }

  getAccessReport(query: AccessReportQuery, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/reports/access${toQueryString(query)}`,
      accessReportSchema,
      options,
    );
  }

  listAccessReviews(
    query: { cursor?: string; limit?: number },
    options?: CallOptions,
  ) {
    return this.#http.call(
      'GET',
      `/reviews${toQueryString(query)}`,
      accessReviewPageSchema,
      options,
    );
  }

  getAccessReview(id: string, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/reviews/${encodeURIComponent(id)}`,
      accessReviewSchema,
      options,
    );
  }

  getEntityAccess(query: { entityRef: string }, options?: CallOptions) {
    return this.#http.call(
      'GET',
      `/entity-access${toQueryString(query)}`,
      entityAccessSchema,
      options,
    );
  }

  verifyEventLog(options?: CallOptions) {
    return this.#http.call(
      'GET',
      '/events/verification',
      eventLogVerificationSchema,
      options,
      undefined,
      SLOW_ANSWER_MS,
    );
  }

  exportEventLog(
    query: { afterSeq?: number; format?: EventLogFormat },
    options?: CallOptions,
  ) {
    return this.#http.download(
      `/events/export${toQueryString(query)}`,
      query.format === 'ocsf' ? 'events.ocsf.jsonl' : 'events.jsonl',
      options,
    );
  }
}

function activityPath(requestId: string): string {
  return `/requests/${encodeURIComponent(requestId)}/activity`;
}
