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
import { RESOURCE_TYPE_ACCESS_REQUEST } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { RequestFilter, RequestStore } from '../database/types';
import { normalizeRef } from '../domain/refs';
import type { RequestRecord } from '../domain/types';
import { approverRefsOf } from './approvalQuestion';
import { isRequestId } from './RequestReader';

/** Requests as the permission framework knows them. */
export const accessRequestResourceRef = createPermissionResourceRef<
  RequestRecord,
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
    'Requests whose approval policy names one of these people or groups',
  resourceRef: accessRequestResourceRef,
  paramsSchema: claimsSchema,
  apply: (request, { claims }) => {
    const named = request.approval ? approverRefsOf(request.approval) : [];
    return claims.some(claim => named.includes(normalizeRef(claim)));
  },
  toQuery: ({ claims }) => ({ approverRefs: claims.map(normalizeRef) }),
});

/** Rules by which a permission policy can tell requests apart. */
export const accessRequestRules = { isRequester, isApprover };

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

/** The requests of some ids, in their order; undefined where there is none. */
export async function loadResources(
  store: Pick<RequestStore, 'getMany'>,
  ids: readonly string[],
): Promise<Array<RequestRecord | undefined>> {
  const requests = new Map(
    (await store.getMany(ids.filter(isRequestId))).map(request => [
      request.id,
      request,
    ]),
  );
  return ids.map(id => requests.get(id));
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
