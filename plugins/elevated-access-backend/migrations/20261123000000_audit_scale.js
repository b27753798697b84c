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

// @ts-check

/**
 * From when until when access existed; `database/requestFilter.ts` writes the
 * same words. An end before the begin would be refused by the range.
 */
const ACCESS_PERIOD = `case
  when activated_at is null then 'empty'::tstzrange
  else tstzrange(activated_at, case when ended_at > activated_at then ended_at end)
end`;

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

/**
 * Indexes that others begin with are dropped. Indexes over expressions are made
 * over all rows: PostgreSQL takes no notice of what it knows of the values of an
 * index over some, and expects a ticket in five of a thousand requests whatever
 * it is.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // requests_access_idx begins with the same column.
  await knex.raw('drop index requests_activity_idx');
  await knex.schema.alterTable('decisions', table => {
    // decisions_approver_time_idx begins with the same column.
    table.dropIndex(['approver_ref'], 'decisions_approver_idx');
  });
  await knex.raw('drop index requests_ticket_idx');
  await knex.raw(`
    create index requests_ticket_idx
    on requests (lower(ticket)${
      isPostgres(knex) ? ' text_pattern_ops' : ''
    }, created_at, id)`);
  if (isPostgres(knex)) {
    await knex.raw('drop index requests_period_idx');
    await knex.raw(
      `create index requests_period_idx on requests using gist ((${ACCESS_PERIOD}))`,
    );
    await reindexReports(knex, [
      'account_id',
      'permission_set_arn',
      'requester_ref',
    ]);
    await knex.raw('analyze requests');
  }
};

/**
 * What reports count by, so that they read one narrow index and not the requests.
 *
 * @param {import('knex').Knex} knex
 * @param {string[]} columns
 */
async function reindexReports(knex, columns) {
  await knex.raw('drop index requests_report_idx');
  await knex.raw(
    `create index requests_report_idx on requests (created_at) include (report_class, approval_wait_ms, late_ms, ${columns.join(
      ', ',
    )})`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isPostgres(knex)) {
    await reindexReports(knex, ['assignment_id', 'requester_ref']);
    await knex.raw('drop index requests_period_idx');
    await knex.raw(`
      create index requests_period_idx on requests using gist (
        tstzrange(activated_at, case when ended_at > activated_at then ended_at end)
      ) where activated_at is not null`);
  }
  await knex.raw('drop index requests_ticket_idx');
  await knex.raw(`
    create index requests_ticket_idx
    on requests (lower(ticket)${
      isPostgres(knex) ? ' text_pattern_ops' : ''
    }, created_at, id)
    where ticket is not null`);
  await knex.schema.alterTable('decisions', table => {
    table.index(['approver_ref'], 'decisions_approver_idx');
  });
  await knex.raw(
    'create index requests_activity_idx on requests (activated_at) where activated_at is not null',
  );
};
