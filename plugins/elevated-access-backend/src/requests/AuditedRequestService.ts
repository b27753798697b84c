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

import type { JsonObject } from '@backstage/types';
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
  Preflight,
  RequestablePage,
  RequestBackground,
  RequestEvent,
  RevokeAll,
  Revoked,
} from 'backstage-plugin-elevated-access-common';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import type { RequestFilter } from '../database/types';
import type { RequestExport } from './RequestExports';
import type {
  Offered,
  OverdueListing,
  RequestCall,
  RequestService,
} from './types';

/** Audits what the service it wraps is asked to do: every change, and every refusal. */
export class AuditedRequestService implements RequestService {
  readonly #service: RequestService;
  readonly #auditing: Auditing;

  constructor(options: { service: RequestService; auditing: Auditing }) {
    this.#service = options.service;
    this.#auditing = options.auditing;
  }

  me(call: RequestCall): Promise<Me> {
    return this.#service.me(call);
  }

  listRequestable(
    query: ListRequestableQuery,
    call: RequestCall,
  ): Promise<RequestablePage> {
    return this.#auditing.onlyDenials(
      auditedAction('requestable-list', 'medium', call, {}),
      () => this.#service.listRequestable(query, call),
    );
  }

  listRequestableIn(
    accountIds: readonly string[],
    call: RequestCall,
  ): Promise<ReadonlyMap<string, readonly Offered[]>> {
    return this.#auditing.onlyDenials(
      auditedAction('requestable-list', 'medium', call, {}),
      () => this.#service.listRequestableIn(accountIds, call),
    );
  }

  visible(call: RequestCall): Promise<RequestFilter> {
    return this.#service.visible(call);
  }

  preflight(
    input: CreateRequest,
    call: RequestCall,
  ): Promise<{ items: Preflight[] }> {
    return this.#auditing.onlyDenials(
      auditedAction('request-preflight', 'medium', call, {}),
      () => this.#service.preflight(input, call),
    );
  }

  explain(input: Explain, call: RequestCall): Promise<Explanation> {
    const { accountId, permissionSetArn, person } = input;
    return this.#auditing.onlyDenials(
      auditedAction('request-explain', 'medium', call, {
        accountId,
        permissionSetArn,
        ...(person === undefined ? {} : { person }),
      }),
      () => this.#service.explain(input, call),
    );
  }

  submit(input: CreateRequest, call: RequestCall): Promise<CreatedRequests> {
    const { accountIds, permissionSetArn, duration } = input;
    return this.#auditing.attempt(
      auditedAction('request-create', 'medium', call, {
        accountIds,
        permissionSetArn,
        duration,
      }),
      () => this.#service.submit(input, call),
      ({ batchId, items }) => ({
        batchId,
        requestIds: items.map(({ id }) => id),
      }),
    );
  }

  get(id: string, call: RequestCall): Promise<AccessRequest> {
    return this.#auditing.onlyDenials(
      auditedAction('request-read', 'medium', call, { requestId: id }),
      () => this.#service.get(id, call),
    );
  }

  list(
    query: ListRequestsQuery,
    call: RequestCall,
  ): Promise<AccessRequestPage> {
    return this.#service.list(query, call);
  }

  exportRequests(
    query: ExportRequestsQuery,
    call: RequestCall,
  ): Promise<RequestExport> {
    return this.#auditing.attempt(
      // Filters that are not given are left out.
      auditedAction('requests-export', 'medium', call, {
        query: JSON.parse(JSON.stringify(query)),
      }),
      () => this.#service.exportRequests(query, call),
      ({ rows }) => ({ rows }),
    );
  }

  listOverdue(call: RequestCall): Promise<OverdueListing> {
    return this.#service.listOverdue(call);
  }

  listEvents(
    id: string,
    call: RequestCall,
  ): Promise<{ items: RequestEvent[] }> {
    return this.#auditing.onlyDenials(
      auditedAction('request-read', 'medium', call, { requestId: id }),
      () => this.#service.listEvents(id, call),
    );
  }

  background(id: string, call: RequestCall): Promise<RequestBackground> {
    return this.#auditing.onlyDenials(
      auditedAction('request-background-read', 'medium', call, {
        requestId: id,
      }),
      () => this.#service.background(id, call),
    );
  }

  decide(id: string, input: Decide, call: RequestCall): Promise<AccessRequest> {
    return this.#auditing.attempt(
      auditedAction('request-decide', 'high', call, {
        requestId: id,
        verdict: input.verdict,
        digest: input.digest,
      }),
      () => this.#service.decide(id, input, call),
      statusOf,
    );
  }

  cancel(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#auditing.attempt(
      auditedAction('request-cancel', 'medium', call, { requestId: id }),
      () => this.#service.cancel(id, input, call),
      statusOf,
    );
  }

  extend(id: string, input: Extend, call: RequestCall): Promise<AccessRequest> {
    return this.#auditing.attempt(
      auditedAction('request-extend', 'medium', call, {
        requestId: id,
        duration: input.duration,
      }),
      () => this.#service.extend(id, input, call),
      created => ({ createdRequestId: created.id, status: created.status }),
    );
  }

  release(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#auditing.attempt(
      auditedAction('request-release', 'medium', call, { requestId: id }),
      () => this.#service.release(id, input, call),
      statusOf,
    );
  }

  revoke(id: string, input: End, call: RequestCall): Promise<AccessRequest> {
    return this.#auditing.attempt(
      auditedAction('request-revoke', 'high', call, { requestId: id }),
      () => this.#service.revoke(id, input, call),
      statusOf,
    );
  }

  revokeAll(input: RevokeAll, call: RequestCall): Promise<Revoked> {
    const { person } = input;
    return this.#auditing.attempt(
      auditedAction('person-revoke', 'high', call, { person }),
      () => this.#service.revokeAll(input, call),
      ({ items }) => ({
        outcomes: Object.fromEntries(
          items.map(({ requestId, outcome }) => [requestId, outcome]),
        ),
      }),
    );
  }
}

function statusOf({ status }: AccessRequest): JsonObject {
  return { status };
}
