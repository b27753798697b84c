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
exports.up = async function up(knex) {
  await knex.schema.alterTable('directory_users', table => {
    table
      .timestamp('gone_since', { useTz: true, precision: 3 })
      .nullable()
      .comment(
        'When a reading first missed the user; kept, so that whoever was deleted does not count as somebody without a user',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('directory_user_handles')
    .whereIn(
      'user_id',
      knex('directory_users').select('user_id').whereNotNull('gone_since'),
    )
    .delete();
  await knex('directory_users').whereNotNull('gone_since').delete();
  await knex.schema.alterTable('directory_users', table => {
    table.dropColumn('gone_since');
  });
};
