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
  await knex.schema.createTable('policies', table => {
    table.comment('Policies that were made in the portal');
    table.string('kind', 16).notNullable();
    table.string('name', 63).notNullable();
    table.string('version', 12).notNullable();
    table.text('spec').notNullable().comment('JSON');
    table.boolean('enabled').notNullable();
    instant(table, 'changed_at').notNullable();
    table.string('changed_by_ref', 255).notNullable();
    table.string('changed_by_name', 1024).notNullable();
    table.primary(['kind', 'name']);
  });

  await knex.schema.createTable('policy_versions', table => {
    table.comment('Every version of every policy, whatever its source');
    table.string('kind', 16).notNullable();
    table.string('name', 63).notNullable();
    table.integer('number').notNullable();
    table.string('version', 12).notNullable();
    table.string('action', 16).notNullable();
    table.text('spec').notNullable().comment('JSON');
    table.boolean('enabled').notNullable();
    table.string('source_type', 16).notNullable();
    table.text('source_place').nullable();
    instant(table, 'at').notNullable();
    table.string('by_ref', 255).nullable().comment('Null where a file did it');
    table.string('by_name', 1024).nullable();
    table.string('confirmed_by_ref', 255).nullable();
    table.string('confirmed_by_name', 1024).nullable();
    table.text('comment').notNullable();
    table.primary(['kind', 'name', 'number']);
  });

  await knex.schema.createTable('settings_versions', table => {
    table.comment('Every version of the settings; the last one holds');
    table.integer('number').primary();
    table.string('version', 12).notNullable();
    table.text('settings').notNullable().comment('JSON, as they held');
    table.text('portal').notNullable().comment('JSON, what the portal says');
    instant(table, 'at').notNullable();
    table.string('by_ref', 255).nullable();
    table.string('by_name', 1024).nullable();
    table.string('confirmed_by_ref', 255).nullable();
    table.string('confirmed_by_name', 1024).nullable();
    table.text('comment').notNullable();
  });

  await knex.schema.createTable('pending_changes', table => {
    table.comment(
      'Changes of policies and settings that wait for another administrator; what became of one is in events',
    );
    table.uuid('id').primary();
    table.text('change').notNullable().comment('JSON');
    table
      .string('based_on', 12)
      .nullable()
      .comment('The version that it was made from; null for what is new');
    instant(table, 'proposed_at').notNullable();
    table.string('proposed_by_ref', 255).notNullable();
    table.string('proposed_by_name', 1024).notNullable();
    table.string('proposed_by_principal_id', 64).nullable();
    table.text('comment').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pending_changes');
  await knex.schema.dropTable('settings_versions');
  await knex.schema.dropTable('policy_versions');
  await knex.schema.dropTable('policies');
};
