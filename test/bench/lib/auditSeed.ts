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

// Fills a database with requests and events as some years of use leave them, most
// of it in SQL, and measures how long it takes to append an event before and
// afterwards. Reads what to do from standard input and writes what it found to
// standard output.
import { text } from 'node:stream/consumers';
import createKnex, { type Knex } from 'knex';
import { z } from 'zod';
import {
  DatabaseStores,
  migrateDatabase,
} from '../../../plugins/elevated-access-backend/src/database/DatabaseStores';

const APPENDS = 1_000;

const FILLED = [
  'assignments',
  'requests',
  'request_approvers',
  'decisions',
  'events',
];

const inputSchema = z.object({
  database: z.string(),
  requests: z.number(),
});

async function main(): Promise<void> {
  const input = inputSchema.parse(JSON.parse(await text(process.stdin)));
  const knex = createKnex({ client: 'pg', connection: input.database });
  try {
    process.stdout.write(JSON.stringify(await fill(knex, input.requests)));
  } finally {
    await knex.destroy();
  }
}

async function fill(knex: Knex, requests: number) {
  await migrateDatabase(knex);
  const stores = new DatabaseStores({
    knex,
    clock: { now: () => new Date() },
    onListenerError: error => {
      throw error;
    },
  });
  const emptyP95Ms = await appendP95(stores);
  await withoutIndexes(knex, async () => {
    await seedRequests(knex, requests);
    await seedEvents(knex);
  });
  await knex.raw('vacuum (analyze)');
  const fullP95Ms = await appendP95(stores);
  const [{ total: events }] = await knex('events')
    .whereNotNull('seq')
    .count({ total: '*' });
  return { emptyP95Ms, fullP95Ms, events: Number(events) };
}

/** Filling tables first and making their indexes afterwards takes a fraction of the time. */
async function withoutIndexes(
  knex: Knex,
  work: () => Promise<void>,
): Promise<void> {
  const { rows }: { rows: { name: string; definition: string }[] } =
    await knex.raw(`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
      from pg_index
      where indrelid in (${FILLED.map(table => `'${table}'::regclass`).join()})
        and not exists (select 1 from pg_constraint where conindid = indexrelid)`);
  for (const { name } of rows) {
    await knex.raw('drop index ??', [name]);
  }
  await work();
  await knex.raw("set maintenance_work_mem = '1GB'");
  for (const { definition } of rows) {
    await knex.raw(definition);
  }
}

/** Milliseconds; the first tenth warms up. */
async function appendP95(stores: DatabaseStores): Promise<number> {
  const samples: number[] = [];
  for (let turn = 0; turn < APPENDS; turn += 1) {
    const begun = performance.now();
    await stores.events.append({
      type: 'log.exported',
      at: new Date(),
      actor: { kind: 'engine' },
      requestId: null,
      assignmentId: null,
      data: { turn },
    });
    samples.push(performance.now() - begun);
  }
  const sorted = samples.slice(APPENDS / 10).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)];
}

