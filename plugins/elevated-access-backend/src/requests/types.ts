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
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type {
  AccessRequest,
  AccessRequestPage,
  CreatedRequests,
  CreateRequest,
  Decide,
  End,
  Explain,
  Explanation,
  ExportRequestsQuery,
  Extend,
  ListRequestableQuery,
  ListRequestsQuery,
  Me,
  OverdueAccess,
  Preflight,
  Requestable,
  RequestablePage,
  RequestBackground,
  RequestEvent,
  RevokeAll,
  Revoked,
} from 'backstage-plugin-elevated-access-common';
import type { Request } from 'express';
import type { RequestFilter } from '../database/types';
import type { RequestRecord } from '../domain/types';
import type { RequestExport } from './RequestExports';

/** Credentials of a person. Services have none of the rights below. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/**
 * What the permission framework leaves of what a person may do. It only
 * narrows: the rules of the product are applied whatever it says.
 */
export interface RequestPermits {
  /** Undefined when every request may be read. */
  readable?: RequestFilter;
  mayDecide(request: RequestRecord): Promise<boolean>;
  mayRevoke(request: RequestRecord): Promise<boolean>;
}

/** Who calls. */
export interface RequestCall {
  credentials: UserCredentials;
  /** Everything is permitted when absent. */
  permits?: RequestPermits;
  /** How the call came in, for the audit log; absent where it did not come over HTTP. */
  httpRequest?: Request;
}

/** Something that may be asked for in an account. */
export type Offered = Omit<Requestable, 'account'>;

/** Overdue access as far as a caller may see it; `detailed` for those whose role lets them see error texts too. */
export interface OverdueListing {
  detailed: boolean;
  /** Longest overdue first. */
  items: OverdueAccess[];
}

/**
 * The life of a request, as the API and other callers use it. Every method
 * throws errors of `domain/problems`.
 */
export interface RequestService {
  me(call: RequestCall): Promise<Me>;
  listRequestable(
    query: ListRequestableQuery,
    call: RequestCall,
  ): Promise<RequestablePage>;
  /** What the caller may ask for in some accounts, by account id; those without anything are left out. */
  listRequestableIn(
    accountIds: readonly string[],
    call: RequestCall,
  ): Promise<ReadonlyMap<string, readonly Offered[]>>;
  /** What narrows requests to those that the caller may see. */
  visible(call: RequestCall): Promise<RequestFilter>;
  preflight(
    input: CreateRequest,
    call: RequestCall,
  ): Promise<{ items: Preflight[] }>;
  /** Says why somebody may or may not ask for something. */
  explain(input: Explain, call: RequestCall): Promise<Explanation>;
  /** Creates one request for each account, or none at all. */
  submit(input: CreateRequest, call: RequestCall): Promise<CreatedRequests>;
  get(id: string, call: RequestCall): Promise<AccessRequest>;
  list(query: ListRequestsQuery, call: RequestCall): Promise<AccessRequestPage>;
  /** All requests of a list as a file; written into the event log. */
  exportRequests(
    query: ExportRequestsQuery,
    call: RequestCall,
  ): Promise<RequestExport>;
  listOverdue(call: RequestCall): Promise<OverdueListing>;
  listEvents(id: string, call: RequestCall): Promise<{ items: RequestEvent[] }>;
  /** What helps to decide on a request; for those who may, and those who look after all. */
  background(id: string, call: RequestCall): Promise<RequestBackground>;
  decide(id: string, input: Decide, call: RequestCall): Promise<AccessRequest>;
  /** Withdraws a request of one's own before access begins. */
  cancel(id: string, input: End, call: RequestCall): Promise<AccessRequest>;
  /** Asks for live access of one's own to last longer; gives the request that does. */
  extend(id: string, input: Extend, call: RequestCall): Promise<AccessRequest>;
  /** Gives one's own access back early. */
  release(id: string, input: End, call: RequestCall): Promise<AccessRequest>;
  /** Ends somebody else's access. */
  revoke(id: string, input: End, call: RequestCall): Promise<AccessRequest>;
  /** Ends everything that one person holds or is about to hold. */
  revokeAll(input: RevokeAll, call: RequestCall): Promise<Revoked>;
}
