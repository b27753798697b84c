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

import { z } from 'zod';
import { AwsError, errors } from '../../protocol/errors';
import { Trail, TrailEntry } from '../../trail/Trail';
import { epochSeconds } from '../formats';
import { operation, Service } from '../operation';
import { page } from '../pagination';

/** What LookupEvents can look for, and where an event has it. */
const attributes: Readonly<
  Record<string, (entry: TrailEntry) => readonly string[]>
> = {
  EventId: entry => [entry.eventId],
  EventName: entry => [entry.eventName],
  EventSource: entry => [entry.eventSource],
  ReadOnly: entry => [String(entry.readOnly)],
  Username: entry => [entry.userName],
  AccessKeyId: entry => [entry.accessKeyId],
  ResourceName: entry => entry.resources.map(({ name }) => name),
  ResourceType: entry => entry.resources.map(({ type }) => type),
};

const input = z.object({
  LookupAttributes: z
    .array(
      z.object({
        AttributeKey: z.enum(Object.keys(attributes)),
        AttributeValue: z.string().min(1).max(2000),
      }),
    )
    .nullish(),
  StartTime: z.number().nullish(),
  EndTime: z.number().nullish(),
  EventCategory: z.literal('insight').nullish(),
  MaxResults: z.number().nullish(),
  NextToken: z.string().nullish(),
});

/** CloudTrail, as far as looking up the event history of the caller's account and Region. */
export function cloudTrailService(ctx: { trail: Trail }): Service {
  return {
    name: 'cloudtrail',
    signingName: 'cloudtrail',
    // SDKs say the first; the service model says the second.
    targetPrefixes: [
      'CloudTrail_20131101',
      'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
    ],
    invalid: errors.validation,
    operations: new Map([
      [
        'LookupEvents',
        operation(
          input,
          (asked, { caller, region }) => {
            const limit = asked.MaxResults ?? 50;
            if (!Number.isInteger(limit) || limit < 1 || limit > 50) {
              throw new AwsError(
                'InvalidMaxResultsException',
                'This exception is thrown if the limit specified is not valid.',
              );
            }
            const [attribute, ...others] = asked.LookupAttributes ?? [];
            if (others.length > 0) {
              throw new AwsError(
                'InvalidLookupAttributesException',
                'You can only specify one lookup attribute.',
              );
            }
            const from = (asked.StartTime ?? 0) * 1000;
            const to = (asked.EndTime ?? Infinity) * 1000;
            if (from > to) {
              throw new AwsError(
                'InvalidTimeRangeException',
                'The start time must be earlier than the end time.',
              );
            }
            const found = ctx.trail
              .delivered(caller.accountId, region)
              .filter(
                entry =>
                  entry.at >= from &&
                  entry.at <= to &&
                  (!attribute ||
                    attributes[attribute.AttributeKey]?.(entry).includes(
                      attribute.AttributeValue,
                    )),
              );
            const { items, nextToken } = page({
              question: [
                caller.accountId,
                region,
                attribute,
                from,
                asked.EndTime,
              ],
              items: found,
              keyOf: newestFirst,
              limit,
              token: asked.NextToken ?? undefined,
              invalid: message =>
                new AwsError('InvalidNextTokenException', message),
            });
            return { Events: items.map(toWire), NextToken: nextToken };
          },
          { everyRegion: true },
        ),
      ],
    ]),
  };
}

/** A key whose ascending order is that of falling time. */
function newestFirst({ at, eventId }: TrailEntry): string {
  return `${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')} ${eventId}`;
}

function toWire(entry: TrailEntry) {
  return {
    EventId: entry.eventId,
    EventName: entry.eventName,
    ReadOnly: String(entry.readOnly),
    AccessKeyId: entry.accessKeyId,
    EventTime: epochSeconds(entry.at),
    EventSource: entry.eventSource,
    Username: entry.userName,
    Resources: entry.resources.map(({ type, name }) => ({
      ResourceType: type,
      ResourceName: name,
    })),
    CloudTrailEvent: JSON.stringify(entry.record),
  };
}
