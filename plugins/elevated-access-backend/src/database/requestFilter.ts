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

import type { Knex } from 'knex';
import { DECISIONS, REQUEST_APPROVERS } from './tables';
import type { RequestFilter } from './types';

/**
 * Narrows a query on `requests` to what a filter matches. No condition is ever
 * unknown to SQL, so that a negated filter keeps exactly the other rows.
 */
export function applyRequestFilter(
  knex: Knex,
  query: Knex.QueryBuilder,
  filter: RequestFilter,
): void {
  // An empty group would vanish from the SQL, and its negation with it.
  query.whereRaw('1 = 1');
  if (filter.statuses) {
    query.whereIn('requests.status', filter.statuses);
  }
  if (filter.requesterRefs) {
    query.whereIn('requests.requester_ref', filter.requesterRefs);
  }
  if (filter.principalIds) {
    query.whereIn('requests.principal_id', filter.principalIds);
  }
  if (filter.accountIds) {
    query.whereIn('requests.account_id', filter.accountIds);
  }
  if (filter.permissionSetArns) {
    query.whereIn('requests.permission_set_arn', filter.permissionSetArns);
  }
  if (filter.overdue !== undefined) {
    query.whereRaw(
      filter.overdue
        ? 'requests.overdue_since is not null'
        : 'requests.overdue_since is null',
    );
  }
  if (filter.decidedByRefs) {
    query.whereIn(
      'requests.id',
      knex(DECISIONS)
        .select('request_id')
        .whereIn('approver_ref', filter.decidedByRefs),
    );
  }
  if (filter.approverRefs) {
    query.whereIn(
      'requests.id',
      knex(REQUEST_APPROVERS)
        .select('request_id')
        .whereIn('approver_ref', filter.approverRefs),
    );
  }
  const { anyOf, allOf, not } = filter;
  if (anyOf) {
    query.where(group => {
      group.whereRaw('1 = 0');
      for (const alternative of anyOf) {
        group.orWhere(inner => applyRequestFilter(knex, inner, alternative));
      }
    });
  }
  for (const part of allOf ?? []) {
    query.where(inner => applyRequestFilter(knex, inner, part));
  }
  if (not) {
    query.whereNot(inner => applyRequestFilter(knex, inner, not));
  }
}
