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

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('lint_state', table => {
    table.comment('When the policies were last checked against the world');
    table.string('name', 32).primary();
    instant(table, 'checked_at').nullable();
    instant(table, 'last_attempt_at').nullable();
    table.text('last_error').nullable();
  });

  await knex.schema.createTable('lint_findings', table => {
    table.comment('What the last complete check of the policies found');
    table.string('id', 64).primary();
    table.string('rule', 32).notNullable();
    table
      .integer('rank')
      .notNullable()
      .comment('Of the severity: 0 error, 1 warning, 2 info');
    table.string('policy_kind', 16).notNullable();
    table.string('policy_name', 63).notNullable();
    table.string('path', 255).notNullable();
    table.text('reason').notNullable();
    table.text('remedy').notNullable();
    instant(table, 'first_seen_at').notNullable();
    table.index(['rank', 'policy_name', 'id'], 'lint_findings_order_idx');
    table.index(['rule', 'rank'], 'lint_findings_rule_idx');
    table.index(['policy_name', 'rank'], 'lint_findings_policy_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lint_findings');
  await knex.schema.dropTable('lint_state');
};
