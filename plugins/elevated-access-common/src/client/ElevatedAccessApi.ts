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

import type {
  AccessRequest,
  AccessRequestPage,
  CreatedRequests,
  CreateRequestInput,
  DecideInput,
  EndInput,
  ExtendInput,
  Preflight,
  RequestEvent,
  RequestStatus,
  RequestView,
  RevokeAllInput,
  Revoked,
} from '../schema/requests';
import type { Drift } from '../schema/drift';
import type { EventLogVerification } from '../schema/events';
import type { Me, RequestablePage } from '../schema/directory';
import type { Health } from '../schema/health';

/**
 * Options of every call.
 *
 * @public
 */
export interface CallOptions {
  signal?: AbortSignal;
  /** A Backstage token, where the fetch implementation does not add one. */
  token?: string;
}

/**
 * What the plugin's HTTP API offers. Every method rejects with a
 * `ResponseError` from `@backstage/errors` when the backend refuses.
 *
 * @public
 */
export interface ElevatedAccessApi {
  /** The caller: identity, roles, and how much waits for them. */
  getMe(options?: CallOptions): Promise<Me>;
  /** What the caller may ask for; `search` matches any word of name, id, OU, tag or permission set. */
  listRequestable(
    query: { search?: string; cursor?: string; limit?: number },
    options?: CallOptions,
  ): Promise<RequestablePage>;
  /** What would happen if this were submitted now; changes nothing. */
  preflight(
    input: CreateRequestInput,
    options?: CallOptions,
  ): Promise<{ items: Preflight[] }>;
  createRequests(
    input: CreateRequestInput,
    options?: CallOptions,
  ): Promise<CreatedRequests>;
  listRequests(
    query: {
      view?: RequestView;
      status?: RequestStatus[];
      accountId?: string;
      cursor?: string;
      limit?: number;
    },
    options?: CallOptions,
  ): Promise<AccessRequestPage>;
  getRequest(id: string, options?: CallOptions): Promise<AccessRequest>;
  listRequestEvents(
    id: string,
    options?: CallOptions,
  ): Promise<{ items: RequestEvent[] }>;
  decide(
    id: string,
    input: DecideInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** Withdraw a request whose access has not begun. */
  cancel(
    id: string,
    input: EndInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** Give back one's own access early. */
  release(
    id: string,
    input: EndInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** End somebody else's access. */
  revoke(
    id: string,
    input: EndInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** Ask for more time on one's own live access. */
  extend(
    id: string,
    input: ExtendInput,
    options?: CallOptions,
  ): Promise<AccessRequest>;
  /** End everything that one person holds; for responders and administrators. */
  revokeAll(input: RevokeAllInput, options?: CallOptions): Promise<Revoked>;
  /** What the last comparison with AWS found; for auditors, responders and administrators. */
  getDrift(options?: CallOptions): Promise<Drift>;
  /** Whether the event log is intact; for auditors and administrators. */
  verifyEventLog(options?: CallOptions): Promise<EventLogVerification>;
  getHealth(options?: CallOptions): Promise<Health>;
}
