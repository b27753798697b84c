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

import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { LintFindingRecord } from './lintTypes';

jest.setTimeout(60_000);

const NOON = new Date('2026-11-22T12:00:00.000Z');
const LATER = new Date('2026-11-22T13:00:00.000Z');

function aFinding(
  id: string,
  overrides: Partial<LintFindingRecord> = {},
): LintFindingRecord {
  return {
    id,
    rule: 'subject-gone',
    severity: 'warning',
    policy: { kind: 'eligibility', name: 'payments' },
    path: 'subjects.0',
    reason: 'The catalog has no group:gone.',
    remedy: 'Correct it.',
    firstSeenAt: NOON,
    ...overrides,
  };
}

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('findings of lint on %p', id => {
  const setUp = async () => {
    const { lint } = await createTestStores({
      databases,
      id,
      clock: new ManualClock(),
    });
    return lint;
  };

  it('are those of the last complete check', async () => {
    const lint = await setUp();
    expect(await lint.state()).toEqual({
      checkedAt: null,
      lastAttemptAt: null,
      lastError: null,
    });
    await lint.replace([aFinding('a'), aFinding('b')], NOON);
    await lint.recordFailure('the catalog is down', LATER);
    expect([...(await lint.firstSeen()).keys()].sort()).toEqual(['a', 'b']);
    expect(await lint.state()).toEqual({
      checkedAt: NOON,
      lastAttemptAt: LATER,
      lastError: 'the catalog is down',
    });
    await lint.replace([aFinding('b'), aFinding('c')], LATER);
    expect(await lint.firstSeen()).toEqual(
      new Map([
        ['b', NOON],
        ['c', NOON],
      ]),
    );
    expect(await lint.state()).toMatchObject({
      checkedAt: LATER,
      lastError: null,
    });
  });

  it('are listed worst first, each once, whatever the size of the pages', async () => {
    const lint = await setUp();
    const severities = ['info', 'error', 'warning'] as const;
    const findings = [...Array(1_100).keys()].map(at =>
      aFinding(`${at}`.padStart(4, '0'), {
        severity: severities[at % 3],
        policy: { kind: 'approval', name: `policy-${at % 7}` },
      }),
    );
    await lint.replace(findings, NOON);
    const listed: LintFindingRecord[] = [];
    for (;;) {
      const last = listed.at(-1);
      const page = await lint.list({
        filter: {},
        limit: 97,
        ...(last && {
          after: {
            severity: last.severity,
            policy: last.policy.name,
            id: last.id,
          },
        }),
      });
      if (page.length === 0) {
        break;
      }
      listed.push(...page);
    }
    const key = (it: LintFindingRecord) =>
      `${['error', 'warning', 'info'].indexOf(it.severity)} ${it.policy.name} ${
        it.id
      }`;
    expect(listed.map(key)).toEqual(findings.map(key).sort());
  });

  it('are filtered and counted by severity, rule and policy', async () => {
    const lint = await setUp();
    await lint.replace(
      [
        aFinding('a', { severity: 'error' }),
        aFinding('b', { rule: 'shadowed' }),
        aFinding('c', { policy: { kind: 'approval', name: 'other' } }),
      ],
      NOON,
    );
    const idsOf = async (filter: Parameters<typeof lint.count>[0]) => {
      const found = await lint.list({ filter, limit: 10 });
      expect(await lint.count(filter)).toBe(found.length);
      return found.map(finding => finding.id);
    };
    expect(await idsOf({ severity: 'error' })).toEqual(['a']);
    expect(await idsOf({ rule: 'shadowed' })).toEqual(['b']);
    expect(await idsOf({ policy: 'other' })).toEqual(['c']);
    expect(await idsOf({ policy: 'payments', severity: 'warning' })).toEqual([
      'b',
    ]);
    expect(await lint.list({ filter: { policy: 'other' }, limit: 1 })).toEqual([
      aFinding('c', { policy: { kind: 'approval', name: 'other' } }),
    ]);
  });
});
