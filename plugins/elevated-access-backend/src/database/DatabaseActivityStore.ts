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
import type { Knex } from 'knex';
import type {
  ActivityCounts,
  ActivityFilter,
  ActivityPosition,
  ActivityRecord,
  ActivityStore,
} from './activityTypes';
import { anyCaseLike, escapeLike } from './likeText';
import {
  ACTIVITY,
  ACTIVITY_EVENTS,
  ACTIVITY_WATCH,
  REQUESTS,
  type ActivityEventRow,
  type ActivityRow,
  type ActivityWatchRow,
} from './tables';
import { parseStringList, toDate, toDateOrNull } from './values';

const WATCH = 'activity';

/** The columns that are searched, beside the resources. */
const TEXTS = [
  'name',
  'service',
  'region',
  'error_code',
  'source_address',
  'user_agent',
] as const;

/** Rows of one statement; SQLite takes 32,766 values at most. */
const CHUNK = 500;

export class DatabaseActivityStore implements ActivityStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(requestId: string): Promise<ActivityRecord | undefined> {
    const row = await this.#records().where({ request_id: requestId }).first();
    return row && fromRow(row);
  }

  async want(requestId: string, at: Date): Promise<void> {
    await this.#records()
      .insert({ request_id: requestId, next_read_at: at })
      .onConflict('request_id')
      .ignore();
    await this.#records()
      .where({ request_id: requestId, complete: false })
      .where(due =>
        due.whereNull('next_read_at').orWhere('next_read_at', '>', at),
      )
      .update({ next_read_at: at });
  }

  async noticedTo(): Promise<Date | undefined> {
    const row = await this.#knex<ActivityWatchRow>(ACTIVITY_WATCH)
      .where({ name: WATCH })
      .first();
    return row && toDate(row.noticed_to);
  }

  async unnoticed(from: Date): Promise<string[]> {
    const rows: { id: string }[] = await this.#knex(REQUESTS)
      .select('requests.id')
      .where('requests.activated_at', '>=', from)
      .whereNotExists(
        this.#knex(ACTIVITY)
          .select(this.#knex.raw('1'))
          .whereRaw('activity.request_id = requests.id'),
      );
    return rows.map(({ id }) => id);
  }

  async notice(
    requestIds: readonly string[],
    when: { readAt: Date; noticedTo: Date },
  ): Promise<void> {
    for (let start = 0; start < requestIds.length; start += CHUNK) {
      await this.#records()
        .insert(
          requestIds
            .slice(start, start + CHUNK)
            .map(id => ({ request_id: id, next_read_at: when.readAt })),
        )
        .onConflict('request_id')
        .ignore();
    }
    await this.#knex<ActivityWatchRow>(ACTIVITY_WATCH)
      .insert({ name: WATCH, noticed_to: when.noticedTo })
      .onConflict('name')
      .merge({ noticed_to: when.noticedTo });
  }

  async listDue(now: Date, limit: number): Promise<ActivityRecord[]> {
    const rows = await this.#records()
      .where('next_read_at', '<=', now)
      .orderBy('next_read_at')
      .orderBy('request_id')
      .limit(limit);
    return rows.map(fromRow);
  }

  async addEvents(
    requestId: string,
    events: readonly ActivityEvent[],
    limit: number,
  ): Promise<{ counts: ActivityCounts; dropped: boolean }> {
    for (let start = 0; start < events.length; start += CHUNK) {
      await this.#events()
        .insert(
          events
            .slice(start, start + CHUNK)
            .map(event => toEventRow(requestId, event)),
        )
        // A record that arrives twice is the same record.
        .onConflict(['request_id', 'id'])
        .ignore();
    }
    const dropped = await this.#events()
      .where({ request_id: requestId })
      .whereIn(
        'id',
        // The newest are kept; SQLite has no offset without a limit.
        this.#events()
          .select('id')
          .where({ request_id: requestId })
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(Number.MAX_SAFE_INTEGER)
          .offset(limit),
      )
      .delete();
    return { counts: await this.#count(requestId), dropped: dropped > 0 };
  }

  async save(record: ActivityRecord): Promise<void> {
    const { request_id: id, ...columns } = toRow(record);
    await this.#records()
      .insert({ request_id: id, ...columns })
      .onConflict('request_id')
      .merge(columns);
  }

  async listEvents(
    requestId: string,
    options: {
      filter?: ActivityFilter;
      after?: ActivityPosition;
      limit: number;
    },
  ): Promise<ActivityEvent[]> {
    const { after, filter = {}, limit } = options;
    const query = this.#events()
      .where({ request_id: requestId })
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (after) {
      query.where(key =>
        key
          .where('at', '<', after.at)
          .orWhere(tie => tie.where('at', after.at).where('id', '<', after.id)),
      );
    }
    this.#narrow(query, filter);
    const rows: ActivityEventRow[] = await query.select('*');
    return rows.map(fromEventRow);
  }

  #narrow(query: Knex.QueryBuilder, { kind, text }: ActivityFilter): void {
    if (kind === 'writes') {
      query.where({ read_only: false });
    }
    if (kind === 'errors') {
      query.whereNotNull('error_code');
    }
    if (text !== undefined) {
      const like = `?? ${anyCaseLike(this.#knex)} ? escape '\\'`;
      query.where(any => {
        for (const column of TEXTS) {
          any.orWhereRaw(like, [column, `%${escapeLike(text)}%`]);
        }
        // A list in JSON: what is looked for is spelled as it is in there.
        const inJson = JSON.stringify(text).slice(1, -1);
        any.orWhereRaw(like, ['resources', `%${escapeLike(inJson)}%`]);
      });
    }
  }

  async #count(requestId: string): Promise<ActivityCounts> {
    const [row] = await this.#knex(ACTIVITY_EVENTS)
      .where({ request_id: requestId })
      .select(
        this.#knex.raw('count(*) as events'),
        this.#knex.raw('count(case when read_only = ? then 1 end) as writes', [
          false,
        ]),
        this.#knex.raw(
          'count(case when error_code is not null then 1 end) as errors',
        ),
      );
    return {
      events: Number(row.events),
      writes: Number(row.writes),
      errors: Number(row.errors),
    };
  }

  #records() {
    return this.#knex<ActivityRow>(ACTIVITY);
  }

  #events() {
    return this.#knex<ActivityEventRow>(ACTIVITY_EVENTS);
  }
}

