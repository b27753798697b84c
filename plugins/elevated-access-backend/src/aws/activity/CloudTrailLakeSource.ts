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
  CancelQueryCommand,
  CloudTrailClient,
  DescribeQueryCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudtrail';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import type {
  ActivityQuestion,
  ActivitySource,
} from 'backstage-plugin-elevated-access-node';
import { toActivityFailure } from './activityFailure';
import type { MemberAccess } from './MemberAccess';
import { requirePlainNames, rolePattern, sqlText } from './names';
import { answerOf, PATIENCE, queryFailed, type Patience } from './patience';
import { isOfSession, toActivityEvent } from './record';
import { recordOfRow } from './rows';

/** CloudTrail Lake, for those who still have it; it takes no new customers. */
export class CloudTrailLakeSource implements ActivitySource {
  readonly deliveryDelayMs: number;
  readonly #access: MemberAccess;
  readonly #region: string;
  readonly #eventDataStore: string;
  readonly #roleArn: string | undefined;
  readonly #externalId: string | undefined;
  readonly #patience: Patience;

  constructor(options: {
    access: MemberAccess;
    region: string;
    /** Id of the event data store. */
    eventDataStore: string;
    /** Role of the account that has the store; the backend's own by default. */
    roleArn?: string;
    externalId?: string;
    deliveryDelayMs: number;
    patience?: Patience;
  }) {
    this.#access = options.access;
    this.#region = options.region;
    this.#eventDataStore = options.eventDataStore;
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
    const client = new CloudTrailClient(config);
    let operation = 'StartQuery';
    try {
      const { QueryId: id } = await client.send(
        new StartQueryCommand({
          QueryStatement: lakeQuery(this.#eventDataStore, question),
        }),
        { abortSignal: signal },
      );
      operation = 'DescribeQuery';
      await this.#finished(client, id, signal);
      operation = 'GetQueryResults';
      let token: string | undefined;
      do {
        const page = await client.send(
          new GetQueryResultsCommand({ QueryId: id, NextToken: token }),
          { abortSignal: signal },
        );
        yield (page.QueryResultRows ?? [])
          // A row comes as a list of objects of one member each.
          .map(cells => recordOfRow(Object.assign({}, ...cells)))
          .filter(record => isOfSession(record, question))
          .map(record => toActivityEvent(record));
        token = page.NextToken;
      } while (token);
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
    client: CloudTrailClient,
    id: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await answerOf(
        async () => {
          const { QueryStatus: status, ErrorMessage: why } = await client.send(
            new DescribeQueryCommand({ QueryId: id }),
            { abortSignal: signal },
          );
          switch (status) {
            case 'FINISHED':
              return true;
            case 'FAILED':
            case 'CANCELLED':
            case 'TIMED_OUT':
              throw queryFailed(status, why);
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
        .send(new CancelQueryCommand({ QueryId: id }))
        .catch(() => {});
      throw error;
    }
  }
}

/** Lake takes parameters for saved queries only: only plain names may get here, as literals. */
export function lakeQuery(
  eventDataStore: string,
  { accountId, permissionSetName, userName, from, to, limit }: ActivityQuestion,
): string {
  return [
    'select eventID, eventTime, eventName, eventSource, awsRegion, sourceIPAddress, userAgent, errorCode, readOnly, recipientAccountId,',
    'userIdentity.arn as arn, userIdentity.sessionContext.sessionIssuer.userName as roleName',
    `from ${eventDataStore}`,
    `where recipientAccountId = ${sqlText(accountId)}`,
    `and eventTime >= ${sqlText(lakeTime(from))} and eventTime <= ${sqlText(
      lakeTime(to),
    )}`,
    `and regexp_like(userIdentity.sessionContext.sessionIssuer.userName, ${sqlText(
      rolePattern(permissionSetName),
    )})`,
    `and element_at(split(userIdentity.arn, '/'), -1) = ${sqlText(userName)}`,
    'order by eventTime desc',
    `limit ${limit + 1}`,
  ].join('\n');
}

function lakeTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
