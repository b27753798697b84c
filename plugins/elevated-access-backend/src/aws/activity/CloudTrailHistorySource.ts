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
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import type {
  ActivityQuestion,
  ActivitySource,
} from 'backstage-plugin-elevated-access-node';
import { Pacer, type PacerRate } from '../Pacer';
import { distinctPages } from '../pages';
import { toActivityFailure } from './activityFailure';
import {
  globalRegionOf,
  partitionOf,
  roleArnIn,
  type MemberAccess,
} from './MemberAccess';
import { isOfSession, parseRecordText, toActivityEvent } from './record';

/** AWS takes two calls a second, of an account in a Region; one that is late must not make a third of two. */
const RATE: PacerRate = { perSecond: 1.8, burst: 1 };

/** CloudTrail keeps its event history for 90 days. */
const HISTORY_MS = 90 * 86_400_000;

/** Most that AWS gives at a time. */
const PAGE = 50;

/**
 * CloudTrail's event history, which every account has without anybody setting it
 * up. It knows management events only, and each account and Region has its own.
 */
export class CloudTrailHistorySource implements ActivitySource {
  readonly deliveryDelayMs: number;
  readonly historyMs = HISTORY_MS;
  readonly #access: MemberAccess;
  readonly #role: string;
  readonly #externalId: string | undefined;
  readonly #regions: readonly string[];
  readonly #rate: PacerRate;
  readonly #pacers = new Map<string, Pacer>();

  constructor(options: {
    access: MemberAccess;
    /** Name of the role in every account, or the pattern of its ARN with `{accountId}` in it. */
    role: string;
    externalId?: string;
    /** Where people work; the Region of services without one is always read too. */
    regions: readonly string[];
    deliveryDelayMs: number;
    rate?: PacerRate;
  }) {
    this.#access = options.access;
    this.#role = options.role;
    this.#externalId = options.externalId;
    this.#regions = [
      ...new Set([...options.regions, globalRegionOf(options.access.region)]),
    ];
    this.deliveryDelayMs = options.deliveryDelayMs;
    this.#rate = options.rate ?? RATE;
  }

  async *read(
    question: ActivityQuestion,
  ): AsyncGenerator<readonly ActivityEvent[]> {
    for (const region of this.#regions) {
      yield* this.#readRegion(region, question);
    }
  }

  async *#readRegion(
    region: string,
    question: ActivityQuestion,
  ): AsyncGenerator<readonly ActivityEvent[]> {
    const { accountId, signal } = question;
    const { config, endpoint, caller } = await this.#access.become({
      region,
      roleArn: roleArnIn(accountId, this.#role, partitionOf(region)),
      externalId: this.#externalId,
      signal,
    });
    const client = new CloudTrailClient(config);
    try {
      let given = 0;
      for await (const page of distinctPages(
        this.#pages(client, region, question),
        signal,
      )) {
        const events = (page.Events ?? []).flatMap(
          ({ CloudTrailEvent: json, Resources: resources }) => {
            const record = json ? parseRecordText(json) : undefined;
            return record && isOfSession(record, question)
              ? toActivityEvent(
                  record,
                  (resources ?? []).flatMap(
                    ({ ResourceName }) => ResourceName ?? [],
                  ),
                )
              : [];
          },
        );
        yield events;
        given += events.length;
        if (given > question.limit) {
          return;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw toActivityFailure(error, {
        operation: 'LookupEvents',
        region,
        endpoint,
        caller,
      });
    } finally {
      client.destroy();
    }
  }

  /** Newest first. Pages may be empty although more follow. */
  async *#pages(
    client: CloudTrailClient,
    region: string,
    { accountId, userName, from, to, signal }: ActivityQuestion,
  ): AsyncGenerator<LookupEventsCommandOutput> {
    const pacer = this.#pacer(`${accountId}/${region}`);
    let token: string | undefined;
    do {
      await pacer.turn(signal);
      const page = await client.send(
        new LookupEventsCommand({
          // AWS takes one attribute; the role is looked at in each record.
          LookupAttributes: [
            { AttributeKey: 'Username', AttributeValue: userName },
          ],
          // Records are dated to the second.
          StartTime: new Date(Math.floor(from.getTime() / 1000) * 1000),
          EndTime: to,
          MaxResults: PAGE,
          NextToken: token,
        }),
        { abortSignal: signal },
      );
      yield page;
      token = page.NextToken;
    } while (token);
  }

  #pacer(place: string): Pacer {
    const known = this.#pacers.get(place) ?? new Pacer(this.#rate);
    this.#pacers.set(place, known);
    return known;
  }
}
