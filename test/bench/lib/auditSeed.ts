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
  await seedRequests(knex, requests);
  await seedEvents(knex);
  await knex.raw('vacuum (analyze)');
  const fullP95Ms = await appendP95(stores);
  const [{ total: events }] = await knex('events')
    .whereNotNull('seq')
    .count({ total: '*' });
  return { emptyP95Ms, fullP95Ms, events: Number(events) };
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
        random() as needs
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
        end as status
      from made`,
      [count - 2_000],
    );
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
        overdue_since, ends_order
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
        case when got then created_at + interval '5 minutes' end,
        case
          when status = 'active' then now() + interval '1 year' * (1 + fortune)
          when got then created_at + interval '65 minutes'
        end,
        (array['deploy is stuck', 'look at the logs', 'rotate a key', 'restore a backup', 'customer incident'])[1 + floor(words * 5)::int]
          || ' of service-' || floor(fortune * 1000)::int
          || case when words < 0.00005 then ' at the zeppelin hangar' else '' end,
        case when words < 0.7 then 'OPS-' || i end,
        'policy-' || policy, 'v1',
        case when needs < 0.6 then '{"policyName":"p","policyVersion":"v1","comment":"on-reject","reminders":null,"stages":[{"name":"Leads","approvers":["group:default/leads-' || (approver % 50) || '"],"required":1}]}' end,
        'sha256:dd', created_at, created_at,
        case when status = 'pending' then now() + interval '1 year' else created_at + interval '3 hours' end,
        case when got then created_at + interval '5 minutes 5 seconds' end,
        case when status not in ('pending', 'active', 'ending') then created_at + interval '65 minutes 5 seconds' end,
        false,
        case when not got or fortune < 0.2 then 'unknown' when fortune < 0.3 then 'unused' else 'used' end,
        1,
        case when status = 'ending' then created_at + interval '65 minutes' end,
        case
          when got then round(extract(epoch from created_at) * 1000) + 3900000
          else 9000000000000000
        end
      from (select told.*, status in ('ended', 'active', 'ending') as got from told) as told
      order by i`);
    await trx.raw(`
      update requests set
        due_at = case status when 'pending' then expires_at when 'active' then ends_at end,
        ends_order = case
          when ends_at is null then 9000000000000000
          else round(extract(epoch from ends_at) * 1000)
            - case when overdue_since is null then 0 else 1000000000000000 end
        end
      where status in ('pending', 'active', 'ending')`);
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
        '', 'sha256:dd', 0, created_at + interval '5 minutes'
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
    await trx.raw(`
      do $seed$
      declare
        previous text := repeat('0', 64);
        sealed text;
        number bigint := 0;
        happened record;
        kinds text[];
        kind text;
        step int;
        id uuid;
        at timestamptz;
        data text;
        actor text;
      begin
        for happened in select * from requests order by created_at loop
          kinds := case
            when happened.activated_at is null
              then array['request.created', 'request.' || happened.status]
            when happened.ended_at is null
              then array['request.created', 'request.scheduled', 'request.activating', 'request.active']
            else array['request.created', 'request.scheduled', 'request.activating', 'request.active', 'request.ending', 'request.ended']
          end;
          step := 0;
          foreach kind in array kinds loop
            number := number + 1;
            step := step + 1;
            id := ${uuid("'event' || number")};
            at := date_trunc('milliseconds', happened.created_at + interval '1 second' * step);
            if step = 1 then
              actor := '{"displayName":"' || happened.requester_name || '","entityRef":"' || happened.requester_ref || '","kind":"user"}';
              data := '{"accountId":"' || happened.account_id || '","digest":"sha256:dd","reason":"' || happened.reason || '"}';
            else
              actor := '{"displayName":null,"entityRef":null,"kind":"engine"}';
              data := '{}';
            end if;
            sealed := encode(sha256(convert_to(
              '{"actor":' || actor
              || ',"assignmentId":"' || happened.assignment_id
              || '","at":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
              || '","data":' || data
              || ',"id":"' || id
              || '","prevHash":"' || previous
              || '","requestId":"' || happened.id
              || '","seq":' || number
              || ',"type":"' || kind || '"}', 'UTF8')), 'hex');
            insert into events (
              id, type, at, actor_kind, actor_ref, actor_name,
              request_id, assignment_id, data, seq, prev_hash, hash
            ) values (
              id, kind, at,
              case when step = 1 then 'user' else 'engine' end,
              case when step = 1 then happened.requester_ref end,
              case when step = 1 then happened.requester_name end,
              happened.id, happened.assignment_id, data, number, previous, sealed
            );
            previous := sealed;
          end loop;
        end loop;
        delete from event_chain;
        insert into event_chain (name, seq, hash, sealed_at)
        values ('events', number, previous, now());
      end $seed$`);
  });
}

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
