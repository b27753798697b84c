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
  await knex.schema.createTable('directory_details', table => {
    table.comment(
      'What AWS tells of one account, permission set or unit only, as it was last read; complete readings make snapshots of it',
    );
    table.string('kind', 16).notNullable();
    table.string('id', 255).notNullable();
    instant(table, 'read_at').notNullable();
    table.text('content').notNullable();
    table.primary(['kind', 'id']);
  });
  await knex.schema.createTable('directory_units', table => {
    table.comment('Organizational units, roots left out');
    table.string('id', 68).primary();
    table.string('name', 255).notNullable();
    table
      .text('ids')
      .notNullable()
      .comment('From the root down to the unit, as JSON');
    table
      .text('path')
      .notNullable()
      .comment('Names from below the root down to the unit, as JSON');
  });
  await knex.schema.alterTable('directory_state', table => {
    instant(table, 'oldest_detail_at')
      .nullable()
      .comment('When the oldest detail of the snapshot was read');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('directory_state', table => {
    table.dropColumn('oldest_detail_at');
  });
  await knex.schema.dropTable('directory_units');
  await knex.schema.dropTable('directory_details');
};
