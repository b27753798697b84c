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
 * With the request in the index, who decided what is known without reading a
 * single decision: an approver has tens of thousands of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('decisions', table => {
    table.dropIndex(
      ['approver_ref', 'decided_at'],
      'decisions_approver_time_idx',
    );
    table.index(
      ['approver_ref', 'decided_at', 'request_id'],
      'decisions_approver_request_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('decisions', table => {
    table.dropIndex(
      ['approver_ref', 'decided_at', 'request_id'],
      'decisions_approver_request_idx',
    );
    table.index(['approver_ref', 'decided_at'], 'decisions_approver_time_idx');
  });
};
