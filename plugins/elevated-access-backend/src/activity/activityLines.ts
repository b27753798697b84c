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
import { csvLine } from '../audit/csv';
import type { ActivityStore } from '../database/activityTypes';
import type { RequestRecord } from '../domain/types';

/** Events read at a time. */
const PAGE = 500;

const HEADING = [
  'time',
  'requestId',
  'userName',
  'accountId',
  'permissionSet',
  'service',
  'event',
  'readOnly',
  'errorCode',
  'region',
  'sourceAddress',
  'userAgent',
  'resources',
  'eventId',
];

/** The events of a session as lines of a file, newest first, each with its end; read as fast as somebody takes them. */
export async function* activityLines(
  store: Pick<ActivityStore, 'listEvents'>,
  request: Pick<
    RequestRecord,
    'id' | 'principalUserName' | 'accountId' | 'permissionSetName'
  >,
  format: 'csv' | 'jsonl',
): AsyncGenerator<string> {
  // With the first events, so that nothing is given out before they were read.
  let heading = format === 'csv' ? csvLine(HEADING) : '';
  const toLine = format === 'csv' ? csvOf : jsonOf;
  let page: ActivityEvent[];
  let last: ActivityEvent | undefined;
  do {
    page = await store.listEvents(request.id, {
      limit: PAGE,
      ...(last && { after: { at: new Date(last.at), id: last.id } }),
    });
    last = page.at(-1);
    const lines = page.map(event => toLine(event, request)).join('');
    if (heading || lines) {
      yield heading + lines;
      heading = '';
    }
  } while (page.length === PAGE);
}

type About = Parameters<typeof activityLines>[1];

function csvOf(event: ActivityEvent, request: About): string {
  return csvLine([
    event.at,
    request.id,
    request.principalUserName,
    request.accountId,
    request.permissionSetName,
    event.service,
    event.name,
    event.readOnly,
    event.errorCode,
    event.region,
    event.sourceAddress,
    event.userAgent,
    event.resources.join(' '),
    event.id,
  ]);
}

function jsonOf(event: ActivityEvent, request: About): string {
  return `${JSON.stringify({
    requestId: request.id,
    userName: request.principalUserName,
    accountId: request.accountId,
    permissionSet: request.permissionSetName,
    ...event,
  })}\n`;
}
