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

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { policiesCheck } from '../../recovery/policiesCheck';
import { parseInvocation } from '../../recovery/usage';
import { APPROVAL_TEXT, DENY_TEXT } from '../sources/__testUtils__/policyTexts';

const EXAMPLES = resolve(__dirname, '../../../../../examples');
const DOCS = resolve(__dirname, '../../../../../docs');

const POLICIES = `eligibility:
  - name: engineers
    effect: allow
    subjects: [group:default/engineering]
    targets: [{ owned: true }]
    permissionSets: [{ tag: { key: level, value: low } }]
    maxDuration: PT4H
  - name: at-work
    effect: allow
    priority: 5
    subjects: [user:default/ann]
    targets: [{ ou: /Prod }]
    permissionSets: [{ name: PowerUser }]
    maxDuration: PT8H
    approval: not-required
    workingHours:
      timeZone: Europe/Stockholm
      days: [1]
      from: '08:00'
      to: '17:00'
  - name: hands-off
    effect: deny
    subjects: [group:default/engineering]
    targets: [{ tag: { key: frozen, value: 'yes' } }]
    permissionSets: [{ all: true }]
approval:
  - name: who-owns-it
    targets: [{ ou: /Prod }]
    permissionSets: [{ all: true }]
    stages:
      - name: Owner
        approvers: [owner, manager]
      - name: Security
        approvers: [user:default/sam]
        escalation: [{ after: PT1H, approvers: [user:default/zoe] }]
`;

const WORLD = `groups:
  payments: { parent: engineering }
people:
  ann: { groups: [payments], manager: user:default/mia }
  bo: { groups: [group:default/payments] }
  mia: {}
  sam: {}
  zoe: {}
accounts:
  '111122223333': { name: prod, ou: /Prod/Payments, owner: group:default/payments }
  '111122224444': { ou: /Prod, tags: { frozen: 'yes' }, owner: [user:default/ann] }
  '111122225555': { ou: /Dev, owner: group:default/payments }
permissionSets:
  ReadOnly: { tags: { level: low } }
  PowerUser: {}
tests:
`;

