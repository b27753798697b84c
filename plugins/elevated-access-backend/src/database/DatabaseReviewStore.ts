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

import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ReviewPeriod } from '../domain/reviewPeriod';
import { isSqlite } from './reportSql';
import type {
  ReviewPosition,
  ReviewRecord,
  ReviewRow,
  ReviewScope,
  ReviewStore,
  ReviewSummary,
  UnusedPolicy,
} from './reviewTypes';
import {
  POLICY_VERSIONS,
  REQUESTS,
  REVIEW_PERIODS,
  REVIEW_ROWS,
  REVIEWS,
  type ReviewColumns,
  type ReviewRowColumns,
} from './tables';
import {
  parseStringList,
  toDate,
  toDateOrNull,
  type StoredInstant,
} from './values';

const policiesSchema = z.array(
  z.object({
    name: z.string(),
    lastUsedAt: z
      .string()
      .nullable()
      .transform(at => (at === null ? null : new Date(at))),
  }),
);

const scopeSchema = z.enum(['accounts', 'people']);

/** What one person held: the same permission set in the same account. */
const HELD = 'requester_ref, account_id, permission_set_arn';

export class DatabaseReviewStore implements ReviewStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async isComplete({ from, to }: ReviewPeriod): Promise<boolean> {
    const row = await this.#knex(REVIEW_PERIODS)
      .where({ period_from: from, period_to: to })
      .first('completed_at');
    return row !== undefined;
  }

  async markComplete({ from, to }: ReviewPeriod, at: Date): Promise<void> {
    await this.#knex(REVIEW_PERIODS)
      .insert({ period_from: from, period_to: to, completed_at: at })
      .onConflict(['period_from', 'period_to'])
      .ignore();
  }

  async make(options: {
    about: ReviewScope;
    reviewer: { ref: string; name: string };
    period: ReviewPeriod;
    unusedPolicies: readonly UnusedPolicy[];
    mostRows: number;
    createdAt: Date;
  }): Promise<ReviewSummary | undefined> {
    const { about, reviewer, period, unusedPolicies, mostRows } = options;
    const totals = await this.#totals(about, period);
    if (totals.accesses === 0 && unusedPolicies.length === 0) {
      return undefined;
    }
    const id = randomUUID();
    const key = {
      scope: about.scope,
      reviewer_ref: reviewer.ref,
      period_from: period.from,
      period_to: period.to,
    };
    await this.#knex<ReviewColumns>(REVIEWS)
      .insert({
        ...key,
        id,
        reviewer_name: reviewer.name,
        created_at: options.createdAt,
        accesses: totals.accesses,
        unused: totals.unused,
        truncated: totals.rows > mostRows,
        unused_policies: JSON.stringify(unusedPolicies),
        account_ids:
          about.scope === 'accounts' ? JSON.stringify(about.accountIds) : null,
      })
      .onConflict(['scope', 'reviewer_ref', 'period_from', 'period_to'])
      .ignore();
    const made = await this.#knex<ReviewColumns>(REVIEWS).where({ id }).first();
    if (!made) {
      return undefined;
    }
    await this.#insertRows(id, about, period, mostRows);
    return toSummary(made);
  }

  async list(options: {
    reviewerRefs?: readonly string[];
    after?: ReviewPosition;
    limit: number;
  }): Promise<ReviewSummary[]> {
    const { reviewerRefs, after, limit } = options;
    const query = this.#knex<ReviewColumns>(REVIEWS)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (reviewerRefs) {
      query.whereIn('reviewer_ref', reviewerRefs);
    }
    if (after) {
      query.where(group =>
        group
          .where('created_at', '<', after.createdAt)
          .orWhere(tie =>
            tie.where('created_at', after.createdAt).where('id', '<', after.id),
          ),
      );
    }
    return (await query).map(toSummary);
  }

  async get(id: string): Promise<ReviewRecord | undefined> {
    const row = await this.#knex<ReviewColumns>(REVIEWS).where({ id }).first();
    if (!row) {
      return undefined;
    }
    const rows = await this.#knex<ReviewRowColumns>(REVIEW_ROWS)
      .where({ review_id: id })
      .orderBy('position');
    return {
      ...toSummary(row),
      rows: rows.map(toRow),
      accountIds:
        row.account_ids === null ? null : parseStringList(row.account_ids),
      truncated: Boolean(row.truncated),
      unusedPolicies: policiesSchema.parse(JSON.parse(row.unused_policies)),
    };
  }

  async policyUse(
    before: Date,
  ): Promise<Map<string, { since: Date | null; lastUsedAt: Date | null }>> {
    const versions = await this.#knex(POLICY_VERSIONS)
      .where({ kind: 'eligibility' })
      .groupBy('name')
      .select<{ name: string; since: StoredInstant }[]>(
        'name',
        this.#knex.raw('min(at) as since'),
      );
    const used = await this.#knex(REQUESTS)
      .where('activated_at', '<', before)
      .groupBy('policy_name')
      .select<{ name: string; last: StoredInstant }[]>(
        'policy_name as name',
        this.#knex.raw('max(activated_at) as last'),
      );
    const since = new Map(versions.map(it => [it.name, toDate(it.since)]));
    const last = new Map(used.map(it => [it.name, toDateOrNull(it.last)]));
    return new Map(
      [...new Set([...since.keys(), ...last.keys()])].map(name => [
        name,
        {
          since: since.get(name) ?? null,
          lastUsedAt: last.get(name) ?? null,
        },
      ]),
    );
  }

  async #totals(about: ReviewScope, period: ReviewPeriod) {
    const [row] = await this.#knex
      .from(
        this.#given(about, period)
          .select(
            this.#knex.raw('count(*) as many'),
            this.#knex.raw(
              "count(case when usage = 'unused' then 1 end) as unused",
            ),
          )
          .groupByRaw(HELD)
          .as('held'),
      )
      .select<Record<'accesses' | 'unused' | 'rows', number | string | null>[]>(
        this.#knex.raw('sum(many) as accesses'),
        this.#knex.raw('sum(unused) as unused'),
        this.#knex.raw('count(*) as rows'),
      );
    return {
      accesses: Number(row.accesses),
      unused: Number(row.unused),
      rows: Number(row.rows),
    };
  }

  /** Names are those of the last request; what was used least comes first. */
  async #insertRows(
    id: string,
    about: ReviewScope,
    period: ReviewPeriod,
    limit: number,
  ): Promise<void> {
    const sumOf = (usage: string) =>
      `sum(case when usage = '${usage}' then 1 else 0 end) over (partition by ${HELD})`;
    const held = this.#given(about, period).select(
      this.#knex.raw(
        `requests.*, row_number() over (partition by ${HELD} order by activated_at desc, id) as nth, count(*) over (partition by ${HELD}) as accesses, ${sumOf(
          'used',
        )} as used_accesses, ${sumOf('unused')} as unused_accesses`,
      ),
    );
    await this.#knex(
      this.#knex.raw(
        '?? (review_id, position, person_ref, person_name, account_id, account_name, permission_set_arn, permission_set_name, accesses, used, unused, last_given_at, last_request_id)',
        [REVIEW_ROWS],
      ),
    ).insert(
      this.#knex
        .select(
          this.#knex.raw(
            `${
              isSqlite(this.#knex) ? '?' : 'cast(? as uuid)'
            }, row_number() over (order by unused_accesses desc, accesses desc, ${HELD}) as position, requester_ref, requester_name, account_id, account_name, permission_set_arn, permission_set_name, accesses, used_accesses, unused_accesses, activated_at, id`,
            [id],
          ),
        )
        .from(held.as('held'))
        .where('nth', 1)
        .orderBy('position')
        .limit(limit),
    );
  }

  /** Requests by which access was given in the period. */
  #given(about: ReviewScope, { from, to }: ReviewPeriod): Knex.QueryBuilder {
    const [column, values] =
      about.scope === 'accounts'
        ? ['account_id', about.accountIds]
        : ['requester_ref', about.personRefs];
    // As one value: a statement takes 32,766 at most.
    const isOneOf = isSqlite(this.#knex)
      ? `${column} in (select value from json_each(?))`
      : `${column} in (select jsonb_array_elements_text(cast(? as jsonb)))`;
    return this.#knex(REQUESTS)
      .where('activated_at', '>=', from)
      .where('activated_at', '<', to)
      .whereRaw(isOneOf, [JSON.stringify(values)]);
  }
}

function toSummary(row: ReviewColumns): ReviewSummary {
  return {
    id: row.id,
    scope: scopeSchema.parse(row.scope),
    reviewerRef: row.reviewer_ref,
    reviewerName: row.reviewer_name,
    period: { from: toDate(row.period_from), to: toDate(row.period_to) },
    createdAt: toDate(row.created_at),
    accesses: row.accesses,
    unused: row.unused,
  };
}

function toRow(row: ReviewRowColumns): ReviewRow {
  return {
    personRef: row.person_ref,
    personName: row.person_name,
    accountId: row.account_id,
    accountName: row.account_name,
    permissionSetArn: row.permission_set_arn,
    permissionSetName: row.permission_set_name,
    accesses: row.accesses,
    used: row.used,
    unused: row.unused,
    lastGivenAt: toDate(row.last_given_at),
    lastRequestId: row.last_request_id,
  };
}
