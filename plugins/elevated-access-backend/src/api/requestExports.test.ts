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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'questions and exports of requests over HTTP, on %s',
  id => {
    let portal: TestPortal;
    let knex: Knex;
    let nasty: AccessRequest;

    const list = async (name: string, query: string) =>
      (await portal.as(name).get(`/requests?${query}`).expect(200)).body as {
        items: AccessRequest[];
        nextCursor?: string;
        total?: number;
      };

    const ids = async (name: string, query: string) =>
      (await list(name, query)).items.map(item => item.id);

    const exported = async (name: string, query: string) => {
      const { body, headers } = await portal
        .as(name)
        .get(`/requests/export?${query}`)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', chunk => chunks.push(Buffer.from(chunk)));
          res.on('end', () => done(null, Buffer.concat(chunks).toString()));
        })
        .expect(200);
      return { text: String(body), headers };
    };

    const jsonLines = async (name: string, query: string) =>
      (await exported(name, `format=jsonl&${query}`)).text
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line));

    beforeAll(async () => {
      knex = await databases.init(id);
      portal = await (await TestPortal.start({ knex })).ready();
      nasty = await portal.submit(people.requester, {
        reason: '=HYPERLINK("http://evil")\nsecond, "line"',
        ticket: 'OPS-31',
      });
      await portal.decide(people.approver, nasty, 'reject', '-1+1').expect(200);
      await portal.submit(people.otherRequester, {
        reason: 'SEC-9 the Ledger is 100% stuck',
        ticket: 'SEC-9',
      });
    });

    afterAll(() => portal?.stop());

    it.each([
      ['ticket=ops', ['rejected']],
      ['reason=lEDGER', ['pending']],
      ['reason=100%25', ['pending']],
      ['reason=1_0', []],
      ['approver=user:default/bo.ek', ['rejected']],
      ['policy=production', ['pending', 'rejected']],
      ['policy=another', []],
      ['approvalPolicy=payments-production', ['pending', 'rejected']],
      ['approvalPolicy=another', []],
      ['wasOverdue=true', []],
      ['wasOverdue=false&status=rejected', ['rejected']],
      ['endedBy=user:default/hugo.brandt', []],
      ['automatic=true', []],
      ['requester=group:default/payments', ['pending', 'rejected']],
      ['requester=user:default/gita.rao&automatic=false', ['pending']],
      ['endReason=elapsed', []],
      ['usage=unknown&status=rejected', ['rejected']],
      ['overdue=true', []],
      ['accountId=111122223333', ['pending', 'rejected']],
      ['createdFrom=2000-01-01T00:00:00Z&createdTo=2000-01-02T00:00:00Z', []],
      ['accessFrom=2000-01-01T00:00:00Z', []],
    ])('%s finds %j', async (query, statuses) => {
      const found = await list(
        people.auditor,
        `view=all&total=true&order=newest&${query}`,
      );
      expect(found.items.map(item => item.status)).toEqual(statuses);
      expect(found.total).toBe(statuses.length);
      const lines = await jsonLines(people.auditor, `view=all&${query}`);
      expect(lines.map(line => line.id)).toEqual(
        found.items.map(item => item.id),
      );
    });

    it.each([
      ['requester=group:default/ghosts', 'requester'],
      ['approver=group:default/payments-leads', 'approver'],
      ['endedBy=group:default/payments-leads', 'endedBy'],
      ['wasOverdue=perhaps', 'wasOverdue'],
      ['ouId=ou-none-ofthese0', 'ouId'],
      ['accountId=1', 'accountId.0'],
      ['status=gone', 'status.0'],
      ['overdue=perhaps', 'overdue'],
      ['createdFrom=yesterday', 'createdFrom'],
      [
        'accessFrom=2026-01-02T00:00:00Z&accessTo=2026-01-01T00:00:00Z',
        'accessTo',
      ],
    ])('refuses %s and names the filter', async (query, field) => {
      for (const path of ['/requests', '/requests/export']) {
        const { body } = await portal
          .as(people.auditor)
          .get(`${path}?view=all&${query}`)
          .expect(400);
        expect(body.error).toMatchObject({ code: 'invalid-input', field });
      }
    });

    it('goes on with a cursor, and refuses it for another question', async () => {
      const query = 'view=all&limit=1';
      const first = await list(people.auditor, query);
      const cursor = encodeURIComponent(first.nextCursor ?? '');
      const second = await list(people.auditor, `${query}&cursor=${cursor}`);
      expect(second.items.map(item => item.id)).toEqual([nasty.id]);
      expect(second.nextCursor).toBeUndefined();
      for (const other of [
        'view=all&limit=1&order=oldest',
        'view=all&limit=1&ticket=OPS',
        'view=decided&limit=1',
      ]) {
        const { body } = await portal
          .as(people.auditor)
          .get(`/requests?${other}&cursor=${cursor}`)
          .expect(400);
        expect(body.error).toMatchObject({ field: 'cursor' });
      }
    });

    it('counts of an inbox what can be decided, not what is named somewhere', async () => {
      const { items, total } = await list(
        people.approver,
        'view=inbox&total=true',
      );
      expect(total).toBe(items.length);
      expect(total).toBe(1);
    });

    it('exports to everybody exactly what the list shows them', async () => {
      for (const name of [
        people.requester,
        people.approver,
        people.auditor,
        people.stranger,
      ]) {
        for (const view of ['mine', 'decided', 'active', 'all']) {
          const lines = await jsonLines(name, `view=${view}`);
          expect(lines.map(line => line.id)).toEqual(
            await ids(name, `view=${view}&order=newest`),
          );
        }
      }
      expect(await ids(people.stranger, 'view=all')).toEqual([]);
    });

    it('writes tables that no spreadsheet takes for formulas, and says how many rows they have', async () => {
      const { text, headers } = await exported(
        people.auditor,
        'view=all&format=csv&status=rejected',
      );
      const [heading, ...rows] = text.split('\r\n');
      expect(heading).toMatch(/^id,batchId,status,.*,decisionComments$/);
      expect(rows.join('\r\n')).toContain(
        `"'=HYPERLINK(""http://evil"")\nsecond, ""line"""`,
      );
      expect(rows.join('\r\n')).toContain('user:default/bo.ek: -1+1');
      expect(headers['elevated-access-rows']).toBe('1');
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(headers['content-disposition']).toContain('requests.csv');
    });

    it('exports the transitions in OCSF under the ids of the event log, as many as it says', async () => {
      const { text, headers } = await exported(
        people.auditor,
        'view=all&format=ocsf&status=rejected',
      );
      const events = text
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line));
      const stored = await knex('events')
        .where({ request_id: nasty.id })
        .orderBy('position')
        .pluck('id');
      expect(events.map(event => event.metadata.uid)).toEqual(stored);
      expect(events.map(event => event.type_uid)).toEqual([300399, 300399]);
      expect(headers['elevated-access-rows']).toBe(String(events.length));
    });

    it('writes into the event log who exports what, before anything is given out', async () => {
      await exported(people.auditor, 'view=all&format=csv&ticket=OPS');
      const event = await knex('events').orderBy('position', 'desc').first();
      expect(event).toMatchObject({
        type: 'requests.exported',
        actor_ref: `user:default/${people.auditor}`,
      });
      expect(JSON.parse(event.data)).toEqual({
        format: 'csv',
        filters: { view: 'all', ticket: 'OPS' },
        rows: 1,
      });
    });

    it('does not export an inbox, and writes nothing for what it refuses', async () => {
      const before = await knex('events').count({ total: '*' });
      const { body } = await portal
        .as(people.approver)
        .get('/requests/export?view=inbox')
        .expect(400);
      expect(body.error).toMatchObject({ field: 'view' });
      expect(await knex('events').count({ total: '*' })).toEqual(before);
    });
  },
);
