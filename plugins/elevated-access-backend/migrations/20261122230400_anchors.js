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

const REFUSAL = 'The anchors of the event log are append-only';

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

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
  await knex.schema.createTable('event_anchors', table => {
    table.comment('Heads of the event log that were written down elsewhere');
    table.string('place', 255).notNullable();
    table.bigInteger('seq').notNullable();
    table.string('hash', 64).notNullable();
    table
      .string('log', 64)
      .notNullable()
      .comment('Hash of the first event, which tells one log from another');
    instant(table, 'anchored_at').notNullable();
    table.primary(['place', 'seq']);
    table.index(['seq', 'hash'], 'event_anchors_point_idx');
  });

  await knex.schema.createTable('event_anchor_places', table => {
    table.comment('The last anchor of each place, and what went wrong since');
    table.string('place', 255).primary();
    table.bigInteger('seq').nullable();
    table.string('hash', 64).nullable();
    instant(table, 'anchored_at').nullable();
    table.integer('attempts').notNullable().comment('That failed, in a row');
    instant(table, 'failed_at').nullable();
    instant(table, 'next_try_at').nullable();
    table.text('last_error').nullable();
  });

  if (isPostgres(knex)) {
    await knex.raw(`
      CREATE FUNCTION event_anchors_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '${REFUSAL}';
      END $$`);
    await knex.raw(`
      CREATE TRIGGER event_anchors_no_change BEFORE UPDATE OR DELETE ON event_anchors FOR EACH ROW
      EXECUTE FUNCTION event_anchors_append_only()`);
    await knex.raw(`
      CREATE TRIGGER event_anchors_no_truncate BEFORE TRUNCATE ON event_anchors FOR EACH STATEMENT
      EXECUTE FUNCTION event_anchors_append_only()`);
    return;
  }
  for (const change of ['UPDATE', 'DELETE']) {
    await knex.raw(`
      CREATE TRIGGER event_anchors_no_${change.toLowerCase()} BEFORE ${change} ON event_anchors
      BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('event_anchor_places');
  await knex.schema.dropTable('event_anchors');
  if (isPostgres(knex)) {
    await knex.raw('DROP FUNCTION event_anchors_append_only()');
  }
};
