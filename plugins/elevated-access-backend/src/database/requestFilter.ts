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
import { isNumbered } from './isNumbered';
import { anyCaseLike, escapeLike } from './likeText';
import { DECISIONS, EVENTS, REQUEST_APPROVERS } from './tables';
import type { RequestFilter } from './types';

/**
 * From when until when access existed, as the index of migration 20261123000000
 * has it; an end before the begin, which a range would refuse, is no end.
 */
const ACCESS_PERIOD = `case
  when requests.activated_at is null then 'empty'::tstzrange
  else tstzrange(requests.activated_at, case when requests.ended_at > requests.activated_at then requests.ended_at end)
end`;

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
  whereOneOf(query, 'requests.status', filter.statuses);
  whereOneOf(query, 'requests.requester_ref', filter.requesterRefs);
  whereOneOf(query, 'requests.principal_id', filter.principalIds);
  whereOneOf(query, 'requests.account_id', filter.accountIds);
  whereOneOf(query, 'requests.permission_set_arn', filter.permissionSetArns);
  whereOneOf(query, 'requests.policy_name', filter.policyNames);
  whereOneOf(query, 'requests.usage', filter.usages);
  whereKnownOneOf(query, 'requests.end_reason', filter.endReasons);
  whereKnownOneOf(query, 'requests.ended_by_ref', filter.endedByRefs);
  whereApprovalPolicy(knex, query, filter);
  whereNull(query, 'requests.overdue_since', not(filter.overdue));
  whereNull(query, 'requests.approval', filter.automatic);
  whereText(knex, query, filter);
  whereTime(knex, query, filter);
  wherePeople(knex, query, filter);
  whereAlerted(knex, query, filter);
  const { anyOf, allOf, not: excluded } = filter;
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
  if (excluded) {
    query.whereNot(inner => applyRequestFilter(knex, inner, excluded));
  }
}

function whereOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[] | undefined,
): void {
  if (values) {
    query.whereIn(column, values);
  }
}

/** The same of a column that may be empty. */
function whereKnownOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[] | undefined,
): void {
  if (values) {
    query.whereNotNull(column).whereIn(column, values);
  }
}

function whereApprovalPolicy(
  knex: Knex,
  query: Knex.QueryBuilder,
  { approvalPolicyNames }: RequestFilter,
): void {
  if (isPostgres(knex)) {
    whereKnownOneOf(query, 'requests.approval_policy', approvalPolicyNames);
  } else if (approvalPolicyNames) {
    query
      .whereNotNull('requests.approval')
      .whereRaw(
        "json_extract(requests.approval, '$.policyName') in (select value from json_each(?))",
        [JSON.stringify(approvalPolicyNames)],
      );
  }
}

function whereNull(
  query: Knex.QueryBuilder,
  column: string,
  isNull: boolean | undefined,
): void {
  if (isNull !== undefined) {
    query.whereRaw(isNull ? '?? is null' : '?? is not null', [column]);
  }
}

function whereText(
  knex: Knex,
  query: Knex.QueryBuilder,
  { reasonContains, ticketPrefix }: RequestFilter,
): void {
  if (reasonContains !== undefined) {
    query.whereRaw(`requests.reason ${anyCaseLike(knex)} ? escape '\\'`, [
      `%${escapeLike(reasonContains)}%`,
    ]);
  }
  if (ticketPrefix !== undefined) {
    query
      .whereNotNull('requests.ticket')
      .whereRaw("lower(requests.ticket) like lower(?) escape '\\'", [
        `${escapeLike(ticketPrefix)}%`,
      ]);
  }
}

function whereTime(
  knex: Knex,
  query: Knex.QueryBuilder,
  { createdFrom, createdTo, accessFrom, accessTo }: RequestFilter,
): void {
  if (createdFrom) {
    query.where('requests.created_at', '>=', createdFrom);
  }
  if (createdTo) {
    query.where('requests.created_at', '<', createdTo);
  }
  if (!accessFrom && !accessTo) {
    return;
  }
  const isRange = !accessFrom || !accessTo || accessFrom < accessTo;
  if (isRange && isPostgres(knex)) {
    // What the index is over. It has said when access began: saying so twice
    // would let far fewer requests be expected than there are.
    query.whereRaw(`${ACCESS_PERIOD} && tstzrange(?, ?)`, [
      accessFrom ?? null,
      accessTo ?? null,
    ]);
  } else {
    query.whereNotNull('requests.activated_at');
    if (accessTo) {
      query.where('requests.activated_at', '<', accessTo);
    }
  }
  if (accessTo) {
    // It follows, and lets lists begin where there can be something.
    query.where('requests.created_at', '<', accessTo);
  }
  if (accessFrom) {
    query.where(open =>
      open
        .whereNull('requests.ended_at')
        .orWhere('requests.ended_at', '>', accessFrom),
    );
  }
}

function wherePeople(
  knex: Knex,
  query: Knex.QueryBuilder,
  { decidedByRefs, approverRefs }: RequestFilter,
): void {
  // By request and not as a list of ids: those of a busy approver are many.
  const named = (table: string, refs: readonly string[]) =>
    knex(table)
      .select(knex.raw('1'))
      .whereRaw('??.request_id = requests.id', [table])
      .whereIn('approver_ref', refs);
  if (decidedByRefs) {
    query.whereExists(named(DECISIONS, decidedByRefs));
  }
  if (approverRefs) {
    query.whereExists(named(REQUEST_APPROVERS, approverRefs));
  }
}

/** Whether an alert was ever raised that access is overdue; its event stays when access is gone. */
function whereAlerted(
  knex: Knex,
  query: Knex.QueryBuilder,
  { wasOverdue }: RequestFilter,
): void {
  if (wasOverdue === undefined) {
    return;
  }
  const alert = knex(EVENTS)
    .select(knex.raw('1'))
    .whereRaw('events.request_id = requests.id')
    // As the index has it; a bound value is none that the planner knows.
    .whereRaw("events.type = 'request.overdue'")
    .where(isNumbered);
  if (wasOverdue) {
    query.whereExists(alert);
  } else {
    query.whereNotExists(alert);
  }
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
