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
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  accessRequestCreatePermission,
  accessRequestDecidePermission,
  accessRequestReadPermission,
  accessRequestRevokePermission,
  elevatedAccessExplainOthersPermission,
  elevatedAccessRevokeAllPermission,
  type AccessRequest,
  type AccessRequestPage,
  type CreatedRequests,
  type CreateRequest,
  type Decide,
  type End,
  type Explain,
  type Explanation,
  type ExportRequestsQuery,
  type Extend,
  type ListRequestableQuery,
  type ListRequestsQuery,
  type Me,
  type Preflight,
  type RequestablePage,
  type RequestBackground,
  type RequestEvent,
  type RevokeAll,
  type Revoked,
} from 'backstage-plugin-elevated-access-common';
import type { RequestFilter, RequestStore } from '../database/types';
import type { ApproverWords } from '../directory/ApproverWords';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { RequestRecord } from '../domain/types';
import { askPermissions } from './askPermissions';
import type { ApproverScope } from './ApproverScope';
import {
  accessRequestResourceRef,
  toRequestFilter,
  withNamed,
  type AccessRequestResource,
} from './permissions';
import type { RequestExport } from './RequestExports';
import { isRequestId, unknownRequest } from './RequestReader';
import type {
  Offered,
  OverdueListing,
  RequestCall,
  RequestPermits,
  RequestService,
} from './types';

/** What a permission policy decided for one caller. */
interface Decisions {
  read: PolicyDecision;
  decide: PolicyDecision;
  revoke: PolicyDecision;
}

/**
 * Asks the permission framework first, then the service it wraps, whose rules
 * hold whatever the framework said. Routes, actions and modules all come through
 * here.
 *
 * What a person does with a request of their own (see it, cancel it, give the
 * access back) needs no permission, so that nobody can be kept from ending their
 * own access.
 */
