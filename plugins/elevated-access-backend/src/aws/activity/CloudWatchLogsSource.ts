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
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import {
  ActivityCutOffError,
  type ActivityQuestion,
  type ActivitySource,
} from 'backstage-plugin-elevated-access-node';
import { toActivityFailure } from './activityFailure';
import type { MemberAccess } from './MemberAccess';
import { requirePlainNames, rolePattern, sessionPattern } from './names';
import { answerOf, PATIENCE, queryFailed, type Patience } from './patience';
import { isOfSession, parseRecordText, toActivityEvent } from './record';

/** Most rows that Logs Insights gives. */
const MOST_ROWS = 10_000;

/** A trail that writes to CloudWatch Logs, asked through Logs Insights. */
export class CloudWatchLogsSource implements ActivitySource {
  readonly deliveryDelayMs: number;
  readonly #access: MemberAccess;
  readonly #region: string;
  readonly #logGroup: string;
  readonly #roleArn: string | undefined;
  readonly #externalId: string | undefined;
  readonly #patience: Patience;

  constructor(options: {
    access: MemberAccess;
    region: string;
    /** Name or ARN. */
    logGroup: string;
    /** Role of the account that has the logs; the backend's own by default. */
    roleArn?: string;
    externalId?: string;
    deliveryDelayMs: number;
    patience?: Patience;
  }) {
    this.#access = options.access;
    this.#region = options.region;
    this.#logGroup = options.logGroup;
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
    const client = new CloudWatchLogsClient(config);
    let operation = 'StartQuery';
    let cutOff = false;
    try {
      const { queryId } = await client.send(
        new StartQueryCommand({
          logGroupIdentifiers: [this.#logGroup],
          queryString: insightsQuery(question),
          startTime: Math.floor(question.from.getTime() / 1000),
          endTime: Math.ceil(question.to.getTime() / 1000),
        }),
        { abortSignal: signal },
      );
      operation = 'GetQueryResults';
      const messages = await this.#messages(client, queryId, signal);
      const records = messages
        .map(parseRecordText)
        .filter(record => isOfSession(record, question));
      // Others' records may have taken the place of the session's, which do not tell of it.
      cutOff =
        messages.length >= rowsOf(question) && records.length <= question.limit;
      yield records.map(record => toActivityEvent(record));
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
    if (cutOff) {
      throw new ActivityCutOffError();
    }
  }

  async #messages(
    client: CloudWatchLogsClient,
    queryId: string | undefined,
    signal: AbortSignal,
  ): Promise<string[]> {
    try {
      return await answerOf(
        async () => {
          const { status, results } = await client.send(
            new GetQueryResultsCommand({ queryId }),
            { abortSignal: signal },
          );
          switch (status) {
            case 'Complete':
              return (results ?? []).flatMap(
                row =>
                  row.find(({ field }) => field === '@message')?.value ?? [],
              );
            case 'Failed':
            case 'Cancelled':
            case 'Timeout':
              throw queryFailed(status, undefined);
            default:
              return undefined;
          }
        },
        signal,
        this.#patience,
      );
    } catch (error) {
      // It would go on, and cost, although nobody waits for it.
      await client.send(new StopQueryCommand({ queryId })).catch(() => {});
      throw error;
    }
  }
}

/** Logs Insights knows no parameters: only plain names may get here. */
export function insightsQuery(question: ActivityQuestion): string {
  const { accountId, permissionSetName } = question;
  return [
    'fields @message',
    `filter recipientAccountId = "${accountId}"`,
    `filter userIdentity.sessionContext.sessionIssuer.userName like /${rolePattern(
      permissionSetName,
    )}/`,
    // The ARN as a whole, since the limit counts before records are compared.
    `filter userIdentity.arn like /${sessionPattern(question)}/`,
    'sort @timestamp desc',
    `limit ${rowsOf(question)}`,
  ].join('\n| ');
}

function rowsOf({ limit }: ActivityQuestion): number {
  return Math.min(limit + 1, MOST_ROWS);
}
