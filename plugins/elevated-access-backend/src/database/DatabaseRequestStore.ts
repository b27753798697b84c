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

import { ConflictError } from '@backstage/errors';
import {
  requestStatuses,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { namedIn } from '../domain/approvers';
import type { EventType } from '../domain/events';
import type { RequestRecord } from '../domain/types';
import { decodeCursor, encodeCursor, type PageKey } from './cursor';
import { applyRequestFilter } from './requestFilter';
import { RequestPageReader } from './RequestPageReader';
import {
  endsOrder,
  fromRequestRow,
  RISK_RANKS,
  toRequestRow,
} from './requestRows';
import { EVENTS, REQUEST_APPROVERS, REQUESTS, type RequestRow } from './tables';
import type {
  ListOrder,
  Page,
  RequestFilter,
  RequestPatch,
  RequestStore,
} from './types';
import { toDateOrNull } from './values';

export class DatabaseRequestStore implements RequestStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async insert(request: RequestRecord): Promise<void> {
    await this.#knex<RequestRow>(REQUESTS).insert(toRequestRow(request));
    await this.#insertApprovers(request);
  }

  async get(id: string): Promise<RequestRecord | undefined> {
    const [request] = await this.getMany([id]);
    return request;
  }

  async getMany(ids: readonly string[]): Promise<RequestRecord[]> {
    const rows = await this.#rows().whereIn('id', ids);
    return rows.map(fromRequestRow);
  }

  async list(options: {
    filter: RequestFilter;
    order: ListOrder;
    limit: number;
    cursor?: string;
  }): Promise<Page<RequestRecord>> {
    const { filter, order, limit, cursor } = options;
    // One more tells whether there is another page.
    const rows = await new RequestPageReader({ knex: this.#knex }).read({
      filter,
      order,
      limit: limit + 1,
      after: cursor ? decodeCursor(cursor, order) : undefined,
    });
    const items = rows.slice(0, limit).map(fromRequestRow);
    const last = items.at(-1);
    return rows.length > limit && last
      ? { items, nextCursor: encodeCursor(keyOf(last, order)) }
      : { items };
  }

  async count(filter: RequestFilter): Promise<number> {
    const query = this.#knex(REQUESTS);
    applyRequestFilter(this.#knex, query, filter);
    const [row] = await query.count({ total: '*' });
    return Number(row.total);
  }

  async update(
    seen: RequestRecord,
    patch: RequestPatch,
  ): Promise<RequestRecord> {
    const next = { ...seen, ...patch, version: seen.version + 1 };
    const { id, ...columns } = toRequestRow(next);
    const changed = await this.#knex<RequestRow>(REQUESTS)
      .where({ id, version: seen.version })
      .update(columns);
    if (changed !== 1) {
      throw new ConflictError(
        `Request ${id} was changed by somebody else a moment ago; read it again`,
      );
    }
    if (patch.approval !== undefined) {
      await this.#knex(REQUEST_APPROVERS).where({ request_id: id }).delete();
      await this.#insertApprovers(next);
    }
    return next;
  }

  async listDue(now: Date, limit: number): Promise<RequestRecord[]> {
    const rows = await this.#rows()
      .where('due_at', '<=', now)
      // A newer version may know more statuses; its requests are its to move.
      .whereIn('status', requestStatuses)
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit);
    return rows.map(fromRequestRow);
  }

  async listEnding(options: {
    before: Date;
    untold: EventType;
    limit: number;
  }): Promise<RequestRecord[]> {
    const { before, untold, limit } = options;
    const rows = await this.#rows()
      .where('due_at', '<=', before)
      .where('status', 'active')
      .whereNotExists(
        this.#knex(EVENTS)
          .whereRaw('events.request_id = requests.id')
          .where({ type: untold })
          .select(this.#knex.raw('1')),
      )
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit);
    return rows.map(fromRequestRow);
  }

  async nextDueAt(after: Date): Promise<Date | undefined> {
    const row = await this.#knex<RequestRow>(REQUESTS)
      .where('due_at', '>', after)
      .min({ due_at: 'due_at' })
      .first();
    return toDateOrNull(row?.due_at ?? null) ?? undefined;
  }

  async listByAssignment(
    assignmentId: string,
    statuses: readonly RequestStatus[],
  ): Promise<RequestRecord[]> {
    const rows = await this.#rows()
      .where({ assignment_id: assignmentId })
      .whereIn('status', statuses)
      .orderBy('created_at')
      .orderBy('id');
    return rows.map(fromRequestRow);
  }

  async #insertApprovers({ id, approval }: RequestRecord): Promise<void> {
    const approvers = new Set(approval?.stages.flatMap(namedIn));
    if (approvers.size > 0) {
      await this.#knex(REQUEST_APPROVERS).insert(
        [...approvers].map(approver => ({
          request_id: id,
          approver_ref: approver,
        })),
      );
    }
  }

  #rows() {
    return this.#knex<RequestRow>(REQUESTS).select<RequestRow[]>('requests.*');
  }
}

function keyOf(request: RequestRecord, order: ListOrder): PageKey {
  return { order, position: positionOf(request, order), id: request.id };
}

function positionOf(request: RequestRecord, order: ListOrder): number[] {
  switch (order) {
    case 'newest':
    case 'oldest':
      return [request.createdAt.getTime()];
    case 'ends-first':
      return [endsOrder(request)];
    case 'riskiest':
      return [RISK_RANKS[request.risk], request.createdAt.getTime()];
    default:
      throw new Error(`Unknown order ${order satisfies never}`);
  }
}
