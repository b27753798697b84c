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

import { setImmediate } from 'node:timers/promises';
import type { RequestExportFormat } from 'backstage-plugin-elevated-access-common';
import type {
  ExportedEvent,
  ExportedEvents,
  ExportedRequest,
  RequestExportStore,
  RequestFilter,
} from '../database/types';
import { toOcsf } from './ocsf';
import { readAhead } from './readAhead';
import { csvHeading, csvRow, jsonLine } from './requestLines';

/** Requests read at a time: a megabyte or two. */
const PAGE = 2_000;

/** Characters given out at a time; a few more, since lines stay whole. */
const CHUNK = 64 * 1024;

/** What is exported, and how. */
interface ExportOptions {
  store: Pick<RequestExportStore, 'page' | 'decisionsOf' | 'eventsOf'>;
  filter: RequestFilter;
  format: RequestExportFormat;
  /** Events that OCSF is made of. */
  which: ExportedEvents;
}

/**
 * Requests as lines of a file, newest first, in pieces of whole lines. While those
 * of one page are written, the next is given what belongs to it and the one behind
 * that is read; nothing is read further ahead of whoever takes the lines.
 */
export async function* exportedLines(
  options: ExportOptions,
): AsyncGenerator<string> {
  // With the first requests, so that nothing is given out before they were read.
  let heading = options.format === 'csv' ? csvHeading : '';
  for await (const chunks of readAhead(chunksOfPages(options))) {
    for (const chunk of chunks) {
      yield heading + chunk;
      heading = '';
      // Others want to be answered too, and the database to be listened to.
      await setImmediate();
    }
  }
  if (heading) {
    yield heading;
  }
}

async function* chunksOfPages(
  options: ExportOptions,
): AsyncGenerator<Iterable<string>> {
  for await (const page of readAhead(pagesOf(options))) {
    yield chunksOf(page, await writerFor(page, options));
  }
}

async function* pagesOf({
  store,
  filter,
}: ExportOptions): AsyncGenerator<ExportedRequest[]> {
  let page: ExportedRequest[];
  let last: ExportedRequest | undefined;
  do {
    page = await store.page({
      filter,
      after: last && { createdAt: last.createdAt, id: last.id },
      limit: PAGE,
    });
    last = page.at(-1);
    yield page;
  } while (page.length === PAGE);
}

/** What writes the lines of a request of a page. */
async function writerFor(
  page: readonly ExportedRequest[],
  { store, format, which }: ExportOptions,
): Promise<(request: ExportedRequest) => string> {
  if (format === 'ocsf') {
    const ids = page.map(({ id }) => id);
    const events = groupByRequest(await store.eventsOf(ids, which));
    return request => ocsfLines(request, events.get(request.id) ?? []);
  }
  const decisions = await store.decisionsOf(page);
  const toLine = format === 'csv' ? csvRow : jsonLine;
  return request => toLine(request, decisions.get(request.id) ?? []);
}

/** Lines of many requests in pieces that are worth sending, made as they are taken. */
function* chunksOf(
  requests: readonly ExportedRequest[],
  write: (request: ExportedRequest) => string,
): Generator<string> {
  let chunk = '';
  for (const request of requests) {
    chunk += write(request);
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) {
    yield chunk;
  }
}

function ocsfLines(
  request: ExportedRequest,
  events: readonly ExportedEvent[],
): string {
  return events
    .flatMap(event => toOcsf(event, request) ?? [])
    .map(line => `${JSON.stringify(line)}\n`)
    .join('');
}

function groupByRequest(
  events: readonly ExportedEvent[],
): Map<string, ExportedEvent[]> {
  const groups = new Map<string, ExportedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.requestId);
    if (group) {
      group.push(event);
    } else {
      groups.set(event.requestId, [event]);
    }
  }
  return groups;
}
