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

import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { canonicalJson } from '../domain/canonicalJson';
import type { Actor, EventRecord, RequestRecord } from '../domain/types';
import { isNumbered } from './isNumbered';
import { EVENTS, type EventRow } from './tables';
import type { EventStore, OutboxStore, StoredEvent } from './types';
import { parseRecord, toDate } from './values';

export class DatabaseEventStore implements EventStore {
  readonly #knex: Knex;
  readonly #outbox: Pick<OutboxStore, 'add'>;
  readonly #onAppended: (event: EventRecord) => void;

  constructor(options: {
    knex: Knex;
    /** Where it is kept who has still to be told. */
    outbox: Pick<OutboxStore, 'add'>;
    onAppended: (event: EventRecord) => void;
  }) {
    this.#knex = options.knex;
    this.#outbox = options.outbox;
    this.#onAppended = options.onAppended;
  }

  async append(event: Omit<EventRecord, 'id'>): Promise<EventRecord> {
    const record = { ...event, id: randomUUID() };
    const { actor } = record;
    await this.#knex<EventRow>(EVENTS).insert({
      id: record.id,
      type: record.type,
      at: record.at,
      actor_kind: actor.kind,
      actor_ref: actorRef(actor),
      actor_name: actor.kind === 'user' ? actor.displayName : null,
      request_id: record.requestId,
      assignment_id: record.assignmentId,
      data: canonicalData(record.data),
    });
    await this.#outbox.add(record);
    this.#onAppended(record);
    return record;
  }

  async listForRequest(request: RequestRecord): Promise<StoredEvent[]> {
    const own = await this.#events()
      .where({ request_id: request.id })
      .where(isNumbered)
      .orderBy('position');
    const begin = own.find(row => row.type === 'request.activating');
    const last = own.at(-1);
    if (!begin || !last) {
      return own.map(eventFromRow);
    }
    const shared = this.#events()
      .where({ assignment_id: request.assignmentId })
      .whereNull('request_id')
      .where(isNumbered)
      .where('position', '>', begin.position)
      .orderBy('position');
    if (request.endedAt) {
      shared.where('position', '<', last.position);
    }
    return [...own, ...(await shared)]
      .sort((a, b) => Number(a.position) - Number(b.position))
      .map(eventFromRow);
  }

  async news(after?: number): Promise<{ position: number; byOthers: boolean }> {
    const newest = await this.#events().orderBy('position', 'desc').first();
    const position = Number(newest?.position ?? 0);
    if (after === undefined || position <= after) {
      return { position, byOthers: false };
    }
    const other = await this.#knex<EventRow>(EVENTS)
      .where('position', '>', after)
      .whereNot({ actor_kind: 'engine' })
      .first('position');
    return { position, byOthers: other !== undefined };
  }

  #events() {
    return this.#knex<EventRow>(EVENTS).select<EventRow[]>('*');
  }
}

/** The text that is hashed when the event gets its place in the chain. */
function canonicalData(data: EventRecord['data']): string {
  // By way of JSON, so that dates and the like are what they will be read as.
  return canonicalJson(JSON.parse(JSON.stringify(data)));
}

function actorRef(actor: Actor): string | null {
  switch (actor.kind) {
    case 'user':
      return actor.entityRef;
    case 'service':
      return actor.subject;
    case 'engine':
      return null;
    default:
      throw new Error(`Unknown actor ${JSON.stringify(actor satisfies never)}`);
  }
}

function toActor(row: EventRow): Actor {
  switch (row.actor_kind) {
    case 'user':
      return {
        kind: 'user',
        entityRef: row.actor_ref ?? '',
        displayName: row.actor_name ?? '',
      };
    case 'service':
      return { kind: 'service', subject: row.actor_ref ?? '' };
    default:
      return { kind: 'engine' };
  }
}

/** An event as it is read back. */
export function eventFromRow(row: EventRow): StoredEvent {
  return {
    id: row.id,
    type: row.type,
    at: toDate(row.at),
    actor: toActor(row),
    requestId: row.request_id,
    assignmentId: row.assignment_id,
    data: parseRecord(row.data),
  };
}
