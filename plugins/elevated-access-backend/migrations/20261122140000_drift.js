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
  await knex.schema.createTable('drift_state', table => {
    table.comment('When AWS and the grants were last compared');
    table.string('name', 32).primary();
    instant(table, 'compared_at').nullable();
    instant(table, 'last_attempt_at').nullable();
    table.text('last_error').nullable();
  });

  await knex.schema.createTable('drift_findings', table => {
    table.comment('Differences between AWS and the grants; reported only');
    table.string('id', 64).primary();
    table.string('kind', 32).notNullable();
    table.string('principal_type', 8).notNullable();
    table.string('principal_id', 64).notNullable();
    table.string('principal_name', 1024).nullable();
    table.string('person_ref', 255).nullable();
    table.string('person_name', 1024).nullable();
    table.string('account_id', 12).notNullable();
    table.string('account_name', 255).nullable();
    table.string('permission_set_arn', 255).notNullable();
    table.string('permission_set_name', 64).nullable();
    table.uuid('request_id').nullable();
    table.uuid('assignment_id').nullable();
    table.text('description').notNullable();
    instant(table, 'found_at').notNullable();
    instant(table, 'last_seen_at').notNullable();
    instant(table, 'gone_at').nullable();
    table.index(['gone_at', 'found_at'], 'drift_findings_gone_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('drift_findings');
  await knex.schema.dropTable('drift_state');
};
