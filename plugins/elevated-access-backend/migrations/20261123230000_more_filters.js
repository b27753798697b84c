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
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

/**
 * More questions that are asked of requests: by which approval policy, who ended
 * access, and what was ever overdue. Indexes of requests go on with the order of
 * lists, so that a page is read and not sorted; of overdue alerts there are few.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (isPostgres(knex)) {
    // SQLite, which is for small portals, reads it from the requests.
    await knex.raw(`
      alter table requests add column approval_policy text
      generated always as (approval::json ->> 'policyName') stored`);
    await knex.raw(
      'create index requests_approval_policy_idx on requests (approval_policy, created_at, id)',
    );
  }
  await knex.schema.alterTable('requests', table => {
    table.index(['ended_by_ref', 'created_at', 'id'], 'requests_ended_by_idx');
  });
  await knex.raw(
    "create index events_overdue_idx on events (request_id) where type = 'request.overdue'",
  );
  if (isPostgres(knex)) {
    await knex.raw('analyze requests');
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index events_overdue_idx');
  await knex.raw('drop index requests_ended_by_idx');
  if (isPostgres(knex)) {
    await knex.raw('alter table requests drop column approval_policy');
  }
};