function toRow(record: ActivityRecord): ActivityRow {
  const { counts, problem } = record;
  return {
    request_id: record.requestId,
    source: record.source,
    covers_from: record.coversFrom,
    covers_to: record.coversTo,
    delivered_to: record.deliveredTo,
    read_at: record.readAt,
    complete_at: record.completeAt,
    complete: record.complete,
    truncated: record.truncated,
    ...counts,
    failures: record.failures,
    problem_code: problem?.code ?? null,
    problem_reason: problem?.reason ?? null,
    problem_remedy: problem?.remedy ?? null,
    next_read_at: record.nextReadAt,
  };
}

function fromRow(row: ActivityRow): ActivityRecord {
  return {
    requestId: row.request_id,
    source: row.source,
    coversFrom: toDateOrNull(row.covers_from),
    coversTo: toDateOrNull(row.covers_to),
    deliveredTo: toDateOrNull(row.delivered_to),
    readAt: toDateOrNull(row.read_at),
    completeAt: toDateOrNull(row.complete_at),
    complete: Boolean(row.complete),
    truncated: Boolean(row.truncated),
    counts: { events: row.events, writes: row.writes, errors: row.errors },
    failures: row.failures,
    problem:
      row.problem_code === null
        ? null
        : {
            code: row.problem_code,
            reason: row.problem_reason ?? '',
            remedy: row.problem_remedy ?? '',
          },
    nextReadAt: toDateOrNull(row.next_read_at),
  };
}

function toEventRow(requestId: string, event: ActivityEvent): ActivityEventRow {
  return {
    request_id: requestId,
    id: event.id,
    at: new Date(event.at),
    name: event.name,
    service: event.service,
    region: event.region,
    source_address: event.sourceAddress,
    user_agent: event.userAgent,
    error_code: event.errorCode,
    read_only: event.readOnly,
    resources: JSON.stringify(event.resources),
  };
}

function fromEventRow(row: ActivityEventRow): ActivityEvent {
  return {
    id: row.id,
    at: toDate(row.at).toISOString(),
    name: row.name,
    service: row.service,
    region: row.region,
    sourceAddress: row.source_address,
    userAgent: row.user_agent,
    errorCode: row.error_code,
    readOnly: row.read_only === null ? null : Boolean(row.read_only),
    resources: parseStringList(row.resources),
  };
}
