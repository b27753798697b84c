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
import { APPROVAL_WATCH, REQUESTS, type ApprovalWatchRow } from './tables';
import type { ApprovalWatchRecord, ApprovalWatchStore } from './types';
import { toDate, toDateOrNull } from './values';

export class DatabaseApprovalWatchStore implements ApprovalWatchStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async listUnwatched(limit: number): Promise<string[]> {
    const rows = await this.#knex(REQUESTS)
      .leftJoin(APPROVAL_WATCH, 'approval_watch.request_id', 'requests.id')
      .where('requests.status', 'pending')
      .whereNotNull('requests.approval')
      .where(group =>
        group
          .whereNull('approval_watch.request_id')
          .orWhereRaw('approval_watch.request_version <> requests.version'),
      )
      .orderBy('requests.created_at')
      .limit(limit)
      .select<{ id: string }[]>('requests.id');
    return rows.map(({ id }) => id);
  }

  async getMany(requestIds: readonly string[]): Promise<ApprovalWatchRecord[]> {
    const rows = await this.#knex<ApprovalWatchRow>(APPROVAL_WATCH).whereIn(
      'request_id',
      requestIds,
    );
    return rows.map(fromRow);
  }

  async save(records: readonly ApprovalWatchRecord[]): Promise<void> {
    if (records.length > 0) {
      await this.#knex<ApprovalWatchRow>(APPROVAL_WATCH)
        .insert(records.map(toRow))
        .onConflict('request_id')
        .merge();
    }
  }

  async listDue(now: Date, limit: number): Promise<ApprovalWatchRecord[]> {
    const rows = await this.#knex(APPROVAL_WATCH)
      .join(REQUESTS, 'requests.id', 'approval_watch.request_id')
      .where('approval_watch.next_at', '<=', now)
      .where('requests.status', 'pending')
      .whereRaw('approval_watch.request_version = requests.version')
      .orderBy('approval_watch.next_at')
      .orderBy('approval_watch.request_id')
      .limit(limit)
      .select<ApprovalWatchRow[]>('approval_watch.*');
    return rows.map(fromRow);
  }

  async replace(
    seen: ApprovalWatchRecord,
    next: ApprovalWatchRecord,
  ): Promise<boolean> {
    const changed = await this.#knex<ApprovalWatchRow>(APPROVAL_WATCH)
      .where({
        request_id: seen.requestId,
        request_version: seen.requestVersion,
        escalations: seen.escalations,
        reminded_through: seen.remindedThrough,
      })
      .update(toRow(next));
    return changed === 1;
  }

  async forgetDecided(): Promise<void> {
    await this.#knex(APPROVAL_WATCH)
      .whereIn(
        'request_id',
        this.#knex(APPROVAL_WATCH)
          .join(REQUESTS, 'requests.id', 'approval_watch.request_id')
          .whereNot('requests.status', 'pending')
          .select('approval_watch.request_id'),
      )
      .delete();
  }
}

function toRow(record: ApprovalWatchRecord): ApprovalWatchRow {
  return {
    request_id: record.requestId,
    request_version: record.requestVersion,
    stage: record.stage,
    since: record.since,
    escalations: record.escalations,
    reminded_through: record.remindedThrough,
    next_at: record.nextAt,
  };
}

function fromRow(row: ApprovalWatchRow): ApprovalWatchRecord {
  return {
    requestId: row.request_id,
    requestVersion: row.request_version,
    stage: row.stage,
    since: toDate(row.since),
    escalations: row.escalations,
    remindedThrough: toDate(row.reminded_through),
    nextAt: toDateOrNull(row.next_at),
  };
}
