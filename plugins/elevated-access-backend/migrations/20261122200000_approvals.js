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
  await knex.schema.alterTable('requests', table => {
    table
      .bigInteger('approved_duration_ms')
      .nullable()
      .comment('What was approved where that is less than what was asked');
    instant(table, 'asked_at')
      .nullable()
      .comment(
        'When its approvers were asked, for the last time; null: when it was created',
      );
  });
  await knex.schema.alterTable('decisions', table => {
    table
      .bigInteger('duration_ms')
      .nullable()
      .comment('What an approval is limited to; null: all that was asked');
  });
  await knex.schema.createTable('approval_watch', table => {
    table.comment(
      'What the approvers of pending requests have been told, and what comes next',
    );
    table
      .uuid('request_id')
      .primary()
      .references('requests.id')
      .onDelete('CASCADE');
    table
      .integer('request_version')
      .notNullable()
      .comment('Of the request, when this was worked out');
    table.integer('stage').notNullable().comment('The one that waits');
    instant(table, 'since').notNullable().comment('When it began to wait');
    table
      .integer('escalations')
      .notNullable()
      .comment('How many of the stage have been told');
    instant(table, 'reminded_through')
      .notNullable()
      .comment('Reminders that were due up to then are done with');
    instant(table, 'next_at')
      .nullable()
      .comment('When there is something to tell; null: never again');
    table.index(['next_at'], 'approval_watch_next_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('approval_watch');
  await knex.schema.alterTable('decisions', table => {
    table.dropColumn('duration_ms');
  });
  await knex.schema.alterTable('requests', table => {
    table.dropColumn('asked_at');
    table.dropColumn('approved_duration_ms');
  });
};