/** A few people, accounts and policies make most requests; all but the newest are over. */
async function seedRequests(knex: Knex, count: number): Promise<void> {
  await knex.transaction(async trx => {
    // Keys are right by construction.
    await trx.raw('set local session_replication_role = replica');
    await trx.raw('select setseed(0.42)');
    await trx.raw(
      `create temporary table made on commit drop as
      select
        i,
        ${uuid("'request' || i")} as id,
        now() - interval '3 years' * (1 - i::float / ?) as created_at,
        floor(10000 * power(random(), 2))::int as person,
        floor(5000 * power(random(), 3))::int as account,
        floor(200 * power(random(), 3))::int as permission_set,
        floor(300 * power(random(), 3))::int as policy,
        floor(500 * power(random(), 3))::int as approver,
        random() as fate,
        random() as fortune,
        random() as words,
        random() as needs,
        random() as patience
      from generate_series(1, ?::int) as i`,
      [count, count],
    );
    await trx.raw(
      `create temporary table told on commit drop as
      select
        made.*,
        ${uuid(
          "person || ':' || account || ':' || permission_set",
        )} as assignment_id,
        case
          when i > ? then
            case
              when fate < 0.3 then 'pending'
              when fate < 0.97 then 'active'
              else 'ending'
            end
          when fate < 0.8 then 'ended'
          when fate < 0.86 then 'rejected'
          when fate < 0.92 then 'expired'
          when fate < 0.97 then 'cancelled'
          when fate < 0.99 then 'lapsed'
          else 'failed'
        end as status,
        case
          when needs < 0.6 then ${WAIT}
          else interval '0'
        end as wait
      from made`,
      [count - 2_000],
    );
    await trx.raw(`
      create temporary table held on commit drop as
      select
        told.*,
        status in ('ended', 'active', 'ending') as got,
        case when status in ('ended', 'active', 'ending') then created_at + wait end as starts_at,
        case
          when status = 'active' then now() + interval '1 year' * (1 + fortune)
          when status in ('ended', 'ending') then created_at + wait + interval '1 hour'
        end as ends_at
      from told`);
    await trx.raw(`
      insert into assignments (
        id, principal_id, account_id, permission_set_arn,
        owned, standing, phase, attempts, version
      )
      select distinct on (assignment_id)
        assignment_id, ${PRINCIPAL}, ${ACCOUNT}, ${PERMISSION_SET},
        true, false, 'idle', 0, 1
      from told`);
    await trx.raw(`
      insert into requests (
        id, batch_id, assignment_id, status, end_reason,
        requester_ref, requester_name, principal_id, principal_user_name,
        account_id, account_name, permission_set_arn, permission_set_name,
        permission_set_fingerprint, session_duration_ms, duration_ms,
        starts_at, ends_at, reason, ticket, policy_name, policy_version,
        approval, digest, created_at, asked_at, expires_at,
        activated_at, ended_at, strict_window, usage, version,
        overdue_since, ends_order, due_at, approval_wait_ms, ended_by_ref
      )
      select
        id, id, assignment_id, status,
        case when status in ('ended', 'ending') then
          case when fortune < 0.8 then 'elapsed' when fortune < 0.97 then 'released' else 'revoked' end
        end,
        'user:default/person-' || person, 'Person ' || person,
        ${PRINCIPAL}, 'person-' || person,
        ${ACCOUNT}, 'account-' || account, ${PERMISSION_SET}, 'Set' || permission_set,
        'sha256:aa', 3600000, 3600000,
        starts_at, ends_at,
        (array['deploy is stuck', 'look at the logs', 'rotate a key', 'restore a backup', 'customer incident'])[1 + floor(words * 5)::int]
          || ' of service-' || floor(fortune * 1000)::int
          || case when words < 0.00005 then ' at the zeppelin hangar' else '' end,
        case when words < 0.7 then 'OPS-' || i end,
        'policy-' || policy, 'v1',
        case when needs < 0.6 then '{"policyName":"approval-' || (approver % 50) || '","policyVersion":"v1","comment":"on-reject","reminders":null,"stages":[{"name":"Leads","approvers":["group:default/leads-' || (approver % 50) || '"],"required":1}]}' end,
        'sha256:dd', created_at, created_at,
        case when status = 'pending' then now() + interval '1 year' else created_at + interval '3 hours' end,
        starts_at + interval '5 seconds',
        case when status not in ('pending', 'active', 'ending') then coalesce(ends_at, created_at + interval '3 hours') + interval '5 seconds' end,
        false,
        case when not got or fortune < 0.2 then 'unknown' when fortune < 0.3 then 'unused' else 'used' end,
        1,
        case when status = 'ending' then ends_at end,
        case
          when ends_at is null then 9000000000000000
          else round(extract(epoch from ends_at) * 1000)
            - case when status = 'ending' then 1000000000000000 else 0 end
        end,
        case status when 'pending' then now() + interval '1 year' when 'active' then ends_at end,
        case when got and needs < 0.6 then round(extract(epoch from wait) * 1000) end,
        case
          when status not in ('ended', 'ending') or fortune < 0.8 then null
          when fortune < 0.97 then 'user:default/person-' || person
          else 'user:default/responder-' || (person % 10)
        end
      from held
      order by i`);
    await trx.raw(`
      insert into request_approvers (request_id, approver_ref)
      select id, 'group:default/leads-' || (approver % 50) from told where needs < 0.6`);
    await trx.raw(`
      insert into decisions (
        id, request_id, approver_ref, approver_name, approver_principal_id,
        verdict, comment, digest, stage, decided_at
      )
      select id, id, 'user:default/approver-' || approver, 'Approver ' || approver, null,
        case when status = 'rejected' then 'rejected' else 'approved' end,
        '', 'sha256:dd', 0, created_at + wait
      from told
      where needs < 0.6 and status in ('ended', 'active', 'ending', 'rejected', 'failed')`);
  });
}

