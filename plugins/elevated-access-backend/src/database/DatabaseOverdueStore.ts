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
import { accessEndsAt } from '../domain/window';
import {
  ASSIGNMENTS,
  EVENTS,
  OVERDUE_WATCH,
  REQUESTS,
  type OverdueWatchRow,
  type RequestRow,
} from './tables';
import type { OverdueStore, OverdueWatchRecord } from './types';
import { toDate, toDateOrNull, type StoredInstant } from './values';

/** Requests whose assignment may have to be removed right now. */
const LEAVING = ['ending', 'activating'] as const;

export class DatabaseOverdueStore implements OverdueStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async listUnwatched(
    limit: number,
  ): Promise<{ id: string; status: string; endAt: Date | null }[]> {
    // Only these columns: a row that cannot be read as a whole is watched too.
    const rows = await this.#knex(REQUESTS)
      .leftJoin(OVERDUE_WATCH, 'overdue_watch.request_id', 'requests.id')
      .whereIn('requests.status', LEAVING)
      .where(group =>
        group
          .whereNull('overdue_watch.request_id')
          .orWhereRaw('overdue_watch.status <> requests.status'),
      )
      .limit(limit)
      .select<LeavingRow[]>(
        'requests.id',
        'requests.status',
        'requests.end_reason',
        'requests.ends_at',
        'requests.strict_window',
        'requests.session_duration_ms',
      );
    const endedEarlyAt = await this.#endedEarlyAt(
      rows.filter(isEndedEarly).map(({ id }) => id),
    );
    return rows.map(row => ({
      id: row.id,
      status: row.status,
      endAt: endedEarlyAt.get(row.id) ?? windowEnd(row),
    }));
  }

  async watch(
    items: readonly {
      id: string;
      status: string;
      endAt: Date;
      nextAlertAt: Date;
    }[],
  ): Promise<void> {
    if (items.length === 0) {
      return;
    }
    await this.#knex<OverdueWatchRow>(OVERDUE_WATCH)
      .insert(
        items.map(({ id, status, endAt, nextAlertAt }) => ({
          request_id: id,
          status,
          end_at: endAt,
          alerts: 0,
          next_alert_at: nextAlertAt,
        })),
      )
      .onConflict('request_id')
      .merge({
        status: this.#knex.raw('excluded.status'),
        // Once alerted of, its end does not move any more.
        end_at: this.#unlessAlerted('end_at'),
        next_alert_at: this.#unlessAlerted('next_alert_at'),
      });
  }

  async listDue(
    now: Date,
    options: { believedGoneFor: number; limit: number },
  ): Promise<(OverdueWatchRecord & { gone: boolean })[]> {
    const { believedGoneFor, limit } = options;
    const rows = await this.#knex(OVERDUE_WATCH)
      .join(REQUESTS, 'requests.id', 'overdue_watch.request_id')
      .leftJoin(ASSIGNMENTS, 'assignments.id', 'requests.assignment_id')
      .where('overdue_watch.next_alert_at', '<=', now)
      .where(group =>
        group
          .whereNotIn('requests.status', LEAVING)
          .orWhere('overdue_watch.alerts', '>', 0)
          .orWhere(
            'overdue_watch.end_at',
            '<=',
            new Date(now.getTime() - believedGoneFor),
          )
          .orWhereNull('assignments.operation')
          .orWhere('assignments.operation', '<>', 'delete')
          .orWhere('assignments.phase', '<>', 'verifying')
          .orWhereNotNull('assignments.last_error'),
      )
      .orderBy('overdue_watch.next_alert_at')
      .orderBy('overdue_watch.request_id')
      .limit(limit)
      .select<(OverdueWatchRow & { now_in: string })[]>(
        'overdue_watch.*',
        'requests.status as now_in',
      );
    return rows.map(row => ({
      ...fromRow(row),
      gone: !LEAVING.some(status => status === row.now_in),
    }));
  }

  async getMany(requestIds: readonly string[]): Promise<OverdueWatchRecord[]> {
    const rows = await this.#knex<OverdueWatchRow>(OVERDUE_WATCH).whereIn(
      'request_id',
      requestIds,
    );
    return rows.map(fromRow);
  }

  async recordAlert(
    seen: OverdueWatchRecord,
    nextAlertAt: Date,
  ): Promise<boolean> {
    const changed = await this.#knex<OverdueWatchRow>(OVERDUE_WATCH)
      .where({ request_id: seen.requestId, alerts: seen.alerts })
      .update({ alerts: seen.alerts + 1, next_alert_at: nextAlertAt });
    return changed === 1;
  }

  async unwatch(requestIds: readonly string[]): Promise<void> {
    await this.#knex(OVERDUE_WATCH).whereIn('request_id', requestIds).delete();
  }

  /** When people ended what the engine would have ended later. */
  async #endedEarlyAt(ids: readonly string[]): Promise<Map<string, Date>> {
    const rows = await this.#knex(EVENTS)
      .where({ type: 'request.ending' })
      .whereIn('request_id', ids)
      .groupBy('request_id')
      .select<{ request_id: string; at: StoredInstant }[]>(
        'request_id',
        this.#knex.raw('max(??) as ??', ['at', 'at']),
      );
    return new Map(rows.map(({ request_id, at }) => [request_id, toDate(at)]));
  }

  #unlessAlerted(column: string): Knex.Raw {
    return this.#knex.raw(
      'case when overdue_watch.alerts > 0 then overdue_watch.?? else excluded.?? end',
      [column, column],
    );
  }
}

type LeavingRow = Pick<
  RequestRow,
  | 'id'
  | 'status'
  | 'end_reason'
  | 'ends_at'
  | 'strict_window'
  | 'session_duration_ms'
>;

function isEndedEarly({ status, end_reason: reason }: LeavingRow): boolean {
  return status === 'ending' && reason !== 'elapsed';
}

function windowEnd(row: LeavingRow): Date | null {
  return accessEndsAt({
    endsAt: toDateOrNull(row.ends_at),
    strictWindow: Boolean(row.strict_window),
    sessionDurationMs: Number(row.session_duration_ms),
  });
}

function fromRow(row: OverdueWatchRow): OverdueWatchRecord {
  return {
    requestId: row.request_id,
    endAt: toDate(row.end_at),
    alerts: row.alerts,
    nextAlertAt: toDate(row.next_alert_at),
  };
}
