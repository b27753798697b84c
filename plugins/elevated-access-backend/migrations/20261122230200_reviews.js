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
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
function instant(table, name) {
  return table.timestamp(name, { useTz: true, precision: 3 });
}

/** What counts of a request as one small number: `database/reportClass.ts` says which bit means what. */
const REPORT_CLASS = `
  (case when activated_at is null then 0 else 1 end)
  + (case status when 'rejected' then 2 when 'expired' then 4 when 'failed' then 8 else 0 end)
  + (case when starts_at is null then 0 when approval_wait_ms is null then 48 else 16 end)
  + (case when status = 'ended' and activated_at is not null
      then case usage when 'used' then 64 when 'unused' then 192 else 0 end
      else 0 end)`;

/** By how many milliseconds access outlived its end; a strict window ends it a session earlier. */
const LATE_MS = `
  case when activated_at is not null then
    cast(extract(epoch from ended_at - ends_at) * 1000 as bigint)
    + case when strict_window then session_duration_ms else 0 end
  end`;

/** @param {import('knex').Knex} knex */
const isSqlite = knex => String(knex.client.config.client).includes('sqlite');

/**
 * What reports count, so that PostgreSQL reads one narrow index and not the
 * requests. SQLite, which is for small portals, works it out from the rows.
 *
 * @param {import('knex').Knex} knex
 */
async function addReportIndexes(knex) {
  if (isSqlite(knex)) {
    return;
  }
  await knex.raw(
    `alter table requests
      add column report_class smallint generated always as (${REPORT_CLASS}) stored,
      add column late_ms bigint generated always as (${LATE_MS}) stored`,
  );
  await knex.raw(
    'create index requests_report_idx on requests (created_at) include (report_class, approval_wait_ms, late_ms, assignment_id, requester_ref)',
  );
}

/** @param {import('knex').Knex} knex */
async function dropReportIndexes(knex) {
  if (!isSqlite(knex)) {
    await knex.raw(
      'alter table requests drop column late_ms, drop column report_class',
    );
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table
      .bigInteger('approval_wait_ms')
      .nullable()
      .comment(
        'From when it was made to the last approval that it needed; null where nobody had to approve, or has yet',
      );
  });
  await waitsOfOlderVersions(knex);
  await addReportIndexes(knex);
  await knex.schema.alterTable('requests', table => {
    table.index(['activated_at', 'ended_at'], 'requests_access_idx');
  });
  await knex.schema.alterTable('decisions', table => {
    table.index(['approver_ref', 'decided_at'], 'decisions_approver_time_idx');
  });

  await knex.schema.alterTable('directory_permission_sets', table => {
    table
      .text('policies')
      .nullable()
      .comment('Which policies it is made of, as JSON; null: not read yet');
  });
  // They lack the policies, and are read again where they are absent.
  await knex('directory_details').where({ kind: 'permission-set' }).delete();

  await knex.schema.createTable('access_reviews', table => {
    table.comment(
      'Who held what in a period, for whoever owns the accounts or for a group',
    );
    table.uuid('id').primary();
    table.string('scope', 16).notNullable().comment('accounts or people');
    table.string('reviewer_ref', 255).notNullable();
    table.string('reviewer_name', 255).notNullable();
    instant(table, 'period_from').notNullable();
    instant(table, 'period_to').notNullable();
    instant(table, 'created_at').notNullable();
    table.integer('accesses').notNullable();
    table.integer('unused').notNullable();
    table.boolean('truncated').notNullable();
    table.text('unused_policies').notNullable().comment('JSON');
    table.unique(['scope', 'reviewer_ref', 'period_from', 'period_to'], {
      indexName: 'access_reviews_period_uniq',
    });
    table.index(['created_at', 'id'], 'access_reviews_created_idx');
    table.index(
      ['reviewer_ref', 'created_at', 'id'],
      'access_reviews_reviewer_idx',
    );
  });
  await knex.schema.createTable('access_review_rows', table => {
    table.comment('Who held what, as it was when the review was made');
    table
      .uuid('review_id')
      .notNullable()
      .references('access_reviews.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('person_ref', 255).notNullable();
    table.string('person_name', 255).notNullable();
    table.string('account_id', 12).notNullable();
    table.string('account_name', 255).notNullable();
    table.string('permission_set_arn', 255).notNullable();
    table.string('permission_set_name', 64).notNullable();
    table.integer('accesses').notNullable();
    table.integer('used').notNullable();
    table.integer('unused').notNullable();
    instant(table, 'last_given_at').notNullable();
    table.uuid('last_request_id').notNullable();
    table.primary(['review_id', 'position']);
  });
  await knex.schema.createTable('access_review_periods', table => {
    table.comment('Periods of which every review has been made');
    instant(table, 'period_from').notNullable();
    instant(table, 'period_to').notNullable();
    instant(table, 'completed_at').notNullable();
    table.primary(['period_from', 'period_to']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
async function waitsOfOlderVersions(knex) {
  const wait = isSqlite(knex)
    ? 'max(decisions.decided_at) - requests.created_at'
    : 'cast(extract(epoch from max(decisions.decided_at) - requests.created_at) * 1000 as bigint)';
  await knex('requests')
    .whereNotNull('starts_at')
    .whereNotNull('approval')
    .update({
      approval_wait_ms: knex.raw(
        `(select ${wait} from decisions where decisions.request_id = requests.id and decisions.verdict = 'approved')`,
      ),
    });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('access_review_periods');
  await knex.schema.dropTable('access_review_rows');
  await knex.schema.dropTable('access_reviews');
  await knex.schema.alterTable('directory_permission_sets', table => {
    table.dropColumn('policies');
  });
  await knex.schema.alterTable('decisions', table => {
    table.dropIndex(
      ['approver_ref', 'decided_at'],
      'decisions_approver_time_idx',
    );
  });
  await knex.schema.alterTable('requests', table => {
    table.dropIndex(['activated_at', 'ended_at'], 'requests_access_idx');
  });
  await dropReportIndexes(knex);
  await knex.schema.alterTable('requests', table => {
    table.dropColumn('approval_wait_ms');
  });
};
