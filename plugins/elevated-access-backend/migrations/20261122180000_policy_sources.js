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
  await knex.schema.createTable('policy_sources', table => {
    table.comment(
      'Files and locations that policies are read from, with what was last read there and is valid',
    );
    table.string('id', 64).primary();
    table.string('type', 16).notNullable().comment('file or location');
    table.text('place').notNullable().comment('Path or URL, as configured');
    table
      .text('etag')
      .nullable()
      .comment('What tells whether it changed; null when that cannot be told');
    table
      .text('policies')
      .notNullable()
      .comment(
        'Those of the last reading that was complete and valid, as JSON',
      );
    instant(table, 'read_at')
      .nullable()
      .comment('When that was; null while there was none');
    instant(table, 'attempted_at').nullable();
    table
      .text('problems')
      .notNullable()
      .comment('What is wrong with what is there now, as JSON');
  });

  await knex.schema.createTable('policy_revision', table => {
    table.comment('One row: counts changes of policies and settings');
    table.string('name', 16).primary();
    table.bigInteger('revision').notNullable();
  });
  await knex('policy_revision').insert({ name: 'policies', revision: 0 });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('policy_revision');
  await knex.schema.dropTable('policy_sources');
};
