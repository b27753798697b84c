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

import createKnex from 'knex';

/** What only the replica that acts may write. */
const TABLES = ['requests', 'assignments', 'events', 'outbox', 'engine_lease'];

const WRITES = ['CreateAccountAssignment', 'DeleteAccountAssignment'];

/**
 * Knows which replica wrote what: rows by the name of its database sessions,
 * changes at AWS by the way that they took.
 */
export class Witness {
  /** The plugin's database. */
  knex;

  /** @param {import('./World.mjs').World} world - whose replicas have a way to AWS each */
  static async open(world) {
    const url = new URL(world.database);
    url.pathname = '/backstage_plugin_elevated-access';
    const knex = createKnex({ client: 'pg', connection: url.href });
    await knex.raw(`
      CREATE TABLE witness (who text NOT NULL, what text NOT NULL);
      CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO witness
          VALUES (current_setting('application_name'), TG_OP || ' ' || TG_TABLE_NAME);
        RETURN NULL;
      END $$`);
    for (const table of TABLES) {
      await knex.raw(
        `CREATE TRIGGER witness AFTER INSERT OR UPDATE OR DELETE ON ??
          FOR EACH ROW EXECUTE FUNCTION witness()`,
        [table],
      );
    }
    return new Witness(knex);
  }

  constructor(knex) {
    this.knex = knex;
  }

  /** How many rows a replica has written and committed. */
  async rowsOf({ name }) {
    const [{ count }] = await this.knex('witness').where({ who: name }).count();
    return Number(count);
  }

  /** Creations and deletions that a replica has sent to AWS. */
  writesOf({ aws }) {
    return aws.calls.filter(({ operation }) => WRITES.includes(operation));
  }

  /** How many removals are committed to that a replica has not sent. */
  async unsentBy(replica) {
    const sent = this.writesOf(replica).map(({ body }) =>
      [body.PrincipalId, body.TargetId, body.PermissionSetArn].join(' '),
    );
    const intended = await this.knex('assignments')
      .where({ phase: 'intent', operation: 'delete' })
      .select('principal_id', 'account_id', 'permission_set_arn');
    return intended.filter(
      row =>
        !sent.includes(
          [row.principal_id, row.account_id, row.permission_set_arn].join(' '),
        ),
    ).length;
  }

  /** Whether a replica is in a transaction that keeps others from taking the lease, and waits in it. */
  async locksLease({ name }) {
    const { rows } = await this.knex.raw(
      `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE application_name = ? AND wait_event_type = 'Lock'
          AND relation = 'engine_lease'::regclass
          AND mode = 'RowShareLock' AND granted`,
      [name],
    );
    return rows.length > 0;
  }

  /** How many grants have not ended. */
  async liveGrants() {
    const [{ count }] = await this.knex('requests')
      .whereNot({ status: 'ended' })
      .count();
    return Number(count);
  }

  lease() {
    return this.knex('engine_lease').first();
  }

  close() {
    return this.knex.destroy();
  }
}
