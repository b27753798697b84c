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

import { parseRecord, type CloudTrailRecord } from './record';

/** What queries select, in this order. */
export const COLUMNS = [
  'eventID',
  'eventTime',
  'eventName',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'readOnly',
  'recipientAccountId',
  'arn',
  'roleName',
  /** ARNs, a blank between them. */
  'resources',
] as const;

/** CloudTrail Lake writes instants with a blank and without a zone, in UTC. */
const LAKE_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)$/;

/** A query's row as the record that it was made of; SQL has no other word for absent than an empty text. */
export function recordOfRow(
  row: Readonly<Record<string, string | undefined>>,
): CloudTrailRecord {
  const cell = (name: (typeof COLUMNS)[number]) => row[name] || undefined;
  return parseRecord({
    eventID: cell('eventID'),
    eventTime: cell('eventTime')?.replace(LAKE_TIME, '$1T$2Z'),
    eventName: cell('eventName'),
    eventSource: cell('eventSource'),
    awsRegion: cell('awsRegion'),
    sourceIPAddress: cell('sourceIPAddress'),
    userAgent: cell('userAgent'),
    errorCode: cell('errorCode'),
    readOnly: cell('readOnly'),
    recipientAccountId: cell('recipientAccountId'),
    resources: cell('resources')
      ?.split(' ')
      .map(arn => ({ arn })),
    userIdentity: {
      arn: cell('arn'),
      sessionContext: { sessionIssuer: { userName: cell('roleName') } },
    },
  });
}
