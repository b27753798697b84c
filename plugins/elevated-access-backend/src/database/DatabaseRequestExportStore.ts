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
import { isNumbered } from './isNumbered';
import { applyRequestFilter } from './requestFilter';
import type {
  ExportedDecision,
  ExportedEvent,
  ExportedEvents,
  ExportedRequest,
  ExportPlace,
  RequestExportStore,
} from './exportTypes';
import type { RequestFilter } from './requestTypes';
import { DECISIONS, EVENTS, REQUESTS } from './tables';
import { parseRecord } from './values';

/** Members that are as their columns have them. */
const PLAIN = {
  id: 'requests.id',
  batchId: 'requests.batch_id',
  status: 'requests.status',
  endReason: 'requests.end_reason',
  requesterRef: 'requests.requester_ref',
  requesterName: 'requests.requester_name',
  principalId: 'requests.principal_id',
  principalUserName: 'requests.principal_user_name',
  accountId: 'requests.account_id',
  accountName: 'requests.account_name',
  permissionSetArn: 'requests.permission_set_arn',
  permissionSetName: 'requests.permission_set_name',
  reason: 'requests.reason',
  ticket: 'requests.ticket',
  policyName: 'requests.policy_name',
  policyVersion: 'requests.policy_version',
  endedByRef: 'requests.ended_by_ref',
  endedByName: 'requests.ended_by_name',
  endComment: 'requests.end_comment',
  failure: 'requests.failure',
  extendsId: 'requests.extends_id',
  usage: 'requests.usage',
} as const;

const INSTANTS = {
  overdueSince: 'requests.overdue_since',
  createdAt: 'requests.created_at',
  requestedStart: 'requests.requested_start',
  startsAt: 'requests.starts_at',
  endsAt: 'requests.ends_at',
  activatedAt: 'requests.activated_at',
  endedAt: 'requests.ended_at',
} as const;

const DURATIONS = {
  sessionDurationMs: 'requests.session_duration_ms',
  durationMs: 'requests.duration_ms',
  approvedDurationMs: 'requests.approved_duration_ms',
} as const;

/** Databases without booleans give 0 and 1. */
type SelectedRequest = Omit<ExportedRequest, 'automatic' | 'strictWindow'> & {
  automatic: boolean | number;
  strictWindow: boolean | number;
};

type Value = string | string[];

type SelectedDecision = ExportedDecision & { requestId: string };

type SelectedEvent = Omit<ExportedEvent, 'data'> & { data: string };

/**
 * Reads requests for exports. Numbers instead of dates and no more columns than
 * are shown: making objects of what nobody looks at is most of the time that a
 * long list takes.
 */
