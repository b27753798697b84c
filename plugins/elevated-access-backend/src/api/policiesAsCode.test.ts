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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const POLICIES = `eligibility:
  - name: payments-engineers
    effect: allow
    subjects: [group:default/payments-engineers]
    targets: [{ account: '111122223333' }]
    permissionSets: [{ name: PowerUser }]
    maxDuration: PT4H
approval:
  - name: leads
    targets: [{ all: true }]
    permissionSets: [{ all: true }]
    stages:
      - name: Leads
        approvers: [group:default/payments-leads]
`;

describe('policies in a file', () => {
  let folder: string;
  let portal: TestPortal;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-policies-'));
    const knex = await databases.init('SQLITE_3');
    portal = await (
      await TestPortal.start({ knex, policies: { files: [folder] } })
    ).ready();
  });

  afterAll(async () => {
    await portal?.stop();
    await rm(folder, { recursive: true });
  });

  function write(text: string): Promise<void> {
    return writeFile(join(folder, 'payments.yaml'), text);
  }

  function ask() {
    return portal.as(people.requester).post('/requests', portal.wish());
  }

  /** Asks the administrators' question until it is answered as told, ten seconds at most. */
  async function sourceBecomes(expected: object) {
    for (let attempt = 0; ; attempt += 1) {
      const { body } = await portal.as(people.admin).get('/policy-sources');
      const source = body.items.find(
        (it: { source: { type: string } }) => it.source.type === 'file',
      );
      try {
        expect(source).toMatchObject(expected);
        return;
      } catch (error) {
        if (attempt === 100) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  }

  it('permit nothing while they were never read, and whoever asks is told why', async () => {
    const { body } = await ask().expect(503);
    expect(body.error.reason).toContain(folder);
  });

  it('hold once they are there, without a restart', async () => {
    await write(POLICIES);
    await sourceBecomes({ policies: 2, problems: [] });
    await new Promise(resolve => setTimeout(resolve, 1_100));
    const { body } = await ask().expect(201);
    expect(body.items[0]).toMatchObject({ status: 'pending' });
    await portal.clear();
  });

  it('stay as they were while they are broken, and administrators see where', async () => {
    await write(POLICIES.replace('PT4H', '4 hours'));
    await sourceBecomes({
      policies: 2,
      problems: [
        {
          file: `${folder}/payments.yaml`,
          line: 7,
          column: 5,
          path: ['eligibility', 0, 'maxDuration'],
          reason: expect.stringContaining('must be an ISO 8601 duration'),
        },
      ],
    });
    await ask().expect(201);
    await portal.clear();
  });
});