/** What the engine and the sealer would have written, in the order in which it happened. */
async function seedEvents(knex: Knex): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('set local session_replication_role = replica');
    await trx.raw('truncate events restart identity');
    await trx.raw('delete from outbox');
    // A row's hash is over the hash of the row before: an aggregate over a window carries it on.
    await trx.raw(`
      create function pg_temp.sealed(previous text, before text, after text) returns text
      language plpgsql immutable as $$ begin
        return encode(sha256(convert_to(before || previous || after, 'UTF8')), 'hex');
      end $$`);
    await trx.raw(`
      create aggregate pg_temp.chain(text, text) (
        sfunc = pg_temp.sealed, stype = text, initcond = '${'0'.repeat(64)}'
      )`);
    await trx.raw(`
      create temporary table happened on commit drop as
      select
        number,
        ${uuid("'event' || number")} as id,
        kind as type,
        date_trunc('milliseconds', created_at + interval '1 second' * step) as at,
        case when step = 1 then 'user' else 'engine' end as actor_kind,
        case when step = 1 then requester_ref end as actor_ref,
        case when step = 1 then requester_name end as actor_name,
        request_id,
        assignment_id,
        case
          when step = 1 then '{"accountId":"' || account_id || '","digest":"sha256:dd","reason":"' || reason || '"}'
          else '{}'
        end as data
      from (
        select
          row_number() over (order by created_at, requests.id, step) as number,
          requests.id as request_id, requests.*, kind, step
        from requests, unnest(case
          when activated_at is null
            then array['request.created', 'request.' || status]
          when ended_at is null
            then array['request.created', 'request.scheduled', 'request.activating', 'request.active']
          -- One of two hundred was overdue for a while.
          when abs(hashtext(requests.id::text)) % 200 = 0
            then array['request.created', 'request.scheduled', 'request.activating', 'request.active', 'request.ending', 'request.overdue', 'request.ended']
          else array['request.created', 'request.scheduled', 'request.activating', 'request.active', 'request.ending', 'request.ended']
        end) with ordinality as kinds (kind, step)
      ) as steps`);
    await trx.raw(`
      insert into events (
        id, type, at, actor_kind, actor_ref, actor_name,
        request_id, assignment_id, data, seq, prev_hash, hash
      )
      select
        id, type, at, actor_kind, actor_ref, actor_name,
        request_id, assignment_id, data, number,
        lag(hash, 1, '${'0'.repeat(64)}') over (order by number), hash
      from (
        select
          happened.*,
          pg_temp.chain(
            '{"actor":{"displayName":' || coalesce('"' || actor_name || '"', 'null')
              || ',"entityRef":' || coalesce('"' || actor_ref || '"', 'null')
              || ',"kind":"' || actor_kind
              || '"},"assignmentId":"' || assignment_id
              || '","at":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
              || '","data":' || data
              || ',"id":"' || id
              || '","prevHash":"',
            '","requestId":"' || request_id
              || '","seq":' || number
              || ',"type":"' || type || '"}'
          ) over (order by number rows unbounded preceding) as hash
        from happened
      ) as sealed
      order by number`);
    await trx.raw('delete from event_chain');
    await trx.raw(`
      insert into event_chain (name, seq, hash, sealed_at)
      select 'events', seq, hash, now() from events order by seq desc limit 1`);
  });
}

/** Half a minute to three hours, mostly short. */
const WAIT =
  "interval '1 millisecond' * (30000 + floor(10800000 * power(patience, 4)))";

const PRINCIPAL =
  "'906748a2e1-11111111-2222-3333-4444-' || lpad(person::text, 12, '0')";

const ACCOUNT = '(100000000000 + account)::text';

const PERMISSION_SET =
  "'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-' || lpad(permission_set::text, 16, '0')";

/** The same for the same text, in the form of a random one. */
function uuid(expression: string): string {
  return `overlay(overlay(md5(${expression}) placing '4' from 13) placing '8' from 17)::uuid`;
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