export class DatabaseRequestExportStore implements RequestExportStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async page(options: {
    filter: RequestFilter;
    after?: ExportPlace;
    limit: number;
  }): Promise<ExportedRequest[]> {
    const { filter, after, limit } = options;
    const query = this.#knex(REQUESTS);
    applyRequestFilter(this.#knex, query, filter);
    if (after) {
      query.whereRaw('(requests.created_at, requests.id) < (?, ?)', [
        new Date(after.createdAt),
        after.id,
      ]);
    }
    query
      .orderBy('requests.created_at', 'desc')
      .orderBy('requests.id', 'desc')
      .limit(limit);
    return this.#read(query);
  }

  async requestsOf(
    requestIds: readonly string[],
  ): Promise<Map<string, ExportedRequest>> {
    if (requestIds.length === 0) {
      return new Map();
    }
    const found = await this.#read(
      this.#knex(REQUESTS).whereRaw(...this.#isOneOf('id', requestIds)),
    );
    return new Map(found.map(request => [request.id, request]));
  }

  async #read(query: Knex.QueryBuilder): Promise<ExportedRequest[]> {
    const rows = await query.select<SelectedRequest[]>(
      ...Object.entries(PLAIN).map(([name, column]) => `${column} as ${name}`),
      ...Object.entries(INSTANTS).map(([name, column]) =>
        this.#milliseconds(column, name),
      ),
      ...Object.entries(DURATIONS).map(([name, column]) =>
        this.#number(column, name),
      ),
      this.#knex.raw('requests.approval is null as automatic'),
      this.#knex.raw(
        'case when requests.reapproval_reason is not null then requests.digest end as ??',
        ['renewedDigest'],
      ),
      'requests.strict_window as strictWindow',
    );
    // Into the row itself: copies of so many members are what takes time here.
    return rows.map(row =>
      Object.assign(row, {
        automatic: Boolean(row.automatic),
        strictWindow: Boolean(row.strictWindow),
      }),
    );
  }

  async eventsOf(
    requestIds: readonly string[],
    { types, through }: ExportedEvents,
  ): Promise<ExportedEvent[]> {
    const rows = await this.#knex(EVENTS)
      .whereRaw(...this.#isOneOf('request_id', requestIds))
      .whereIn('type', types)
      .where('position', '<=', through)
      .where(isNumbered)
      .orderBy('position')
      .select<SelectedEvent[]>(
        'id',
        'type',
        this.#milliseconds('at', 'at'),
        'actor_kind as actorKind',
        'actor_ref as actorRef',
        'actor_name as actorName',
        'request_id as requestId',
        'data',
      );
    return rows.map(row => ({ ...row, data: parseRecord(row.data) }));
  }

  async countEvents(
    filter: RequestFilter,
    { types, through }: ExportedEvents,
  ): Promise<number> {
    const wanted = this.#knex(REQUESTS).select('requests.id');
    applyRequestFilter(this.#knex, wanted, filter);
    const [row] = await this.#knex(EVENTS)
      .whereIn('type', types)
      .where('position', '<=', through)
      .where(isNumbered)
      .whereIn('request_id', wanted)
      .count({ total: '*' });
    return Number(row.total);
  }

  async decisionsOf(
    requests: readonly Pick<ExportedRequest, 'id' | 'renewedDigest'>[],
  ): Promise<Map<string, ExportedDecision[]>> {
    const renewed = new Map(
      requests.flatMap(({ id, renewedDigest }) =>
        renewedDigest === null ? [] : [[id, renewedDigest]],
      ),
    );
    const ids = requests.map(({ id }) => id).filter(id => !renewed.has(id));
    const rows = await this.#decisions(ids);
    // Apart, since they are few: looking at what everybody decided about would slow all down.
    const again =
      renewed.size === 0
        ? []
        : await this.#decisions([...renewed.keys()]).select('digest');
    const groups = new Map<string, ExportedDecision[]>();
    const add = ({ requestId, ...decision }: SelectedDecision) => {
      const group = groups.get(requestId);
      if (group) {
        group.push(decision);
      } else {
        groups.set(requestId, [decision]);
      }
    };
    rows.forEach(add);
    for (const { digest, ...row } of again) {
      if (digest === renewed.get(row.requestId)) {
        add(row);
      }
    }
    return groups;
  }

  #decisions(requestIds: readonly string[]) {
    return this.#knex(DECISIONS)
      .whereRaw(...this.#isOneOf('request_id', requestIds))
      .orderBy('decided_at')
      .orderBy('id')
      .select<SelectedDecision[]>(
        'request_id as requestId',
        'approver_ref as approverRef',
        'approver_name as approverName',
        'verdict',
        'comment',
        'stage',
        this.#milliseconds('decided_at', 'decidedAt'),
      );
  }

  /** As one value: PostgreSQL takes longer to read a statement with thousands of them. */
  #isOneOf(
    column: 'id' | 'request_id',
    ids: readonly string[],
  ): [sql: string, bindings: [Value]] {
    return this.#isPostgres()
      ? [`${column} = any(cast(? as uuid[]))`, [[...ids]]]
      : [
          `${column} in (select value from json_each(?))`,
          [JSON.stringify(ids)],
        ];
  }

  /** SQLite keeps instants as milliseconds. */
  #milliseconds(column: string, name: string): Knex.Raw {
    return this.#isPostgres()
      ? this.#knex.raw("round(date_part('epoch', ??) * 1000) as ??", [
          column,
          name,
        ])
      : this.#knex.raw('?? as ??', [column, name]);
  }

  /** PostgreSQL gives 64-bit integers back as text, and these as numbers. */
  #number(column: string, name: string): Knex.Raw {
    return this.#knex.raw(
      this.#isPostgres() ? '??::double precision as ??' : '?? as ??',
      [column, name],
    );
  }

  #isPostgres(): boolean {
    return this.#knex.client.config.client === 'pg';
  }
}
