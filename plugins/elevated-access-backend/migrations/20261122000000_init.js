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
 * Instants are bound as JavaScript dates and only ever compared with others
 * bound the same way: the database's own "now" has another representation on
 * SQLite.
 *
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
  await knex.schema.createTable('assignments', table => {
    table.comment('Account assignments and what is being done about them');
    table.uuid('id').primary();
    table.string('principal_id', 64).notNullable();
    table.string('account_id', 12).notNullable();
    table.string('permission_set_arn', 255).notNullable();
    table
      .boolean('owned')
      .notNullable()
      .comment(
        'Created here, or the intent to was committed; only then may it be deleted',
      );
    table
      .boolean('standing')
      .notNullable()
      .comment('Existed before it was asked for here; never deleted');
    table.text('standing_evidence').nullable();
    table.string('verified', 16).nullable().comment('present or absent');
    instant(table, 'verified_at').nullable();
    table.string('operation', 16).nullable().comment('create or delete');
    table.string('phase', 16).notNullable();
    table.string('aws_request_id', 64).nullable();
    table.integer('attempts').notNullable();
    instant(table, 'operation_started_at').nullable();
    table.text('last_error').nullable();
    instant(table, 'next_action_at').nullable();
    table.integer('version').notNullable();
    table.unique(['principal_id', 'account_id', 'permission_set_arn'], {
      indexName: 'assignments_key_uniq',
    });
    table.index(['next_action_at'], 'assignments_next_action_idx');
    table.index(['phase'], 'assignments_phase_idx');
  });

  await knex.schema.createTable('requests', table => {
    table.comment(
      'One permission set in one account for one window, for one person',
    );
    table.uuid('id').primary();
    table.uuid('batch_id').notNullable();
    table.uuid('assignment_id').notNullable().references('assignments.id');
    table.string('status', 16).notNullable();
    table.string('end_reason', 16).nullable();
    instant(table, 'overdue_since').nullable();
    table.string('requester_ref', 255).notNullable();
    table.string('requester_name', 255).notNullable();
    table.string('principal_id', 64).notNullable();
    table.string('principal_user_name', 255).notNullable();
    table.string('account_id', 12).notNullable();
    table.string('account_name', 255).notNullable();
    table.string('permission_set_arn', 255).notNullable();
    table.string('permission_set_name', 64).notNullable();
    table.string('permission_set_fingerprint', 128).notNullable();
    table.bigInteger('session_duration_ms').notNullable();
    instant(table, 'requested_start').nullable();
    table.bigInteger('duration_ms').notNullable();
    instant(table, 'starts_at').nullable();
    instant(table, 'ends_at').nullable();
    table.text('reason').notNullable();
    table.string('ticket', 255).nullable();
    table.string('policy_name', 64).notNullable();
    table.string('policy_version', 128).notNullable();
    table.text('approval').nullable().comment('Pinned approval policy, JSON');
    table.string('digest', 128).notNullable();
    instant(table, 'created_at').notNullable();
    instant(table, 'expires_at').notNullable();
    instant(table, 'activated_at').nullable();
    instant(table, 'ended_at').nullable();
    table.string('ended_by_ref', 255).nullable();
    table.string('ended_by_name', 255).nullable();
    table.text('end_comment').nullable();
    table.text('failure').nullable();
    instant(table, 'due_at')
      .nullable()
      .comment('When its status has to change by itself; derived from status');
    table.integer('version').notNullable();
    table.index(['due_at'], 'requests_due_idx');
    table.index(['assignment_id', 'status'], 'requests_assignment_idx');
    table.index(['requester_ref', 'created_at'], 'requests_requester_idx');
    table.index(['account_id', 'created_at'], 'requests_account_idx');
    table.index(['status', 'created_at'], 'requests_status_idx');
    table.index(['created_at', 'id'], 'requests_created_idx');
  });

  await knex.schema.createTable('request_approvers', table => {
    table.comment('Users and groups that the pinned approval policy names');
    table
      .uuid('request_id')
      .notNullable()
      .references('requests.id')
      .onDelete('CASCADE');
    table.string('approver_ref', 255).notNullable();
    table.primary(['request_id', 'approver_ref']);
    table.index(['approver_ref'], 'request_approvers_ref_idx');
  });

  await knex.schema.createTable('decisions', table => {
    table.comment(
      'Who approved or rejected what, each person once per request and digest',
    );
    table.uuid('id').primary();
    table.uuid('request_id').notNullable().references('requests.id');
    table.string('approver_ref', 255).notNullable();
    table.string('approver_name', 255).notNullable();
    table.string('approver_principal_id', 64).nullable();
    table.string('verdict', 16).notNullable();
    table.text('comment').notNullable();
    table.string('digest', 128).notNullable();
    table.integer('stage').notNullable();
    instant(table, 'decided_at').notNullable();
    table.unique(['request_id', 'digest', 'approver_ref'], {
      indexName: 'decisions_person_uniq',
    });
    table.unique(['request_id', 'digest', 'approver_principal_id'], {
      indexName: 'decisions_principal_uniq',
    });
    table.index(['approver_ref'], 'decisions_approver_idx');
  });

  await knex.schema.createTable('events', table => {
    table.comment('What happened, append-only');
    table.bigIncrements('position');
    table.uuid('id').notNullable().unique();
    table.string('type', 64).notNullable();
    instant(table, 'at').notNullable();
    table.string('actor_kind', 16).notNullable();
    table.string('actor_ref', 255).nullable();
    table.string('actor_name', 255).nullable();
    table.uuid('request_id').nullable();
    table.uuid('assignment_id').nullable();
    table.text('data').notNullable().comment('JSON');
    table.index(['request_id', 'position'], 'events_request_idx');
    table.index(['assignment_id', 'position'], 'events_assignment_idx');
  });

  await knex.schema.createTable('engine_lease', table => {
    table.comment('Which replica may write to AWS');
    table.string('name', 32).primary();
    table.string('holder', 255).notNullable();
    table.bigInteger('fencing_token').notNullable();
    instant(table, 'expires_at').notNullable();
  });

  await knex.schema.createTable('directory_state', table => {
    table.comment('When accounts, permission sets and users were last read');
    table.string('name', 32).primary();
    table.string('management_account_id', 12).nullable();
    instant(table, 'synced_at').nullable();
    instant(table, 'last_attempt_at').nullable();
    table.text('last_error').nullable();
  });

  await knex.schema.createTable('directory_accounts', table => {
    table.string('id', 12).primary();
    table.string('name', 255).notNullable();
    table.string('state', 32).notNullable();
    table.text('ou_ids').notNullable().comment('JSON');
    table.text('ou_path').notNullable().comment('JSON');
    table.text('tags').notNullable().comment('JSON');
  });

  await knex.schema.createTable('directory_permission_sets', table => {
    table.string('arn', 255).primary();
    table.string('name', 64).notNullable();
    table.text('description').notNullable();
    table.bigInteger('session_duration_ms').notNullable();
    table.text('tags').notNullable().comment('JSON');
    table.string('fingerprint', 128).notNullable();
    table.boolean('in_management_account').notNullable();
  });

  await knex.schema.createTable('directory_users', table => {
    table.string('user_id', 64).primary();
    table.string('user_name', 255).notNullable();
    table.string('display_name', 1024).notNullable();
    table.boolean('enabled').notNullable();
  });

  await knex.schema.createTable('directory_user_handles', table => {
    table.comment('Lower-case user names and e-mail addresses of users');
    table
      .string('user_id', 64)
      .notNullable()
      .references('directory_users.user_id')
      .onDelete('CASCADE');
    table.string('attribute', 16).notNullable().comment('userName or email');
    table.string('value', 255).notNullable();
    table.primary(['attribute', 'value', 'user_id']);
    table.index(['user_id'], 'directory_user_handles_user_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('directory_user_handles');
  await knex.schema.dropTable('directory_users');
  await knex.schema.dropTable('directory_permission_sets');
  await knex.schema.dropTable('directory_accounts');
  await knex.schema.dropTable('directory_state');
  await knex.schema.dropTable('engine_lease');
  await knex.schema.dropTable('events');
  await knex.schema.dropTable('decisions');
  await knex.schema.dropTable('request_approvers');
  await knex.schema.dropTable('requests');
  await knex.schema.dropTable('assignments');
};
