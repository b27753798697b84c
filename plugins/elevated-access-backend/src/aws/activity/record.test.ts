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

import { ActivityUnavailableError } from 'backstage-plugin-elevated-access-node';
import fc from 'fast-check';
import { athenaQuery } from './AthenaSource';
import { lakeQuery } from './CloudTrailLakeSource';
import { insightsQuery } from './CloudWatchLogsSource';
import { requirePlainNames, rolePattern, sqlText } from './names';
import {
  isOfSession,
  isRoleOf,
  parseRecord,
  parseRecordText,
  toActivityEvent,
} from './record';
import { recordOfRow } from './rows';

const ACCOUNT = '111122223333';
const HASH = '0123456789abcdef';

const question = {
  accountId: ACCOUNT,
  permissionSetName: 'Read',
  userName: 'ann',
  from: new Date('2026-11-22T12:00:00.700Z'),
  to: new Date('2026-11-22T13:00:00.000Z'),
  limit: 100,
  signal: new AbortController().signal,
};

const record = (
  overrides: Record<string, unknown> = {},
  of: {
    role?: string;
    session?: string;
    account?: string;
  } = {},
) => {
  const role = of.role ?? `AWSReservedSSO_Read_${HASH}`;
  return parseRecord({
    eventID: 'e-1',
    eventTime: '2026-11-22T12:30:00Z',
    eventName: 'UpdateService',
    eventSource: 'ecs.amazonaws.com',
    recipientAccountId: ACCOUNT,
    userIdentity: {
      arn: `arn:aws:sts::${of.account ?? ACCOUNT}:assumed-role/${role}/${
        of.session ?? 'ann'
      }`,
      sessionContext: { sessionIssuer: { userName: role } },
    },
    ...overrides,
  });
};

describe('whose a record is', () => {
  it.each<[string, Parameters<typeof record>, boolean]>([
    ["the person's own", [], true],
    ['somebody whose name begins alike', [{}, { session: 'anna' }], false],
    ['somebody whose name ends alike', [{}, { session: 'joann' }], false],
    ['a name in other letters', [{}, { session: 'Ann' }], false],
    [
      'a permission set whose name begins alike',
      [{}, { role: `AWSReservedSSO_ReadOnly_${HASH}` }],
      false,
    ],
    [
      'a permission set with an underscore after the name',
      [{}, { role: `AWSReservedSSO_Read_Only_${HASH}` }],
      false,
    ],
    [
      'a role with something before its name',
      [{}, { role: `My-AWSReservedSSO_Read_${HASH}` }],
      false,
    ],
    [
      'a role whose end is no suffix of Identity Center',
      [{}, { role: 'AWSReservedSSO_Read_0123456789abcdeg' }],
      false,
    ],
    ['another account', [{}, { account: '444455556666' }], false],
    [
      'what another account was told of',
      [{ recipientAccountId: '444455556666' }],
      false,
    ],
    ['nobody', [{ userIdentity: null }], false],
    ['before the window', [{ eventTime: '2026-11-22T11:59:59Z' }], false],
    // Records are dated to the second.
    [
      'the very second in which the window began',
      [{ eventTime: '2026-11-22T12:00:00Z' }],
      true,
    ],
    [
      'after the last credential',
      [{ eventTime: '2026-11-22T13:00:00Z' }],
      false,
    ],
  ])('%s', (_, given, expected) => {
    expect(isOfSession(record(...given), question)).toBe(expected);
  });

  const name = fc.stringMatching(/^[\w+=,.@-]{1,20}$/);

  it('is decided by equality, whatever names there are', () => {
    fc.assert(
      fc.property(name, name, name, name, (user, set, otherUser, otherSet) => {
        const other = record(
          {},
          { session: otherUser, role: `AWSReservedSSO_${otherSet}_${HASH}` },
        );
        expect(
          isOfSession(other, {
            ...question,
            userName: user,
            permissionSetName: set,
          }),
        ).toBe(user === otherUser && set === otherSet);
      }),
    );
  });

  it('is asked of queries in the same way', () => {
    fc.assert(
      fc.property(name, name, (set, otherSet) => {
        const role = `AWSReservedSSO_${otherSet}_${HASH}`;
        expect(new RegExp(rolePattern(set)).test(role)).toBe(
          isRoleOf(role, set),
        );
      }),
    );
  });
});

