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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import {
  requestStatusSchema,
  RESOURCE_TYPE_ACCESS_REQUEST,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { RequestFilter, RequestStore } from '../database/types';
import type { ApproverWords } from '../directory/ApproverWords';
import {
  isApproverWord,
  nobodyNamed,
  type NamedApprovers,
} from '../domain/approvers';
import { normalizeRef } from '../domain/refs';
import type { RequestRecord } from '../domain/types';
import { approverRefsOf } from './approvalQuestion';
import { isRequestId } from './RequestReader';

/** A request with whom `owner` and `manager` mean in it; nobody where that is absent. */
export type AccessRequestResource = RequestRecord & { named?: NamedApprovers };

/** Requests as the permission framework knows them. */
export const accessRequestResourceRef = createPermissionResourceRef<
  AccessRequestResource,
  RequestFilter
>().with({
  pluginId: 'elevated-access',
  resourceType: RESOURCE_TYPE_ACCESS_REQUEST,
});

const claimsSchema = z.object({
  claims: z
    .array(z.string())
    .describe('User and group refs, at least one of which has to match'),
});

const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Requests made by one of these people',
  resourceRef: accessRequestResourceRef,
  paramsSchema: claimsSchema,
  apply: (request, { claims }) =>
    claims.map(normalizeRef).includes(normalizeRef(request.requesterRef)),
  toQuery: ({ claims }) => ({ requesterRefs: claims.map(normalizeRef) }),
});

const isApprover = createPermissionRule({
  name: 'IS_APPROVER',
  description:
    'Requests whose approval policy names one of these people or groups, themselves or as owner of the account or manager of the requester',
  resourceRef: accessRequestResourceRef,
  paramsSchema: claimsSchema,
  apply: (request, { claims }) => {
    const approvers = request.approval ? approverRefsOf(request.approval) : [];
    const { owner, manager } = request.named ?? nobodyNamed;
    const named = [
      ...approvers.filter(approver => !isApproverWord(approver)),
      ...owner,
      ...manager,
    ];
    return claims.some(claim => named.includes(normalizeRef(claim)));
  },
  toQuery: ({ claims }) => ({ approverRefs: claims.map(normalizeRef) }),
});

const hasAccount = createPermissionRule({
  name: 'HAS_ACCOUNT',
  description: 'Requests for access to one of these accounts',
  resourceRef: accessRequestResourceRef,
  paramsSchema: z.object({
    accountIds: z
      .array(z.string())
      .describe('The 12 digits of AWS account ids'),
  }),
  apply: (request, { accountIds }) => accountIds.includes(request.accountId),
  toQuery: ({ accountIds }) => ({ accountIds }),
});

const hasPermissionSet = createPermissionRule({
  name: 'HAS_PERMISSION_SET',
  description: 'Requests for one of these permission sets',
  resourceRef: accessRequestResourceRef,
  paramsSchema: z.object({
    arns: z.array(z.string()).describe('ARNs of permission sets'),
  }),
  apply: (request, { arns }) => arns.includes(request.permissionSetArn),
  toQuery: ({ arns }) => ({ permissionSetArns: arns }),
});

const hasStatus = createPermissionRule({
  name: 'HAS_STATUS',
  description: 'Requests that are in one of these statuses',
  resourceRef: accessRequestResourceRef,
  paramsSchema: z.object({
    statuses: z
      .array(requestStatusSchema)
      .describe('Statuses such as pending or active'),
  }),
  apply: (request, { statuses }) => statuses.includes(request.status),
  toQuery: ({ statuses }) => ({ statuses }),
});

/** Rules by which a permission policy can tell requests apart. */
export const accessRequestRules = {
  isRequester,
  isApprover,
  hasAccount,
  hasPermissionSet,
  hasStatus,
};

const exported = createConditionExports({
  resourceRef: accessRequestResourceRef,
  rules: accessRequestRules,
});

/**
 * Conditions on requests, for the authors of permission policies.
 *
 * @public
 */
export const accessRequestConditions = exported.conditions;

/**
 * A decision that permits what fits some conditions, for the authors of
 * permission policies.
 *
 * @public
 */
export const createAccessRequestConditionalDecision =
  exported.createConditionalDecision;

/**
 * The requests of some ids, in their order; undefined where there is none.
 *
 * @throws ServiceUnavailableError with code `catalog-unavailable` where it matters who owns an account or manages somebody
 */
export async function loadResources(
  store: Pick<RequestStore, 'getMany'>,
  words: Pick<ApproverWords, 'namedInEach'>,
  ids: readonly string[],
): Promise<Array<AccessRequestResource | undefined>> {
  const requests = await withNamed(
    await store.getMany(ids.filter(isRequestId)),
    words,
  );
  const byId = new Map(requests.map(request => [request.id, request]));
  return ids.map(id => byId.get(id));
}

/** Requests with whom `owner` and `manager` mean in each. */
export async function withNamed(
  requests: readonly RequestRecord[],
  words: Pick<ApproverWords, 'namedInEach'>,
): Promise<AccessRequestResource[]> {
  const named = await words.namedInEach(
    requests.map(request => ({
      subject: request,
      approvers: request.approval ? approverRefsOf(request.approval) : [],
    })),
  );
  return requests.map((request, index) => ({
    ...request,
    named: named[index],
  }));
}

/** Conditions of the permission framework as a filter of the store. */
export function toRequestFilter(
  criteria: PermissionCriteria<RequestFilter>,
): RequestFilter {
  if (isAndCriteria(criteria)) {
    return { allOf: criteria.allOf.map(toRequestFilter) };
  }
  if (isOrCriteria(criteria)) {
    return { anyOf: criteria.anyOf.map(toRequestFilter) };
  }
  if (isNotCriteria(criteria)) {
    return { not: toRequestFilter(criteria.not) };
  }
  return criteria;
}
