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

import type {
  LintFinding,
  LintReport,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('lint over HTTP', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({ knex, lint: { enabled: true } });
    await portal.ready();
    await eventually(async () => (await report()).checkedAt !== null);
  });

  afterAll(() => portal.stop());

  const report = async (query = ''): Promise<LintReport> => {
    const { body } = await portal
      .as(people.auditor)
      .get(`/policies/lint${query}`)
      .expect(200);
    return body;
  };

  it('says what is wrong with the policies, worst first, page by page', async () => {
    const all = await report('?total=true');
    expect(all.total).toBe(all.items.length);
    expect(all.items).toContainEqual(
      expect.objectContaining({
        rule: 'nobody-can-approve',
        severity: 'error',
        policy: { kind: 'approval', name: 'ledger-production' },
        path: 'stages.0',
      }),
    );
    const paged: LintFinding[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: LintReport = await report(
        `?limit=1${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.total).toBeUndefined();
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all.items);
    const errors = await report('?severity=error&rule=nobody-can-approve');
    expect(errors.items).toEqual(
      all.items.filter(
        ({ rule, severity }) =>
          rule === 'nobody-can-approve' && severity === 'error',
      ),
    );
  });

  it('tells administrators of it, once', async () => {
    const told = () =>
      portal.notifications.filter(
        ({ payload }) => payload.link === '/elevated-access/policies/lint',
      );
    await eventually(async () => told().length > 0);
    expect(told()).toHaveLength(1);
    expect(told()[0]?.recipients).toEqual({
      type: 'entity',
      entityRef: ['group:default/platform'],
    });
  });

  it('refuses a cursor that it did not give out', async () => {
    await portal
      .as(people.auditor)
      .get('/policies/lint?cursor=abc')
      .expect(400);
    await portal
      .as(people.auditor)
      .get(
        `/policies/lint?cursor=${Buffer.from('["bad","a","b"]').toString(
          'base64url',
        )}`,
      )
      .expect(400);
  });

  describe('a policy that is being written', () => {
    const spec = {
      name: 'new-one',
      effect: 'allow',
      subjects: ['group:default/payments-engineers'],
      targets: [{ account: '111122223333' }, { account: '111122223334' }],
      permissionSets: [{ name: 'ReadOnly' }],
      maxDuration: 'PT1H',
      approval: 'not-required',
    };

    const validate = async (body: unknown) => {
      const answer = await portal
        .as(people.admin)
        .post('/policies/validate', body)
        .expect(200);
      return answer.body;
    };

    it('is shown with whom and what it covers, and nothing is changed', async () => {
      const before = await portal.rows();
      portal.simulator.resetApiCalls();
      const preview = await validate({ policy: { kind: 'eligibility', spec } });
      expect(preview.problems).toEqual([]);
      expect(preview.covers).toMatchObject({
        permissionSets: 1,
        samplePermissionSets: [{ name: 'ReadOnly' }],
        sampleAccounts: expect.arrayContaining([
          { id: '111122223333', name: 'payments-prod' },
        ]),
      });
      expect(preview.covers.people).toBeGreaterThan(3);
      expect(preview.covers.samplePeople).toHaveLength(5);
      expect(preview.covers.accounts).toBe(2);
      expect(await portal.rows()).toEqual(before);
    });

    it('is compared with the others, itself as it was left out', async () => {
      const production = {
        ...spec,
        name: 'production',
        subjects: ['group:default/ghosts'],
      };
      const body = { policy: { kind: 'eligibility', spec: production } };
      expect((await validate(body)).problems).toEqual([
        expect.objectContaining({ path: ['name'] }),
      ]);
      const preview = await validate({ ...body, replaces: 'production' });
      expect(preview.problems).toEqual([]);
      expect(preview.covers.people).toBe(0);
      expect(preview.findings).toContainEqual(
        expect.objectContaining({
          rule: 'subject-gone',
          severity: 'error',
          path: 'subjects.0',
        }),
      );
    });

    it('has everything that is wrong with it said at once', async () => {
      const preview = await validate({
        policy: {
          kind: 'eligibility',
          spec: { ...spec, maxDuration: 'soon', targets: [], surplus: 1 },
        },
      });
      expect(preview.covers).toBeUndefined();
      expect(
        preview.problems.map(({ path }: { path: unknown[] }) => path[0]).sort(),
      ).toEqual(['maxDuration', 'surplus', 'targets']);
    });

    it('may be an approval policy', async () => {
      const preview = await validate({
        policy: {
          kind: 'approval',
          spec: {
            name: 'everything',
            targets: [{ all: true }],
            permissionSets: [{ all: true }],
            stages: [
              {
                name: 'Leads',
                approvers: ['group:default/payments-leads', 'owner'],
              },
              { name: 'Ghosts', approvers: ['group:default/ghosts'] },
            ],
          },
        },
      });
      expect(preview.covers).toMatchObject({ people: 2 });
      expect(
        preview.findings.map(({ rule }: { rule: string }) => rule),
      ).toEqual(expect.arrayContaining(['approver-gone']));
    });
  });
});
