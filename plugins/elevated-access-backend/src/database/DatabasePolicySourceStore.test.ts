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

import {
  approvalPolicySchema,
  eligibilityPolicySchema,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { migrateDatabase } from './DatabaseStores';
import { DatabasePolicyRevisionStore } from './DatabasePolicyRevisionStore';
import { DatabasePolicySourceStore } from './DatabasePolicySourceStore';
import type { PolicySourceRecord, WrittenPolicy } from './policyTypes';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const AT = new Date('2026-01-05T12:00:00.000Z');
const LATER = new Date('2026-01-05T12:01:00.000Z');
const PLACE = { id: 'file-1', type: 'file', place: 'policies' } as const;
const PROBLEM = {
  file: 'policies/a.yaml',
  line: 3,
  column: 5,
  path: ['eligibility', 0, 'maxDuration'],
  reason: 'is missing',
  example: 'PT4H',
};

const POLICIES: WrittenPolicy[] = [
  {
    kind: 'eligibility',
    spec: eligibilityPolicySchema.parse({
      name: 'nobody',
      effect: 'deny',
      subjects: ['group:default/x'],
      targets: [{ ou: '/Prod' }],
      permissionSets: [{ all: true }],
    }),
    source: { type: 'file', place: 'policies/a.yaml:1' },
  },
  {
    kind: 'approval',
    spec: approvalPolicySchema.parse({
      name: 'leads',
      targets: [{ all: true }],
      permissionSets: [{ all: true }],
      stages: [{ name: 'Leads', approvers: ['owner'] }],
    }),
    source: { type: 'file', place: 'policies/a.yaml:9' },
  },
];

function aRecord(
  overrides: Partial<PolicySourceRecord> = {},
): PolicySourceRecord {
  return {
    ...PLACE,
    etag: 'v1',
    policies: POLICIES,
    readAt: AT,
    attemptedAt: AT,
    problems: [],
    ...overrides,
  };
}

describe.each(databases.eachSupportedId())('policy sources on %p', id => {
  let knex: Knex;
  let store: DatabasePolicySourceStore;
  let revision: DatabasePolicyRevisionStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrateDatabase(knex);
    store = new DatabasePolicySourceStore({ knex });
    revision = new DatabasePolicyRevisionStore({ knex });
  });

  it('begin at revision 0, which every change raises by one', async () => {
    expect(await revision.current()).toBe(0);
    await revision.raise();
    await revision.raise();
    expect(await revision.current()).toBe(2);
    await Promise.all([1, 2, 3, 4].map(() => revision.raise()));
    expect(await revision.current()).toBe(6);
  });

  it('are registered as never read, and what is known of them stays', async () => {
    await store.register(PLACE);
    expect(await store.list()).toEqual([
      aRecord({ etag: null, policies: [], readAt: null, attemptedAt: null }),
    ]);
    expect(await revision.current()).toBe(1);

    await store.save(aRecord());
    await store.register(PLACE);
    expect(await store.list()).toEqual([aRecord()]);
    expect(await revision.current()).toBe(2);
  });

  it('raise the revision when policies change, and not when they do not', async () => {
    await store.save(aRecord());
    expect(await revision.current()).toBe(1);
    await store.save(aRecord({ etag: 'v2', attemptedAt: LATER }));
    expect(await revision.current()).toBe(1);
    await store.save(aRecord({ policies: POLICIES.slice(1) }));
    expect(await revision.current()).toBe(2);
  });

  it('raise the revision when the first valid reading has no policies', async () => {
    await store.register(PLACE);
    await store.save(aRecord({ policies: [] }));
    expect(await revision.current()).toBe(2);
  });

  it('keep the last valid policies beside what is wrong now', async () => {
    await store.save(aRecord());
    await store.recordProblems(PLACE.id, [PROBLEM], LATER);
    expect(await store.list()).toEqual([
      aRecord({ problems: [PROBLEM], attemptedAt: LATER }),
    ]);
    expect(await revision.current()).toBe(1);
  });

  it('are as fresh as the last look that found them unchanged, unless they were never read', async () => {
    await store.save(aRecord());
    await store.register({ ...PLACE, id: 'file-2', place: 'other' });
    await store.recordUnchanged('file-1', LATER);
    await store.recordUnchanged('file-2', LATER);
    expect((await store.list()).map(it => [it.readAt, it.attemptedAt])).toEqual(
      [
        [LATER, LATER],
        [null, null],
      ],
    );
  });

  it('go with their policies when they are removed', async () => {
    await store.save(aRecord());
    await store.remove('file-1');
    expect(await store.list()).toEqual([]);
    expect(await revision.current()).toBe(2);
    await store.remove('file-1');
    expect(await revision.current()).toBe(2);
  });

  it('change nothing when the transaction around them fails', async () => {
    await store.save(aRecord());
    await expect(
      knex.transaction(async tx => {
        await new DatabasePolicySourceStore({ knex: tx }).remove('file-1');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await store.list()).toEqual([aRecord()]);
    expect(await revision.current()).toBe(1);
  });

  it('count as never read when a version with other rules kept them', async () => {
    await store.save(aRecord());
    await knex('policy_sources').update({
      policies: JSON.stringify([{ ...POLICIES[0], spec: { effect: 'maybe' } }]),
    });
    expect(await store.list()).toEqual([
      aRecord({
        etag: null,
        policies: [],
        readAt: null,
        problems: [
          {
            file: 'policies',
            path: [],
            reason: expect.stringContaining('another version of this plugin'),
          },
        ],
      }),
    ]);
  });
});
