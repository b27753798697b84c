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
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import type {
  ActivityQuestion,
  ActivitySource,
} from 'backstage-plugin-elevated-access-node';
import { toActivityFailure } from './activityFailure';
import type { MemberAccess } from './MemberAccess';
import { requirePlainNames, rolePattern, sqlText, toSecond } from './names';
import { answerOf, PATIENCE, queryFailed, type Patience } from './patience';
import { isOfSession, toActivityEvent } from './record';
import { COLUMNS, recordOfRow } from './rows';

/** Where a trail's records can be asked with SQL. The names are those of the data catalog. */
interface AthenaTable {
  database: string;
  table: string;
  workGroup: string;
  /** An S3 URL; the work group's own by default. */
  outputLocation?: string;
  /** A partition with the day as `2026/11/22`, which keeps a query from reading everything. */
  dayPartition?: string;
  /** A partition with the account's id. */
  accountPartition?: string;
}

/** A trail in S3, asked through Athena. */
export class AthenaSource implements ActivitySource {
  readonly deliveryDelayMs: number;
  readonly #access: MemberAccess;
  readonly #region: string;
  readonly #table: AthenaTable;
  readonly #roleArn: string | undefined;
  readonly #externalId: string | undefined;
  readonly #patience: Patience;

  constructor(options: {
    access: MemberAccess;
    region: string;
    table: AthenaTable;
    /** Role of the account that has the logs; the backend's own by default. */
    roleArn?: string;
    externalId?: string;
    deliveryDelayMs: number;
    patience?: Patience;
  }) {
    this.#access = options.access;
    this.#region = options.region;
    this.#table = options.table;
    this.#roleArn = options.roleArn;
    this.#externalId = options.externalId;
    this.deliveryDelayMs = options.deliveryDelayMs;
    this.#patience = options.patience ?? PATIENCE;
  }

  async *read(
    question: ActivityQuestion,
  ): AsyncGenerator<readonly ActivityEvent[]> {
    requirePlainNames(question);
    const { signal } = question;
    const { config, endpoint, caller } = await this.#access.become({
      region: this.#region,
      roleArn: this.#roleArn,
      externalId: this.#externalId,
      signal,
    });
    const client = new AthenaClient(config);
    let operation = 'StartQueryExecution';
    try {
      const { sql, parameters } = athenaQuery(this.#table, question);
      const { workGroup, outputLocation } = this.#table;
      const { QueryExecutionId: id } = await client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          ExecutionParameters: parameters,
          WorkGroup: workGroup,
          ...(outputLocation && {
            ResultConfiguration: { OutputLocation: outputLocation },
          }),
        }),
        { abortSignal: signal },
      );
      operation = 'GetQueryExecution';
      await this.#finished(client, id, signal);
      operation = 'GetQueryResults';
      for await (const rows of resultRows(client, id, signal)) {
        yield rows
          .map(recordOfRow)
          .filter(record => isOfSession(record, question))
          .map(record => toActivityEvent(record));
      }
    } catch (error) {
      signal.throwIfAborted();
      throw toActivityFailure(error, {
        operation,
        region: this.#region,
        endpoint,
        caller,
      });
    } finally {
      client.destroy();
    }
  }

  async #finished(
    client: AthenaClient,
    id: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await answerOf(
        async () => {
          const { QueryExecution: execution } = await client.send(
            new GetQueryExecutionCommand({ QueryExecutionId: id }),
            { abortSignal: signal },
          );
          const status = execution?.Status;
          switch (status?.State) {
            case 'SUCCEEDED':
              return true;
            case 'FAILED':
            case 'CANCELLED':
              throw queryFailed(status.State, status.StateChangeReason);
            default:
              return undefined;
          }
        },
        signal,
        this.#patience,
      );
    } catch (error) {
      // It would go on, and cost, although nobody waits for it.
      await client
        .send(new StopQueryExecutionCommand({ QueryExecutionId: id }))
        .catch(() => {});
      throw error;
    }
  }
}

async function* resultRows(
  client: AthenaClient,
  id: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Record<string, string | undefined>[]> {
  let token: string | undefined;
  let isFirst = true;
  do {
    const page = await client.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token }),
      { abortSignal: signal },
    );
    const rows = (page.ResultSet?.Rows ?? []).map(({ Data: cells = [] }) =>
      Object.fromEntries(
        COLUMNS.map((name, index) => [name, cells[index]?.VarCharValue]),
      ),
    );
    // The first row of the first page is the heading.
    yield isFirst ? rows.slice(1) : rows;
    isFirst = false;
    token = page.NextToken;
  } while (token);
}

/**
 * The query, with a placeholder for everything that differs from session to
 * session. Athena takes its parameters as SQL literals.
 */
export function athenaQuery(
  { database, table, dayPartition, accountPartition }: AthenaTable,
  { accountId, permissionSetName, userName, from, to, limit }: ActivityQuestion,
): { sql: string; parameters: string[] } {
  const conditions: [sql: string, ...values: string[]][] = [
    ['recipientaccountid = ?', accountId],
    ['eventtime >= ?', toSecond(from)],
    ['eventtime <= ?', toSecond(to)],
    [
      'regexp_like(useridentity.sessioncontext.sessionissuer.username, ?)',
      rolePattern(permissionSetName),
    ],
    ["element_at(split(useridentity.arn, '/'), -1) = ?", userName],
  ];
  if (dayPartition) {
    // A file holds what arrived that day; late records lie in the next one's.
    const nextDay = new Date(to.getTime() + 86_400_000);
    conditions.push([
      `"${dayPartition}" between ? and ?`,
      dayOf(from),
      dayOf(nextDay),
    ]);
  }
  if (accountPartition) {
    conditions.push([`"${accountPartition}" = ?`, accountId]);
  }
  return {
    sql: [
      'select eventid, eventtime, eventname, eventsource, awsregion, sourceipaddress, useragent, errorcode, readonly, recipientaccountid,',
      'useridentity.arn, useridentity.sessioncontext.sessionissuer.username,',
      "array_join(transform(coalesce(resources, array[]), resource -> resource.arn), ' ')",
      `from "${database}"."${table}"`,
      `where ${conditions.map(([sql]) => sql).join(' and ')}`,
      'order by eventtime desc',
      `limit ${limit + 1}`,
    ].join('\n'),
    parameters: conditions.flatMap(([, ...values]) => values.map(sqlText)),
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll('-', '/');
}
