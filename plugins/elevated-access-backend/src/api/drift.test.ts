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

import type { Knex } from 'knex';
import { DatabaseDriftStore } from '../database/DatabaseDriftStore';
import type { DriftFindingRecord } from '../database/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const AT = new Date('2026-11-22T12:00:00.000Z');

function aFinding(overrides: Partial<DriftFindingRecord> = {}) {
  return {
    id: 'f-1',
    kind: 'unexplained' as const,
    principal: { type: 'USER' as const, id: 'u-1', name: 'ann.li' },
    person: null,
    account: { id: '111122223333', name: 'payments-prod' },
    permissionSet: { arn: 'arn:ps-1', name: 'PowerUser' },
    requestId: null,
    assignmentId: null,
    description: 'AWS lists this assignment; no grant explains it.',
    foundAt: AT,
    lastSeenAt: AT,
    ...overrides,
  };
}

describe.each(databases.eachSupportedId())('drift on %p', id => {
  let portal: TestPortal;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(id);
    portal = await TestPortal.start({ knex });
  });

  afterAll(() => portal?.stop());

  it('says that nothing was compared yet', async () => {
    const { body } = await portal.as(people.admin).get('/drift').expect(200);
    expect(body).toEqual({
      comparedAt: null,
      lastAttemptAt: null,
      lastError: null,
      items: [],
    });
  });

  it.each([people.admin, people.auditor, people.responder])(
    'shows the last complete comparison to %s, and why a later one failed',
    async name => {
      const store = new DatabaseDriftStore({ knex });
      const later = new Date(AT.getTime() + 3_600_000);
      await store.recordAttempt(AT);
      await store.record({
        at: AT,
        found: [aFinding(), aFinding({ id: 'f-2' })],
        seen: [],
        gone: [],
      });
      await store.record({
        at: later,
        found: [],
        seen: ['f-1'],
        gone: ['f-2'],
      });
      await store.recordFailure('AWS was away');
      const { body } = await portal.as(name).get('/drift').expect(200);
      const { assignmentId: _, ...shown } = aFinding();
      expect(body).toEqual({
        comparedAt: later.toISOString(),
        lastAttemptAt: AT.toISOString(),
        lastError: 'AWS was away',
        items: [
          {
            ...shown,
            foundAt: AT.toISOString(),
            lastSeenAt: later.toISOString(),
          },
        ],
      });
    },
  );

  describe('of many findings', () => {
    const kinds = ['unexplained', 'removed', 'orphaned'] as const;
    const many = Array.from({ length: 25 }, (_, index) =>
      aFinding({
        id: `many-${String(index).padStart(2, '0')}`,
        kind: kinds[index % kinds.length],
        // Several of the same comparison.
        foundAt: new Date(AT.getTime() + Math.floor(index / 4) * 1_000),
      }),
    );
    const newestFirst = [...many].sort(
      (a, b) =>
        b.foundAt.getTime() - a.foundAt.getTime() || (a.id < b.id ? -1 : 1),
    );

    beforeAll(async () => {
      await knex('drift_findings').delete();
      await new DatabaseDriftStore({ knex }).record({
        at: AT,
        found: many,
        seen: [],
        gone: [],
      });
    });

    afterAll(() => knex('drift_findings').delete());

    const ask = (query: string) =>
      portal.as(people.auditor).get(`/drift?${query}`);

    it.each([
      ['', newestFirst],
      ['kind=removed', newestFirst.filter(it => it.kind === 'removed')],
      [
        'kind=removed,orphaned',
        newestFirst.filter(it => it.kind !== 'unexplained'),
      ],
      ['kind=altered', []],
    ])('shows each once, page by page, with %p', async (filter, expected) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await ask(
          `limit=4&${filter}${cursor ? `&cursor=${cursor}` : ''}`,
        ).expect(200);
        expect(body.items.length).toBeLessThanOrEqual(4);
        expect(body).not.toHaveProperty('total');
        ids.push(...body.items.map((it: { id: string }) => it.id));
        cursor = body.nextCursor;
      } while (cursor);
      expect(ids).toEqual(expected.map(it => it.id));
    });

    it('counts those of the kinds asked for, on all pages, when asked', async () => {
      const { body } = await ask('limit=2&kind=removed&total=true');
      expect(body.total).toBe(8);
      const { body: all } = await ask('limit=2&total=true');
      expect(all.total).toBe(25);
    });

    it.each(['cursor=nonsense', 'kind=strange', 'limit=0', 'limit=201', 'x=1'])(
      'refuses %s',
      async query => {
        const { body } = await ask(query).expect(400);
        expect(body.error.code).toBe('invalid-input');
      },
    );
  });

  it.each([people.requester, people.approver, people.stranger])(
    'shows nothing to %s, who holds no role',
    async name => {
      const { body } = await portal.as(name).get('/drift').expect(403);
      expect(body.error).toMatchObject({
        code: 'forbidden',
        remedy: expect.any(String),
      });
    },
  );

  it('finds anew what was gone, and knows which permission sets are in use', async () => {
    const store = new DatabaseDriftStore({ knex });
    const again = new Date(AT.getTime() + 7_200_000);
    await store.record({ at: AT, found: [aFinding()], seen: [], gone: [] });
    await store.record({ at: AT, found: [], seen: [], gone: ['f-1'] });
    await expect(store.listFindings()).resolves.toEqual([]);
    await store.record({
      at: again,
      found: [aFinding({ foundAt: again, lastSeenAt: again })],
      seen: [],
      gone: [],
    });
    await expect(store.listFindings()).resolves.toMatchObject([
      { id: 'f-1', foundAt: again },
    ]);
    await expect(store.permissionSetsInUse(AT)).resolves.toEqual([]);
    await expect(store.knownOf('arn:ps-1')).resolves.toEqual({
      assignments: [],
      grants: [],
    });
  });
});
