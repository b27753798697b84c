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

import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import {
  ActivityCutOffError,
  type ActivityQuestion,
  type ActivitySource,
} from 'backstage-plugin-elevated-access-node';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AthenaSource } from './AthenaSource';
import { CloudTrailLakeSource } from './CloudTrailLakeSource';
import { CloudWatchLogsSource } from './CloudWatchLogsSource';
import { MemberAccess } from './MemberAccess';
import { COLUMNS } from './rows';

const ACCOUNT = '111122223333';
const ROLE = 'AWSReservedSSO_ReadOnly_0123456789abcdef';
const arnOf = (session: string) =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/${session}`;

const row = (id: string, session: string): Record<string, string> => ({
  eventID: id,
  eventTime: '2026-11-22T12:30:00Z',
  eventName: 'UpdateService',
  eventSource: 'ecs.amazonaws.com',
  readOnly: 'false',
  recipientAccountId: ACCOUNT,
  arn: arnOf(session),
  roleName: ROLE,
});

const message = (id: string, session: string) => {
  const { arn, roleName, ...rest } = row(id, session);
  return [
    {
      field: '@message',
      value: JSON.stringify({
        ...rest,
        userIdentity: {
          arn,
          sessionContext: { sessionIssuer: { userName: roleName } },
        },
      }),
    },
    { field: '@ptr', value: 'x' },
  ];
};

const cells = (values: readonly (string | undefined)[]) => ({
  Data: values.map(value => ({ VarCharValue: value })),
});

/** Whatever the queries let through, one record is hers and the other is not. */
const ROWS = [row('hers', 'ann'), row('not-hers', 'anna')];

type Answers = Record<string, readonly object[]>;

/** What the service answers to each operation, one after the other; the last again and again. */
const answersOf: Record<'insights' | 'athena' | 'lake', Answers> = {
  insights: {
    StartQuery: [{ queryId: 'q' }],
    GetQueryResults: [
      { status: 'Running', results: [] },
      {
        status: 'Complete',
        results: [message('hers', 'ann'), message('not-hers', 'anna')],
      },
    ],
  },
  athena: {
    StartQueryExecution: [{ QueryExecutionId: 'q' }],
    GetQueryExecution: [
      { QueryExecution: { Status: { State: 'QUEUED' } } },
      { QueryExecution: { Status: { State: 'SUCCEEDED' } } },
    ],
    GetQueryResults: [
      {
        NextToken: 'more',
        ResultSet: {
          Rows: [cells(COLUMNS), cells(COLUMNS.map(name => ROWS[0]?.[name]))],
        },
      },
      { ResultSet: { Rows: [cells(COLUMNS.map(name => ROWS[1]?.[name]))] } },
    ],
  },
  lake: {
    StartQuery: [{ QueryId: 'q' }],
    DescribeQuery: [{ QueryStatus: 'RUNNING' }, { QueryStatus: 'FINISHED' }],
    GetQueryResults: [
      {
        NextToken: 'more',
        QueryResultRows: [
          Object.entries(ROWS[0] ?? {}).map(([name, value]) => ({
            [name]: value,
          })),
        ],
      },
      {
        QueryResultRows: [
          Object.entries(ROWS[1] ?? {}).map(([name, value]) => ({
            [name]: value,
          })),
        ],
      },
    ],
  },
};

describe('sources that are asked by a query', () => {
  let server: Server;
  let access: MemberAccess;
  let answers: Answers;
  let asked: { operation: string; body: Record<string, unknown> }[];

  beforeEach(async () => {
    asked = [];
    server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', chunk => chunks.push(chunk));
      req.on('end', () => {
        const operation =
          String(req.headers['x-amz-target']).split('.').at(-1) ?? '';
        const turn = asked.filter(it => it.operation === operation).length;
        asked.push({
          operation,
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
        });
        const given = answers[operation] ?? [{}];
        const answer = given[Math.min(turn, given.length - 1)] ?? {};
        res.statusCode = '__type' in answer ? 400 : 200;
        res.setHeader('content-type', 'application/x-amz-json-1.1');
        res.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    access = new MemberAccess({
      region: 'eu-west-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      version: 'test',
    });
  });

  afterEach(async () => {
    access.destroy();
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const sourceOf = (kind: keyof typeof answersOf): ActivitySource => {
    const common = {
      access,
      region: 'eu-west-1',
      deliveryDelayMs: 0,
      patience: { everyMs: 5, longestMs: 50 },
    };
    switch (kind) {
      case 'insights':
        return new CloudWatchLogsSource({ ...common, logGroup: 'trail' });
      case 'athena':
        return new AthenaSource({
          ...common,
          table: { database: 'logs', table: 'trail', workGroup: 'primary' },
        });
      case 'lake':
        return new CloudTrailLakeSource({ ...common, eventDataStore: 'e' });
      default:
        throw new Error(`no source ${kind satisfies never}`);
    }
  };

  const read = async (
    kind: keyof typeof answersOf,
    overrides: Partial<ActivityQuestion> = {},
    found: ActivityEvent[] = [],
  ): Promise<ActivityEvent[]> => {
    for await (const page of sourceOf(kind).read({
      accountId: ACCOUNT,
      permissionSetName: 'ReadOnly',
      userName: 'ann',
      from: new Date('2026-11-22T12:00:00Z'),
      to: new Date('2026-11-22T13:00:00Z'),
      limit: 100,
      signal: new AbortController().signal,
      ...overrides,
    })) {
      found.push(...page);
    }
    return found;
  };

  const kinds = ['insights', 'athena', 'lake'] as const;

  it.each(kinds)(
    '%s: waits for the answer, and gives what the person did and nothing else',
    async kind => {
      answers = answersOf[kind];
      expect(await read(kind)).toEqual([
        expect.objectContaining({
          id: 'hers',
          at: '2026-11-22T12:30:00.000Z',
          readOnly: false,
        }),
      ]);
    },
  );

  it.each(kinds)('%s: asks nothing with a name that is none', async kind => {
    answers = answersOf[kind];
    await expect(
      read(kind, { userName: "ann' or '1'='1" }),
    ).rejects.toMatchObject({ code: 'activity-odd-name' });
    expect(asked).toEqual([]);
  });

  it.each<[(typeof kinds)[number], Answers, string]>([
    ['insights', { GetQueryResults: [{ status: 'Failed' }] }, 'StopQuery'],
    [
      'athena',
      {
        GetQueryExecution: [
          {
            QueryExecution: {
              Status: { State: 'FAILED', StateChangeReason: 'no such table' },
            },
          },
        ],
      },
      'StopQueryExecution',
    ],
    ['lake', { DescribeQuery: [{ QueryStatus: 'TIMED_OUT' }] }, 'CancelQuery'],
  ])('%s: says that a query failed', async (kind, failing, stop) => {
    answers = { ...answersOf[kind], ...failing };
    await expect(read(kind)).rejects.toMatchObject({
      code: 'activity-query-failed',
    });
    expect(asked.at(-1)?.operation).toBe(stop);
  });

  it.each<[(typeof kinds)[number], Answers]>([
    ['insights', { GetQueryResults: [{ status: 'Running' }] }],
    [
      'athena',
      {
        GetQueryExecution: [
          { QueryExecution: { Status: { State: 'RUNNING' } } },
        ],
      },
    ],
    ['lake', { DescribeQuery: [{ QueryStatus: 'RUNNING' }] }],
  ])('%s: waits no longer than is reasonable', async (kind, failing) => {
    answers = { ...answersOf[kind], ...failing };
    await expect(read(kind)).rejects.toMatchObject({ code: 'activity-slow' });
  });

  it.each<[(typeof kinds)[number], string, string, string]>([
    ['insights', 'StartQuery', 'ResourceNotFoundException', 'activity-refused'],
    ['insights', 'StartQuery', 'LimitExceededException', 'activity-throttled'],
    [
      'athena',
      'StartQueryExecution',
      'AccessDeniedException',
      'activity-denied',
    ],
    [
      'lake',
      'StartQuery',
      'MaxConcurrentQueriesException',
      'activity-throttled',
    ],
  ])('%s: makes %s with %s into %s', async (kind, operation, name, code) => {
    answers = {
      ...answersOf[kind],
      [operation]: [{ __type: name, message: 'no' }],
    };
    await expect(read(kind)).rejects.toMatchObject({ code });
  });

  it('does not take a full answer of Logs Insights for all that there is', async () => {
    answers = answersOf.insights;
    const found: ActivityEvent[] = [];
    const reading = read('insights', { limit: 1 }, found);
    await expect(reading).rejects.toThrow(ActivityCutOffError);
    expect(found.map(({ id }) => id)).toEqual(['hers']);
  });

  it('gives Athena its values beside the query', async () => {
    answers = answersOf.athena;
    await read('athena');
    const { body } = asked[0] ?? { body: {} };
    expect(body.QueryString).not.toContain('ann');
    expect(body.ExecutionParameters).toContain("'ann'");
  });
});
