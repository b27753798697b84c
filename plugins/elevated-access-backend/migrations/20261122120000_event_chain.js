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

/** Members of an event that never change once it is written. */
const CONTENT = [
  'position',
  'id',
  'type',
  'at',
  'actor_kind',
  'actor_ref',
  'actor_name',
  'request_id',
  'assignment_id',
  'data',
];

const REFUSAL = 'The event log is append-only';

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

/**
 * The chain over the event log, and triggers that keep honest programs and
 * clumsy hands from changing it. Whoever owns the tables can drop a trigger;
 * the chain is what shows it.
 *
 * Copying the table, which SQLite needs for most alterations, loses triggers: a
 * later migration that alters `events` has to create them again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('events', table => {
    table
      .bigInteger('seq')
      .nullable()
      .comment('Place in the chain, from 1; null until it is sealed');
    table.string('prev_hash', 64).nullable().comment('Hash of the one before');
    table.string('hash', 64).nullable().comment('SHA-256, hexadecimal');
    table.unique(['seq'], { indexName: 'events_seq_uniq' });
    // What waits to be sealed is found without looking at what is sealed.
    table.index(['position'], 'events_unsealed_idx', {
      predicate: knex.whereNull('seq'),
    });
  });

  await knex.schema.createTable('event_chain', table => {
    table.comment('The last sealed event, so that a cut-off end is noticed');
    table.string('name', 32).primary();
    table.bigInteger('seq').notNullable();
    table.string('hash', 64).notNullable();
    table.timestamp('sealed_at', { useTz: true, precision: 3 }).notNullable();
  });

  const changed = CONTENT.map(column =>
    isPostgres(knex)
      ? `NEW.${column} IS DISTINCT FROM OLD.${column}`
      : `NEW.${column} IS NOT OLD.${column}`,
  ).join(' OR ');

  if (isPostgres(knex)) {
    await knex.raw(`
      CREATE FUNCTION events_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '${REFUSAL}';
      END $$`);
    await knex.raw(`
      CREATE TRIGGER events_no_update BEFORE UPDATE ON events FOR EACH ROW
      WHEN (OLD.seq IS NOT NULL OR ${changed})
      EXECUTE FUNCTION events_append_only()`);
    await knex.raw(`
      CREATE TRIGGER events_no_delete BEFORE DELETE ON events FOR EACH ROW
      EXECUTE FUNCTION events_append_only()`);
    await knex.raw(`
      CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT
      EXECUTE FUNCTION events_append_only()`);
    return;
  }
  await knex.raw(`
    CREATE TRIGGER events_no_update BEFORE UPDATE ON events
    WHEN OLD.seq IS NOT NULL OR ${changed}
    BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`);
  await knex.raw(`
    CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isPostgres(knex)) {
    await knex.raw('DROP TRIGGER events_no_truncate ON events');
    await knex.raw('DROP TRIGGER events_no_delete ON events');
    await knex.raw('DROP TRIGGER events_no_update ON events');
    await knex.raw('DROP FUNCTION events_append_only()');
  } else {
    await knex.raw('DROP TRIGGER events_no_delete');
    await knex.raw('DROP TRIGGER events_no_update');
  }
  await knex.schema.dropTable('event_chain');
  await knex.schema.alterTable('events', table => {
    table.dropIndex(['position'], 'events_unsealed_idx');
    table.dropUnique(['seq'], 'events_seq_uniq');
    table.dropColumn('hash');
    table.dropColumn('prev_hash');
    table.dropColumn('seq');
  });
};
