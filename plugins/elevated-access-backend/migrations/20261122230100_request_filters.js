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
 * What people ask of requests, each column behind one of the questions. Every
 * index goes on with the order of lists, so that a page is read and not sorted.
 */
const QUESTIONS = {
  requester: 'requester_ref',
  account: 'account_id',
  status: 'status',
  permission_set: 'permission_set_arn',
  policy: 'policy_name',
  end_reason: 'end_reason',
  usage: 'usage',
};

/** What these indexes replace. */
const FORMER = {
  requester: 'requester_ref',
  account: 'account_id',
  status: 'status',
};

/** Behind everything that has an end; milliseconds as they fit into a JavaScript number. */
const NO_END = 9_000_000_000_000_000;

/** How far before everything else overdue access comes, milliseconds. */
const OVERDUE = 1_000_000_000_000_000;

/**
 * @param {import('knex').Knex} knex
 */
function isPostgres(knex) {
  return knex.client.config.client === 'pg';
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table
      .bigInteger('ends_order')
      .notNullable()
      .defaultTo(NO_END)
      .comment(
        'Milliseconds of when access is taken away, overdue access before everything else; derived',
      );
  });
  const endsAt = isPostgres(knex)
    ? '(extract(epoch from ends_at) * 1000)::bigint'
    : 'ends_at';
  await knex.raw(`
    update requests
    set ends_order = ${endsAt}
      - case when strict_window then session_duration_ms else 0 end
      - case when overdue_since is null then 0 else ${OVERDUE} end
    where ends_at is not null`);

  await knex.schema.alterTable('requests', table => {
    for (const [name, column] of Object.entries(FORMER)) {
      table.dropIndex([column, 'created_at'], `requests_${name}_idx`);
    }
  });
  await knex.schema.alterTable('requests', table => {
    for (const [name, column] of Object.entries(QUESTIONS)) {
      table.index([column, 'created_at', 'id'], `requests_${name}_idx`);
    }
    table.index(['ends_order', 'id'], 'requests_ends_idx');
    table.index(['created_at', 'id'], 'requests_overdue_idx', {
      predicate: knex.whereNotNull('overdue_since'),
    });
  });
  await knex.raw(`
    create index requests_ticket_idx
    on requests (lower(ticket)${
      isPostgres(knex) ? ' text_pattern_ops' : ''
    }, created_at, id)
    where ticket is not null`);

  if (isPostgres(knex)) {
    // An end before the begin would be refused by the range; rows decide for themselves then.
    await knex.raw(`
      create index requests_period_idx on requests using gist (
        tstzrange(activated_at, case when ended_at > activated_at then ended_at end)
      ) where activated_at is not null`);
    await indexReasons(knex);
    await knex.raw('analyze requests');
  }
};

/**
 * Words in the middle of a text are found through an extension that comes with
 * PostgreSQL. Where it may not be created, reasons are searched without an index.
 *
 * @param {import('knex').Knex} knex
 */
async function indexReasons(knex) {
  try {
    // In a transaction of its own, so that a refusal does not end the migration.
    await knex.transaction(async trx => {
      await trx.raw('create extension if not exists pg_trgm');
      const { rows } = await trx.raw(`
        select quote_ident(nspname) as place
        from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
        where extname = 'pg_trgm'`);
      await trx.raw(`
        create index requests_reason_idx
        on requests using gin (reason ${rows[0].place}.gin_trgm_ops)`);
    });
  } catch {
    // Nothing but the speed of one filter depends on it; docs/audit.md says how to add it later.
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isPostgres(knex)) {
    // The extension stays: others may use it by now.
    await knex.raw('drop index if exists requests_reason_idx');
    await knex.raw('drop index requests_period_idx');
  }
  await knex.raw('drop index requests_ticket_idx');
  await knex.schema.alterTable('requests', table => {
    table.dropIndex(['created_at', 'id'], 'requests_overdue_idx');
    table.dropIndex(['ends_order', 'id'], 'requests_ends_idx');
    for (const [name, column] of Object.entries(QUESTIONS)) {
      table.dropIndex([column, 'created_at', 'id'], `requests_${name}_idx`);
    }
  });
  await knex.schema.alterTable('requests', table => {
    for (const [name, column] of Object.entries(FORMER)) {
      table.index([column, 'created_at'], `requests_${name}_idx`);
    }
  });
  await knex.schema.alterTable('requests', table => {
    table.dropColumn('ends_order');
  });
};