describe('policies check', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policies-check-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  function write(file: string, text: string): Promise<void> {
    return writeFile(join(folder, file), text);
  }

  /** What the command says and how it ends. */
  async function run(...args: string[]) {
    const lines: string[] = [];
    const invocation = parseInvocation(['policies', 'check', ...args]);
    if (invocation.command !== 'policies check') {
      throw new Error(`It was taken for ${invocation.command}`);
    }
    const code = await policiesCheck(invocation.options, {
      terminal: {
        out: line => lines.push(line),
        err: line => lines.push(line),
      },
    });
    return { code, lines: lines.map(it => it.replaceAll(`${folder}/`, '')) };
  }

  /** The failures of one test over the policies and the world above. */
  async function failuresOf(test: string): Promise<string[]> {
    await write('policies.yaml', POLICIES);
    await write('a.test.yaml', `${WORLD}  - ${test}\n`);
    const { lines } = await run(folder);
    return lines.slice(0, -1);
  }

  it('finds nothing wrong with the policies of the demonstration, nor with its settings and tests', async () => {
    await expect(
      run(
        join(EXAMPLES, 'policies.yaml'),
        '--tests',
        join(EXAMPLES, 'policies.test.yaml'),
        '--settings',
        join(EXAMPLES, 'settings.yaml'),
      ),
    ).resolves.toEqual({
      code: 0,
      lines: [
        expect.stringMatching(
          /^\d+ eligibility and 3 approval policies, no problems, (\d+) of \1 tests passed$/,
        ),
      ],
    });
  });

  it('finds nothing wrong with the examples of the documentation', async () => {
    const text = await readFile(join(DOCS, 'policies.md'), 'utf8');
    const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
      ([, example]) => example,
    );
    const [, policies, tests] = examples;
    await write('policies.yaml', policies);
    await write('policies.test.yaml', tests);
    await expect(run(folder)).resolves.toEqual({
      code: 0,
      lines: [
        '1 eligibility and 1 approval policies, no problems, 2 of 2 tests passed',
      ],
    });
  });

  it('says file, line, column, member and reason of all that is wrong', async () => {
    await write('a.yaml', DENY_TEXT.replace('effect: deny', 'effect: no'));
    await write('b.yaml', APPROVAL_TEXT.replace('required: 2', 'required: 3'));
    await expect(run(folder)).resolves.toEqual({
      code: 1,
      lines: [
        'a.yaml:4:1 effect must be allow or deny. Example: allow',
        'b.yaml:22:5 stages[1].required must be at most 2, the number of users who may approve. Example: 2',
        '0 eligibility and 0 approval policies, 2 problems',
      ],
    });
  });

  it('says the same as one JSON object', async () => {
    await write('a.yaml', DENY_TEXT.replace('effect: deny', 'effect: no'));
    const { code, lines } = await run(folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(lines.join())).toEqual({
      ok: false,
      policies: { eligibility: 0, approval: 0 },
      problems: [
        {
          file: 'a.yaml',
          line: 4,
          column: 1,
          path: ['effect'],
          reason: 'must be allow or deny',
          example: 'allow',
        },
      ],
      tests: { passed: 0, failures: [] },
    });
  });

  it('goes by the settings that it is given', async () => {
    await write('a.yaml', POLICIES.replace('PT4H', 'PT2M'));
    await expect(run(join(folder, 'a.yaml'))).resolves.toMatchObject({
      code: 1,
    });
    await write('settings.yml', 'minimumDuration: PT1M\n');
    await expect(
      run(join(folder, 'a.yaml'), '--settings', join(folder, 'settings.yml')),
    ).resolves.toMatchObject({ code: 0 });
    await write('settings.yml', 'minimumDuration: 1m\n');
    await expect(
      run(join(folder, 'a.yaml'), '--settings', join(folder, 'settings.yml')),
    ).resolves.toMatchObject({
      code: 1,
      lines: expect.arrayContaining([
        expect.stringContaining('settings.yml:1:1 minimumDuration must be'),
      ]),
    });
  });

  const TARGET = `person: ann, account: '111122223333'`;
  it.each([
    `{ ${TARGET}, permissionSet: ReadOnly, duration: PT4H, expect: { may: true, policy: engineers, approval: required, approvalPolicy: who-owns-it } }`,
    `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, stages: [[manager, owner], [user:default/sam]] } }`,
    `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, approvers: [bo, mia, user:default/sam], notApprovers: [ann, zoe] } }`,
    `{ ${TARGET}, permissionSet: ReadOnly, duration: PT4H1S, expect: { may: false, because: duration-too-long } }`,
    `{ ${TARGET}, permissionSet: PowerUser, at: '2026-01-05T07:00:00Z', expect: { may: true, policy: at-work, approval: not-required } }`,
    `{ ${TARGET}, permissionSet: PowerUser, at: '2026-01-05T06:59:59Z', expect: { may: false, because: outside-working-hours } }`,
    `{ ${TARGET}, permissionSet: PowerUser, expect: { may: true } }`,
    `{ person: bo, account: '111122223333', permissionSet: PowerUser, expect: { may: false, because: not-eligible } }`,
    `{ person: ann, account: '111122224444', permissionSet: ReadOnly, expect: { may: false, because: not-eligible, policy: hands-off } }`,
    `{ person: ann, account: '111122225555', permissionSet: ReadOnly, expect: { may: false, because: no-approval-policy, policy: engineers, approval: required } }`,
  ])('passes a test that is right: %s', async test => {
    expect(await failuresOf(test)).toEqual([]);
  });

  it.each([
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: false } }`,
      'may after all: policy engineers permits it (user:default/ann ReadOnly on 111122223333)',
    ],
    [
      `{ name: Bo waits, person: bo, account: '111122223333', permissionSet: PowerUser, expect: { may: true } }`,
      'expect.may may not after all: No policy lets you ask for PowerUser on prod. (Bo waits)',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, policy: at-work } }`,
      'expect.policy is engineers',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, approval: not-required } }`,
      'expect.approval is required',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, approvalPolicy: x } }`,
      'expect.approvalPolicy is who-owns-it',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, stages: [[owner]] } }`,
      'expect.stages are [manager, owner] then [user:default/sam]',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, approvers: [ann] } }`,
      'expect.approvers user:default/ann may not approve; user:default/bo, user:default/mia, user:default/sam may',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expect: { may: true, notApprovers: [bo] } }`,
      'expect.notApprovers user:default/bo may approve',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, duration: P1D, expect: { may: false, because: not-eligible } }`,
      'expect.because is duration-too-long',
    ],
    [
      `{ person: eve, account: '111122223333', permissionSet: ReadOnly, expect: { may: false } }`,
      'person user:default/eve is not among those of this file',
    ],
    [
      `{ person: ann, account: '999999999999', permissionSet: ReadOnly, expect: { may: false } }`,
      'account 999999999999 is not among those of this file',
    ],
    [
      `{ ${TARGET}, permissionSet: constructor, expect: { may: false } }`,
      'permissionSet constructor is not among those of this file',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, duration: PT0S, expect: { may: false } }`,
      'duration must be longer than nothing',
    ],
    [
      `{ ${TARGET}, permissionSet: ReadOnly, expects: { may: false } }`,
      'tests[0].expect is missing',
    ],
    [
      `{ person: group:default/x, account: '111122223333', permissionSet: ReadOnly, expect: { may: true } }`,
      'tests[0].person must be a user, for example ann or user:default/ann',
    ],
  ])('fails a test that is wrong, with its place: %s', async (test, reason) => {
    const [failure] = await failuresOf(test);
    expect(failure).toMatch(/^a\.test\.yaml:17:\d+ /);
    expect(failure).toContain(reason);
  });

  it('fails when a test does, and counts tests and not expectations', async () => {
    await write('policies.yaml', POLICIES);
    await write(
      'a.test.yaml',
      `${WORLD}  - { ${TARGET}, permissionSet: ReadOnly, expect: { may: true, policy: x, approvalPolicy: y } }\n  - { ${TARGET}, permissionSet: ReadOnly, expect: { may: true } }\n`,
    );
    const { code, lines } = await run(folder);
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      '3 eligibility and 1 approval policies, no problems, 1 of 2 tests passed',
    );
  });

  it.each([
    ['no folder', ['missing']],
    ['no file of tests', ['.', '--tests', 'missing.yaml']],
    ['no settings', ['.', '--settings', 'missing.yaml']],
  ])('is called wrongly where there is %s', async (_, args) => {
    await write('a.yaml', DENY_TEXT);
    const paths = args.map(it => (it.startsWith('--') ? it : join(folder, it)));
    await expect(run(...paths)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('cannot be read'),
    });
  });

  it.each([[[]], [['check']], [['lint', 'x']], [['check', 'x', 'y']]])(
    'is called wrongly with %p',
    args => {
      expect(() => parseInvocation(['policies', ...args])).toThrow(
        expect.objectContaining({ exitCode: 2 }),
      );
    },
  );
});
