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
  await knex.schema.createTable('activity', table => {
    table.comment(
      'What is known from AWS records of the session of each request, and when they are read next',
    );
    table.uuid('request_id').primary();
    table.string('source', 64).nullable();
    instant(table, 'covers_from').nullable();
    instant(table, 'covers_to').nullable();
    instant(table, 'delivered_to')
      .nullable()
      .comment('Nothing can arrive any more of what was done before');
    instant(table, 'read_at').nullable().comment('Last read without a mistake');
    instant(table, 'complete_at').nullable();
    table.boolean('complete').notNullable().defaultTo(false);
    table.boolean('truncated').notNullable().defaultTo(false);
    table.integer('events').notNullable().defaultTo(0);
    table.integer('writes').notNullable().defaultTo(0);
    table.integer('errors').notNullable().defaultTo(0);
    table.integer('failures').notNullable().defaultTo(0);
    table.string('problem_code', 64).nullable();
    table.text('problem_reason').nullable();
    table.text('problem_remedy').nullable();
    instant(table, 'next_read_at').nullable();
    table.index(['next_read_at'], 'activity_due_idx');
  });

  await knex.schema.createTable('activity_events', table => {
    table.comment('What people did with access, as AWS recorded it');
    table.uuid('request_id').notNullable();
    table.string('id', 128).notNullable();
    instant(table, 'at').notNullable();
    table.string('name', 255).notNullable();
    table.string('service', 255).notNullable();
    table.string('region', 64).nullable();
    table.string('source_address', 255).nullable();
    table.text('user_agent').nullable();
    table.string('error_code', 255).nullable();
    table.boolean('read_only').nullable();
    table.text('resources').notNullable().comment('A JSON list of texts');
    table.primary(['request_id', 'id']);
    table.index(['request_id', 'at', 'id'], 'activity_events_order_idx');
  });

  await knex.schema.createTable('activity_watch', table => {
    table.comment(
      'Up to when requests that got access have been noticed, so that their activity is read',
    );
    table.string('name', 32).primary();
    instant(table, 'noticed_to').notNullable();
  });

  // Newly given access is looked for by when it was given, and by nothing else.
  await knex.raw(
    'create index requests_activity_idx on requests (activated_at) where activated_at is not null',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index requests_activity_idx');
  await knex.schema.dropTable('activity_watch');
  await knex.schema.dropTable('activity_events');
  await knex.schema.dropTable('activity');
};
