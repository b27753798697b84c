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
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

/**
 * Events are numbered from 1. A row with a lower number would stand before the
 * chain, where nothing follows from it.
 *
 * Rows that are there already are not checked: the portal has to start, so that
 * verification can report them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (isPostgres(knex)) {
    await knex.raw(
      'ALTER TABLE events ADD CONSTRAINT events_seq_check CHECK (seq >= 1) NOT VALID',
    );
    return;
  }
  // Not a constraint: SQLite would have to copy the table, and lose its triggers.
  for (const [name, when] of [
    ['events_seq_insert', 'INSERT'],
    ['events_seq_update', 'UPDATE OF seq'],
  ]) {
    await knex.raw(`
      CREATE TRIGGER ${name} BEFORE ${when} ON events WHEN NEW.seq < 1
      BEGIN SELECT RAISE(ABORT, 'events_seq: events are numbered from 1'); END`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isPostgres(knex)) {
    await knex.raw('ALTER TABLE events DROP CONSTRAINT events_seq_check');
    return;
  }
  await knex.raw('DROP TRIGGER events_seq_update');
  await knex.raw('DROP TRIGGER events_seq_insert');
};
