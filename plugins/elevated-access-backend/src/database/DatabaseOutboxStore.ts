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

import type { Knex } from 'knex';
import { auditedEvent } from '../domain/auditedEvents';
import type { EventRecord } from '../domain/types';
import { eventFromRow } from './DatabaseEventStore';
import { EVENTS, OUTBOX, type EventRow, type OutboxRow } from './tables';
import type { OutboxChannel, OutboxItem, OutboxStore } from './types';

/** How every event of a request is told. */
const OF_REQUESTS: readonly OutboxChannel[] = ['notification', 'event'];

/** Events that somebody is told of though they concern no request, and how. */
const TOLD_ALONE: ReadonlyMap<EventRecord['type'], readonly OutboxChannel[]> =
  new Map([
    ['lint.found', ['notification']],
    ['review.created', ['notification']],
    ['policy-change.proposed', ['notification']],
    ['policy-change.confirmed', ['notification']],
    ['policy-change.discarded', ['notification']],
    // What AWS has and no grant explains belongs to no request.
    ['drift.found', ['notification']],
  ]);

export class DatabaseOutboxStore implements OutboxStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async add(event: EventRecord): Promise<void> {
    const { id, type, requestId } = event;
    const channels: OutboxChannel[] = [
      ...(requestId === null ? TOLD_ALONE.get(type) ?? [] : OF_REQUESTS),
      ...(auditedEvent(event) ? (['audit'] as const) : []),
    ];
    if (channels.length === 0) {
      return;
    }
    await this.#knex<OutboxRow>(OUTBOX).insert(
      channels.map(channel => ({
        channel,
        event_id: id,
        request_id: requestId ?? changeOf(event) ?? id,
      })),
    );
  }

  async listDue(options: {
    channel: OutboxChannel;
    now: Date;
    limit: number;
  }): Promise<OutboxItem[]> {
    const { channel, now, limit } = options;
    const ofTheSameRequest = (
      alias: 'earlier' | 'later',
      comparison: '<' | '>',
    ) =>
      this.#knex(`${OUTBOX} as ${alias}`)
        .select(this.#knex.raw('1'))
        .where({ [`${alias}.channel`]: channel })
        .whereRaw(`${alias}.request_id = outbox.request_id`)
        .whereRaw(`${alias}.position ${comparison} outbox.position`);
    const rows = await this.#knex(OUTBOX)
      .join(EVENTS, 'events.id', 'outbox.event_id')
      .where({ 'outbox.channel': channel })
      .where(group =>
        group
          .whereNull('outbox.next_attempt_at')
          .orWhere('outbox.next_attempt_at', '<=', now),
      )
      .whereNotExists(ofTheSameRequest('earlier', '<'))
      .orderBy('outbox.position')
      .limit(limit)
      .select<(EventRow & OutboxColumns)[]>(
        'events.*',
        'outbox.position as outbox_position',
        'outbox.attempts as outbox_attempts',
        this.#knex.raw('exists ? as ??', [
          ofTheSameRequest('later', '>'),
          'outbox_is_followed',
        ]),
      );
    return rows.map(row => ({
      position: Number(row.outbox_position),
      attempts: row.outbox_attempts,
      isFollowed: Boolean(row.outbox_is_followed),
      event: eventFromRow(row),
    }));
  }

  async remove(positions: readonly number[]): Promise<void> {
    await this.#knex(OUTBOX).whereIn('position', positions).delete();
  }

  async postpone(
    position: number,
    change: { attempts: number; until: Date; lastError: string },
  ): Promise<void> {
    await this.#knex<OutboxRow>(OUTBOX).where({ position }).update({
      attempts: change.attempts,
      next_attempt_at: change.until,
      last_error: change.lastError,
    });
  }

  async count(): Promise<number> {
    const [row] = await this.#knex(OUTBOX).count({ total: '*' });
    return Number(row.total);
  }
}

/**
 * What became of a proposed change is told after the proposal; other events that
 * concern no request wait for no other one.
 */
function changeOf({ type, data }: EventRecord): string | undefined {
  return type.startsWith('policy-change.') && typeof data.changeId === 'string'
    ? data.changeId
    : undefined;
}

interface OutboxColumns {
  outbox_position: number | string;
  outbox_attempts: number;
  /** SQLite says 0 or 1. */
  outbox_is_followed: boolean | number;
}
