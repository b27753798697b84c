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

import type {
  ActivityEvent,
  ExportActivityQuery,
  ListActivityQuery,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import type { ActivityRecord } from '../database/activityTypes';
import type { Stores } from '../database/types';
import { mayHaveActivity, sessionSpan } from '../domain/activity';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import { problem } from '../domain/problems';
import type { Actor, RequestRecord } from '../domain/types';
import type { RequestCall, RequestService } from '../requests/types';
import { activityLines } from './activityLines';
import type { NamedSource } from './sources';

/** How long what was read is good enough for somebody who looks at it, milliseconds. */
const FRESH = 60_000;

/** The last event of a page: when it happened, in milliseconds, and its id. */
const cursorSchema = z.tuple([
  z.int().min(0).max(253_402_300_799_999),
  z.string().max(128),
]);

/** An export that has begun. */
interface ActivityExport {
  fileName: string;
  rows: number;
  /** Lines with their ends, many at a time; read from the database as they are taken. */
  lines: AsyncGenerator<string>;
}

/**
 * What was done with the access of a request, for those who may see the request
 * and nobody else. AWS is never asked while somebody waits: what is missing is
 * read soon after it was looked at.
 */
export class SessionActivityService {
  readonly #stores: Pick<Stores, 'activity' | 'requests' | 'events' | 'now'>;
  readonly #requests: Pick<RequestService, 'get'>;
  readonly #source: NamedSource | undefined;
  readonly #callers: { create(call: RequestCall): { actor(): Promise<Actor> } };
  readonly #auditing: Auditing;

  constructor(options: {
    stores: Pick<Stores, 'activity' | 'requests' | 'events' | 'now'>;
    /** Decides who may see a request, and audits who may not. */
    requests: Pick<RequestService, 'get'>;
    /** Undefined where none is configured. */
    source: NamedSource | undefined;
    callers: { create(call: RequestCall): { actor(): Promise<Actor> } };
    auditing: Auditing;
  }) {
    this.#stores = options.stores;
    this.#requests = options.requests;
    this.#source = options.source;
    this.#callers = options.callers;
    this.#auditing = options.auditing;
  }

  /** @throws NotFoundError with code `unknown-request` for those who may not see the request */
  async get(
    id: string,
    { cursor, limit, ...filter }: ListActivityQuery,
    call: RequestCall,
  ): Promise<SessionActivity> {
    const request = await this.#requireVisible(id, call);
    const after = cursor && decodePageCursor(cursor, cursorSchema);
    const now = await this.#stores.now();
    const record = await this.#stores.activity.get(request.id);
    await this.#want(request, record, now);
    // One more tells whether there is another page.
    const found = await this.#stores.activity.listEvents(request.id, {
      filter,
      limit: limit + 1,
      ...(after && { after: { at: new Date(after[0]), id: after[1] } }),
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      ...this.#describe(request, record, now),
      items,
      ...(last &&
        found.length > limit && { nextCursor: encodePageCursor(keyOf(last)) }),
    };
  }

  /** Who exports is written into the log before anything is given out. */
  export(
    id: string,
    { format }: ExportActivityQuery,
    call: RequestCall,
  ): Promise<ActivityExport> {
    return this.#auditing.attempt(
      auditedAction('activity-export', 'medium', call, {
        requestId: id,
        format,
      }),
      async () => {
        const request = await this.#requireVisible(id, call);
        const record = await this.#stores.activity.get(request.id);
        if (!record?.readAt) {
          // An empty file would say that nothing was done.
          throw problem('conflict', {
            code: 'activity-not-read',
            reason: 'The activity of this request has not been read.',
            remedy: this.#source
              ? 'Try again once it has been; the activity of the request says when.'
              : 'Ask an administrator of the portal; elevatedAccess.activity in the configuration names where it is read from.',
          });
        }
        const { events } = record.counts;
        await this.#stores.events.append({
          type: 'activity.exported',
          at: await this.#stores.now(),
          actor: await this.#callers.create(call).actor(),
          requestId: request.id,
          assignmentId: null,
          data: { format, events, complete: record.complete },
        });
        return {
          fileName: `activity-${request.id}${
            record.complete ? '' : '-partial'
          }.${format}`,
          rows: events,
          lines: activityLines(this.#stores.activity, request, format),
        };
      },
      ({ rows }) => ({ rows }),
    );
  }

  /** The request, once those rules have let the caller see it that hold for the request itself. */
  async #requireVisible(id: string, call: RequestCall): Promise<RequestRecord> {
    const { id: seen } = await this.#requests.get(id, call);
    const request = await this.#stores.requests.get(seen);
    if (!request) {
      throw new Error(`Request ${seen} vanished while it was looked at`);
    }
    return request;
  }

  /** Has it read soon where somebody looks at what is old; a reading that failed has its own time. */
  async #want(
    request: RequestRecord,
    record: ActivityRecord | undefined,
    now: Date,
  ): Promise<void> {
    const isFresh =
      record?.readAt && now.getTime() - record.readAt.getTime() < FRESH;
    if (
      this.#source &&
      request.activatedAt &&
      !record?.complete &&
      !record?.problem &&
      !isFresh
    ) {
      await this.#stores.activity.want(request.id, now);
    }
  }

  #describe(
    request: RequestRecord,
    record: ActivityRecord | undefined,
    now: Date,
  ): Omit<SessionActivity, 'items' | 'nextCursor'> {
    const span = sessionSpan(request, now);
    const expected =
      this.#source && span
        ? new Date(span.to.getTime() + this.#source.source.deliveryDelayMs)
        : null;
    return {
      state: this.#stateOf(request, record),
      source: record?.source ?? null,
      from: instant(record?.coversFrom),
      to: instant(record?.coversTo),
      readAt: instant(record?.readAt),
      completeAt: instant(record?.completeAt ?? expected),
      problem: record?.problem ?? null,
      counts: record?.counts ?? { events: 0, writes: 0, errors: 0 },
      truncated: record?.truncated ?? false,
    };
  }

  #stateOf(
    request: RequestRecord,
    record: ActivityRecord | undefined,
  ): SessionActivity['state'] {
    if (record?.problem) {
      return 'unavailable';
    }
    if (record?.readAt) {
      return record.complete ? 'complete' : 'partial';
    }
    if (!this.#source) {
      return 'none';
    }
    // Where there never was access there is nothing to come.
    return mayHaveActivity(request) ? 'not-yet' : 'complete';
  }
}

function keyOf({ at, id }: ActivityEvent): [number, string] {
  return [new Date(at).getTime(), id];
}

function instant(date: Date | null | undefined): string | null {
  return date?.toISOString() ?? null;
}