describe('queries', () => {
  const odd = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter(text => !/^[\w+=,.@-]{1,32}$/.test(text));

  it('are made of plain names only', () => {
    fc.assert(
      fc.property(odd, text => {
        expect(() =>
          requirePlainNames({ ...question, permissionSetName: text }),
        ).toThrow(ActivityUnavailableError);
      }),
    );
    for (const userName of ["a' or '1'='1", 'a"b', 'a\\', 'a\nb', 'a b', '']) {
      expect(() => requirePlainNames({ ...question, userName })).toThrow(
        expect.objectContaining({ code: 'activity-odd-name' }),
      );
    }
    expect(() => requirePlainNames({ ...question, accountId: '1' })).toThrow(
      ActivityUnavailableError,
    );
  });

  it('give Athena everything that differs as parameters', () => {
    const table = {
      database: 'logs',
      table: 'cloudtrail',
      workGroup: 'primary',
      dayPartition: 'timestamp',
      accountPartition: 'account',
    };
    const { sql, parameters } = athenaQuery(table, question);
    expect(sql.match(/\?/g)).toHaveLength(parameters.length);
    for (const text of ['ann', 'Read', ACCOUNT, '2026']) {
      expect(sql).not.toContain(text);
    }
    expect(parameters).toEqual([
      "'111122223333'",
      "'2026-11-22T12:00:00Z'",
      "'2026-11-22T13:00:00Z'",
      "'^AWSReservedSSO_Read_[0-9a-f]{16}$'",
      "'ann'",
      "'2026/11/22'",
      "'2026/11/23'",
      "'111122223333'",
    ]);
    expect(sqlText("o'neil")).toBe("'o''neil'");
  });

  it.each([
    [true, '111122223333', 'ann'],
    [false, '111122223333', 'anna'],
    [false, '111122223333', 'joann'],
    [false, '111122223334', 'ann'],
  ])('let Logs Insights see %j of the calls of %s/%s', (seen, account, who) => {
    const [, pattern = ''] =
      /arn like \/(.*)\/$/m.exec(
        insightsQuery({ ...question, userName: 'ann' }),
      ) ?? [];
    expect(
      new RegExp(pattern || 'no pattern').test(
        `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_${question.permissionSetName}_0123456789abcdef/${who}`,
      ),
    ).toBe(seen);
  });

  it('name the session for Logs Insights and CloudTrail Lake', () => {
    const dotted = {
      ...question,
      userName: 'ann.li',
      permissionSetName: 'A.B',
    };
    expect(insightsQuery(dotted)).toContain(
      'like /^AWSReservedSSO_A[.]B_[0-9a-f]{16}$/',
    );
    expect(insightsQuery(dotted)).toContain(
      'userIdentity.arn like /^arn:aws[a-z-]*:sts::111122223333:assumed-role\\/AWSReservedSSO_A[.]B_[0-9a-f]{16}\\/ann[.]li$/',
    );
    expect(insightsQuery(dotted)).toContain('limit 101');
    expect(lakeQuery('0f3c2f0a', dotted)).toContain(
      "element_at(split(userIdentity.arn, '/'), -1) = 'ann.li'",
    );
  });
});

describe('what is read of a record', () => {
  it('is what people need to see, and nothing that the database cannot keep', () => {
    const event = toActivityEvent(
      record({
        errorCode: 'AccessDenied',
        readOnly: 'false',
        userAgent: `\u0000${'x'.repeat(5_000)}`,
        resources: [{ ARN: 'arn:aws:s3:::one' }],
      }),
      ['arn:aws:s3:::one', 'two'],
    );
    expect(event).toMatchObject({
      id: 'e-1',
      at: '2026-11-22T12:30:00.000Z',
      errorCode: 'AccessDenied',
      readOnly: false,
      resources: ['arn:aws:s3:::one', 'two'],
    });
    expect(event.userAgent).toMatch(/^x{512}$|^x{511}$/);
    expect(toActivityEvent(record()).readOnly).toBeNull();
  });

  it.each([
    '',
    '{',
    '[]',
    '{"eventID":"a"}',
    '{"eventID":"a","eventTime":"soon"}',
  ])('is nothing of %s, which is no record', text => {
    expect(() => parseRecordText(text)).toThrow(
      expect.objectContaining({ code: 'activity-unreadable' }),
    );
  });

  it('is the same of a row that a query gave', () => {
    const row = recordOfRow({
      eventID: 'e-1',
      // CloudTrail Lake writes UTC without saying so.
      eventTime: '2026-11-22 12:30:00.000',
      eventName: 'UpdateService',
      eventSource: 'ecs.amazonaws.com',
      readOnly: 'true',
      recipientAccountId: ACCOUNT,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Read_${HASH}/ann`,
      roleName: `AWSReservedSSO_Read_${HASH}`,
      errorCode: '',
      resources: 'arn:a arn:b',
    });
    expect(isOfSession(row, question)).toBe(true);
    expect(toActivityEvent(row)).toMatchObject({
      at: '2026-11-22T12:30:00.000Z',
      readOnly: true,
      errorCode: null,
      resources: ['arn:a', 'arn:b'],
    });
  });
});
