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
import type { Actor, EventRecord, RequestRecord } from '../domain/types';
import { EVENTS, type EventRow } from './tables';
import type { EventStore, StoredEvent } from './types';
import { parseRecord, toDate } from './values';

export class DatabaseEventStore implements EventStore {
  readonly #knex: Knex;
  readonly #onAppended: (event: EventRecord) => void;

  constructor(options: {
    knex: Knex;
    onAppended: (event: EventRecord) => void;
  }) {
    this.#knex = options.knex;
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
      data: JSON.stringify(record.data),
    });
    this.#onAppended(record);
    return record;
  }

  async listForRequest(request: RequestRecord): Promise<StoredEvent[]> {
    const own = await this.#events()
      .where({ request_id: request.id })
      .orderBy('position');
    const begin = own.find(row => row.type === 'request.activating');
    const last = own.at(-1);
    if (!begin || !last) {
      return own.map(fromRow);
    }
    const shared = this.#events()
      .where({ assignment_id: request.assignmentId })
      .whereNull('request_id')
      .where('position', '>', begin.position)
      .orderBy('position');
    if (request.endedAt) {
      shared.where('position', '<', last.position);
    }
    return [...own, ...(await shared)]
      .sort((a, b) => Number(a.position) - Number(b.position))
      .map(fromRow);
  }

  #events() {
    return this.#knex<EventRow>(EVENTS).select<EventRow[]>('*');
  }
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

function fromRow(row: EventRow): StoredEvent {
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
