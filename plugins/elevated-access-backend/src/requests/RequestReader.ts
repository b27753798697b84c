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

import type { RequestFilter, Stores } from '../database/types';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { DecisionRecord, RequestRecord } from '../domain/types';
import type { ApproverScope } from './ApproverScope';
import type { Caller } from './Caller';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A request as it stands, with what has been decided on it. */
export interface DecidedRequest {
  request: RequestRecord;
  decisions: DecisionRecord[];
}

/**
 * Which requests a person may see: their own, those whose approval policy names
 * them, those they decided on; auditors, responders and administrators all.
 */
export class RequestReader {
  readonly #stores: Pick<Stores, 'requests' | 'decisions'>;
  readonly #scope: Pick<ApproverScope, 'filterFor'>;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'decisions'>;
    scope: Pick<ApproverScope, 'filterFor'>;
  }) {
    this.#stores = options.stores;
    this.#scope = options.scope;
  }

  /**
   * @throws NotFoundError with code `unknown-request`, also when the caller may
   * not see the request, so that ids tell nothing
   */
  async requireVisible(id: string, caller: Caller): Promise<DecidedRequest> {
    const found = await this.#load(id);
    if (!found || !(await isVisible(found, caller))) {
      throw unknownRequest(id);
    }
    return found;
  }

  /**
   * Like `requireVisible`, for somebody who names the digest of what they were
   * shown. Whoever can has seen the request, and is to be told that they are no
   * approver any more rather than that it does not exist.
   */
  async requireShown(
    id: string,
    digest: string,
    caller: Caller,
  ): Promise<DecidedRequest> {
    const found = await this.#load(id);
    return found?.request.digest === digest
      ? found
      : this.requireVisible(id, caller);
  }

  /** What narrows a list to what the caller may see; undefined when that is everything. */
  async scopeOf(caller: Caller): Promise<RequestFilter | undefined> {
    if (await caller.hasAnyRole('admin', 'auditor', 'responder')) {
      return undefined;
    }
    return {
      anyOf: [
        { requesterRefs: [caller.entityRef] },
        { decidedByRefs: [caller.entityRef] },
        await this.approvedBy(caller),
      ],
    };
  }

  /** What narrows requests to those that the caller may see, by the rules of the product and by the permission framework. */
  async visibleTo(caller: Caller): Promise<RequestFilter> {
    const scope = await this.scopeOf(caller);
    const readable = caller.permits?.readable;
    return { allOf: [scope ?? [], readable ?? []].flat() };
  }

  /** What narrows a list to what the caller is an approver of, in whatever stage. */
  async approvedBy(caller: Caller): Promise<RequestFilter> {
    return this.#scope.filterFor(await caller.refs());
  }

  async #load(id: string): Promise<DecidedRequest | undefined> {
    if (!isRequestId(id)) {
      return undefined;
    }
    const request = await this.#stores.requests.get(id);
    if (!request) {
      return undefined;
    }
    const decisions = await this.#stores.decisions.listByRequests([id]);
    return { request, decisions };
  }
}

async function isVisible(
  { request, decisions }: DecidedRequest,
  caller: Caller,
): Promise<boolean> {
  return (
    caller.isRequesterOf(request) ||
    decisions.some(
      decision => normalizeRef(decision.approverRef) === caller.entityRef,
    ) ||
    (await caller.isApproverOrHolds(request, ['admin', 'auditor', 'responder']))
  );
}

export function unknownRequest(id: string): Error {
  return problem('not-found', {
    code: 'unknown-request',
    reason: `There is no request ${id.slice(0, 64)} that you may see.`,
    remedy:
      'Check the link. If it came from a colleague, the request may be visible to its approvers only.',
  });
}

/** Whether a text has the form of a request id; databases choke on others. */
export function isRequestId(id: string): boolean {
  return UUID.test(id);
}