export class AuthorizedRequestService implements RequestService {
  readonly #service: RequestService;
  readonly #requests: Pick<RequestStore, 'get'>;
  readonly #scope: Pick<ApproverScope, 'resolve'>;
  readonly #words: Pick<ApproverWords, 'namedInEach'>;
  readonly #permissions: PermissionsService;
  readonly #fits: (
    decision: PolicyDecision,
    resource: AccessRequestResource | undefined,
  ) => boolean;
  readonly #toFilter: ConditionTransformer<RequestFilter>;

  constructor(options: {
    service: RequestService;
    requests: Pick<RequestStore, 'get'>;
    scope: Pick<ApproverScope, 'resolve'>;
    words: Pick<ApproverWords, 'namedInEach'>;
    permissions: PermissionsService;
    permissionsRegistry: Pick<
      PermissionsRegistryService,
      'getPermissionRuleset'
    >;
  }) {
    this.#service = options.service;
    this.#requests = options.requests;
    this.#scope = options.scope;
    this.#words = options.words;
    this.#permissions = options.permissions;
    const ruleset = options.permissionsRegistry.getPermissionRuleset(
      accessRequestResourceRef,
    );
    this.#fits = createConditionAuthorizer(ruleset);
    this.#toFilter = createConditionTransformer(ruleset);
  }

  me(call: RequestCall): Promise<Me> {
    return this.#service.me(call);
  }

  async listRequestable(
    query: ListRequestableQuery,
    call: RequestCall,
  ): Promise<RequestablePage> {
    await this.#requireCreate(call);
    return this.#service.listRequestable(query, call);
  }

  async listRequestableIn(
    accountIds: readonly string[],
    call: RequestCall,
  ): Promise<ReadonlyMap<string, readonly Offered[]>> {
    await this.#requireCreate(call);
    return this.#service.listRequestableIn(accountIds, call);
  }

  async visible(call: RequestCall): Promise<RequestFilter> {
    return this.#service.visible(await this.#permitted(call));
  }

  async preflight(
    input: CreateRequest,
    call: RequestCall,
  ): Promise<{ items: Preflight[] }> {
    await this.#requireCreate(call);
    return this.#service.preflight(input, call);
  }

  async explain(input: Explain, call: RequestCall): Promise<Explanation> {
    // Whoever asks about others need not be allowed to have access themselves.
    if (isAboutCaller(input, call)) {
      await this.#requireCreate(call);
    } else {
      await this.#require(
        elevatedAccessExplainOthersPermission,
        call,
        'ask about others',
      );
    }
    return this.#service.explain(input, call);
  }

  async submit(
    input: CreateRequest,
    call: RequestCall,
  ): Promise<CreatedRequests> {
    await this.#requireCreate(call);
    return this.#service.submit(input, await this.#permitted(call));
  }

  async get(id: string, call: RequestCall): Promise<AccessRequest> {
    const decisions = await this.#decisionsFor(call);
    await this.#requireReadable(id, decisions, call);
    return this.#service.get(id, await this.#withPermits(call, decisions));
  }

  async list(
    query: ListRequestsQuery,
    call: RequestCall,
  ): Promise<AccessRequestPage> {
    return this.#service.list(query, await this.#permitted(call));
  }

  async exportRequests(
    query: ExportRequestsQuery,
    call: RequestCall,
  ): Promise<RequestExport> {
    return this.#service.exportRequests(query, await this.#permitted(call));
  }

  async listOverdue(call: RequestCall): Promise<OverdueListing> {
    return this.#service.listOverdue(await this.#permitted(call));
  }

  async listEvents(
    id: string,
    call: RequestCall,
  ): Promise<{ items: RequestEvent[] }> {
    await this.#requireReadable(id, await this.#decisionsFor(call), call);
    return this.#service.listEvents(id, call);
  }

  async background(id: string, call: RequestCall): Promise<RequestBackground> {
    const decisions = await this.#decisionsFor(call);
    await this.#requireReadable(id, decisions, call);
    return this.#service.background(
      id,
      await this.#withPermits(call, decisions),
    );
  }

  async decide(
    id: string,
    input: Decide,
    call: RequestCall,
  ): Promise<AccessRequest> {
    const permitted = await this.#requireOnOthers('decide', id, call);
    return this.#service.decide(id, input, permitted);
  }

  async cancel(
    id: string,
    input: End,
    call: RequestCall,
  ): Promise<AccessRequest> {
    return this.#service.cancel(id, input, call);
  }

  async extend(
    id: string,
    input: Extend,
    call: RequestCall,
  ): Promise<AccessRequest> {
    await this.#requireCreate(call);
    const decisions = await this.#decisionsFor(call);
    await this.#requireReadable(id, decisions, call);
    return this.#service.extend(
      id,
      input,
      await this.#withPermits(call, decisions),
    );
  }

  async release(
    id: string,
    input: End,
    call: RequestCall,
  ): Promise<AccessRequest> {
    return this.#service.release(id, input, call);
  }

  async revoke(
    id: string,
    input: End,
    call: RequestCall,
  ): Promise<AccessRequest> {
    const permitted = await this.#requireOnOthers('revoke', id, call);
    return this.#service.revoke(id, input, permitted);
  }

  async revokeAll(input: RevokeAll, call: RequestCall): Promise<Revoked> {
    requireInPerson(call);
    await this.#require(
      elevatedAccessRevokeAllPermission,
      call,
      'revoke access',
    );
    const decisions = await this.#decisionsFor(call);
    if (decisions.revoke.result === AuthorizeResult.DENY) {
      throw forbidden('revoke access');
    }
    return this.#service.revokeAll(
      input,
      await this.#withPermits(call, decisions),
    );
  }

  #requireCreate(call: RequestCall): Promise<void> {
    return this.#require(accessRequestCreatePermission, call, 'ask for access');
  }

  async #require(
    permission: BasicPermission,
    { credentials }: RequestCall,
    what: string,
  ): Promise<void> {
    const [decision] = await askPermissions(() =>
      this.#permissions.authorize([{ permission }], { credentials }),
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw forbidden(what);
    }
  }

  /** What only people themselves may do, and only to others. */
  async #requireOnOthers(
    action: 'decide' | 'revoke',
    id: string,
    call: RequestCall,
  ): Promise<RequestCall> {
    requireInPerson(call);
    const decisions = await this.#decisionsFor(call);
    const request = await this.#requireReadable(id, decisions, call);
    if (request && !(await this.#permits(decisions[action], request))) {
      throw forbidden(
        action === 'decide' ? 'decide on this request' : 'revoke this access',
      );
    }
    return this.#withPermits(call, decisions);
  }

  /** The request, if it exists; what the caller may not read is as good as absent. */
  async #requireReadable(
    id: string,
    decisions: Decisions,
    call: RequestCall,
  ): Promise<RequestRecord | undefined> {
    const request = isRequestId(id) ? await this.#requests.get(id) : undefined;
    const own =
      request &&
      normalizeRef(request.requesterRef) ===
        normalizeRef(call.credentials.principal.userEntityRef);
    if (request && !own && !(await this.#permits(decisions.read, request))) {
      throw unknownRequest(id);
    }
    return request;
  }

  async #permitted(call: RequestCall): Promise<RequestCall> {
    return this.#withPermits(call, await this.#decisionsFor(call));
  }

  async #decisionsFor({ credentials }: RequestCall): Promise<Decisions> {
    const [read, decide, revoke] = await askPermissions(() =>
      this.#permissions.authorizeConditional(
        [
          { permission: accessRequestReadPermission },
          { permission: accessRequestDecidePermission },
          { permission: accessRequestRevokePermission },
        ],
        { credentials },
      ),
    );
    return { read, decide, revoke };
  }

  async #withPermits(
    call: RequestCall,
    decisions: Decisions,
  ): Promise<RequestCall> {
    const permits: RequestPermits = {
      readable: await this.#readable(call, decisions.read),
      mayDecide: request => this.#permits(decisions.decide, request),
      mayRevoke: request => this.#permits(decisions.revoke, request),
    };
    return { ...call, permits };
  }

  /** Who owns the account or manages the requester matters to conditions only. */
  async #permits(
    decision: PolicyDecision,
    request: RequestRecord,
  ): Promise<boolean> {
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return this.#fits(decision, request);
    }
    // While the catalog does not answer, these are nobody.
    const [resource = request] = await withNamed([request], this.#words).catch(
      () => [request],
    );
    return this.#fits(decision, resource);
  }

  async #readable(
    { credentials }: RequestCall,
    decision: PolicyDecision,
  ): Promise<RequestFilter | undefined> {
    const own: RequestFilter = {
      requesterRefs: [normalizeRef(credentials.principal.userEntityRef)],
    };
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return undefined;
      case AuthorizeResult.CONDITIONAL:
        return {
          anyOf: [
            own,
            await this.#scope.resolve(
              toRequestFilter(this.#toFilter(decision.conditions)),
            ),
          ],
        };
      case AuthorizeResult.DENY:
        return own;
      default:
        throw new Error(`Unknown decision ${decision satisfies never}`);
    }
  }
}

function isAboutCaller({ person }: Explain, call: RequestCall): boolean {
  const { userEntityRef } = call.credentials.principal;
  return (
    person === undefined || normalizeRef(person) === normalizeRef(userEntityRef)
  );
}

/** An agent may ask, never approve; nor may it take somebody's access away. */
function requireInPerson({ credentials }: RequestCall): void {
  const { actor } = credentials.principal;
  if (actor) {
    throw problem('not-allowed', {
      code: 'acting-through-plugin',
      reason: `${actor.subject} acts for you here; decisions and revocations are made by people themselves.`,
      remedy: 'Do it in the portal, yourself.',
    });
  }
}

function forbidden(what: string): Error {
  return problem('not-allowed', {
    code: 'forbidden',
    reason: `The permission policy of this portal does not let you ${what}.`,
    remedy: 'Ask whoever administers permissions in your portal.',
  });
}
