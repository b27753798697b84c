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
  await knex.schema.createTable('overdue_watch', table => {
    table.comment(
      'Access that is ending: when it had to be gone, and who has been alerted that it is not',
    );
    table
      .uuid('request_id')
      .primary()
      .references('requests.id')
      .onDelete('CASCADE');
    table
      .string('status', 16)
      .notNullable()
      .comment('Of the request, when the watch began');
    instant(table, 'end_at').notNullable().comment('When it had to be gone');
    table.integer('alerts').notNullable().comment('How many were raised');
    instant(table, 'next_alert_at').notNullable();
    table.index(['next_alert_at'], 'overdue_watch_next_idx');
  });

  await knex.schema.createTable('outbox', table => {
    table.comment(
      'Committed events that somebody has still to be told of, one row per event and channel',
    );
    table.bigIncrements('position');
    table.string('channel', 16).notNullable().comment('notification or event');
    table.uuid('event_id').notNullable();
    table.uuid('request_id').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    instant(table, 'next_attempt_at')
      .nullable()
      .comment('Null until the first attempt has failed');
    table.text('last_error').nullable();
    table.index(['channel', 'request_id', 'position'], 'outbox_request_idx');
    table.index(['channel', 'position'], 'outbox_channel_idx');
  });

  await knex.schema.createTable('dependency_state', table => {
    table.comment(
      'How the services that this plugin needs are doing, as the acting replica last found',
    );
    table.string('name', 32).primary();
    table.string('status', 16).notNullable().comment('ok or down');
    instant(table, 'since').notNullable();
    instant(table, 'checked_at').notNullable();
    table.text('last_error').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('dependency_state');
  await knex.schema.dropTable('outbox');
  await knex.schema.dropTable('overdue_watch');
};
