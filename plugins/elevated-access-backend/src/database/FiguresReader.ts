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
import { nothingCounted, REPORT_CLASS, withClass } from './reportClass';
import type { Figures, FiguresQuery, Ranked } from './reportTypes';
import { applyRequestFilter } from './requestFilter';
import { REQUESTS } from './tables';
import type { RequestFilter } from './types';

/** What PostgreSQL gives for a count or a sum. */
type Count = number | string | null;

/** By which milliseconds of lateness an access with a strict window ends sooner. */
const STRICT =
  'case when requests.strict_window then requests.session_duration_ms else 0 end';

/** Works out one set of figures, in the transaction that it is given. */
export class FiguresReader {
  readonly #knex: Knex;
  readonly #sqlite: boolean;
  readonly #query: FiguresQuery;

  constructor(options: { knex: Knex; query: FiguresQuery }) {
    this.#knex = options.knex;
    this.#sqlite = isSqlite(options.knex);
    this.#query = options.query;
  }

  async read(): Promise<Figures> {
    await this.#prepare();
    const live = await this.#liveByStep();
    const counts = await this.#countsByStep();
    return {
      byStep: counts.map((it, index) => ({ ...it, live: live[index] })),
      timeToApprove: await this.#timeToApprove(),
      ...(await this.#busiest()),
    };
  }

  /**
   * What is worked out here reads a large part of an index. PostgreSQL takes the
   * table instead where it believes disks to be slow to seek, sorts on disk where
   * it may use no memory, and compiles what runs for less time than that takes.
   */
  async #prepare(): Promise<void> {
    if (!this.#sqlite) {
      await this.#knex.raw("set local work_mem = '64MB'");
      await this.#knex.raw('set local random_page_cost = 1.1');
      await this.#knex.raw('set local jit = off');
    }
  }

  async #countsByStep() {
    const { steps, overdueAfterMs } = this.#query;
    const byStep = steps.map(() => nothingCounted);
    const rows: { step: Count; class: Count; many: Count; late: Count }[] =
      await this.#made()
        .select(
          this.#stepOf('requests.created_at').as('step'),
          this.#knex.raw(
            `${this.#sqlite ? REPORT_CLASS : 'requests.report_class'} as class`,
          ),
          this.#knex.raw('count(*) as many'),
          this.#knex.raw(
            `sum(case when ${this.#late} > ? then ${this.#late} end) as late`,
            [overdueAfterMs],
          ),
        )
        .groupBy('step', 'class');
    for (const row of rows) {
      const index = Number(row.step) - 1;
      byStep[index] = withClass(byStep[index], {
        class: Number(row.class),
        many: Number(row.many),
        overdueMs: Number(row.late),
      });
    }
    for (const { step, late } of await this.#stillOverdue()) {
      const index = Number(step) - 1;
      const counts = byStep[index];
      byStep[index] = { ...counts, overdueMs: counts.overdueMs + Number(late) };
    }
    return byStep;
  }

  /** Access that has to be gone and is not: it is late by now, and not done with it. */
  #stillOverdue(): Promise<{ step: Count; late: Count }[]> {
    const { now, overdueAfterMs } = this.#query;
    const late = this.#sqlite
      ? `? - requests.ends_at + ${STRICT}`
      : `cast(extract(epoch from cast(? as timestamptz) - requests.ends_at) * 1000 as bigint) + ${STRICT}`;
    return this.#made()
      .where('requests.status', 'ending')
      .whereRaw(`${late} > ?`, [now, overdueAfterMs])
      .select(
        this.#stepOf('requests.created_at').as('step'),
        this.#knex.raw(`sum(${late}) as late`, [now]),
      )
      .groupBy('step');
  }

  /** An access lives in every step that it begins before the end of and ends after the begin of. */
  async #liveByStep(): Promise<number[]> {
    const { steps } = this.#query;
    const { from, to } = this.#period();
    // What began before the period is found by what exists as it begins: else all
    // that ever began before would be read.
    const rows = [
      ...(await this.#lives(
        this.#filtered({
          accessFrom: from,
          accessTo: new Date(from.getTime() + 1),
        }).where('requests.activated_at', '<', from),
      )),
      ...(await this.#lives(
        this.#filtered()
          .where('requests.activated_at', '>=', from)
          .where('requests.activated_at', '<', to),
      )),
    ];
    return steps.map((_, index) =>
      rows
        .filter(
          ({ begun, gone }) =>
            Number(begun) <= index + 1 &&
            (gone === null || Number(gone) >= index + 1),
        )
        .reduce((sum, { many }) => sum + Number(many), 0),
    );
  }

  /** How many of some accesses begin and end in which steps. */
  #lives(
    accesses: Knex.QueryBuilder,
  ): Promise<{ begun: Count; gone: Count; many: Count }[]> {
    return accesses
      .select(
        this.#stepOf('requests.activated_at').as('begun'),
        // One that ends in the instant in which a step begins is not in it.
        this.#stepOf('requests.ended_at', 1).as('gone'),
        this.#knex.raw('count(*) as many'),
      )
      .groupBy('begun', 'gone');
  }

  /** Percentiles by linear interpolation, from how often each number of seconds occurs. */
  async #timeToApprove(): Promise<Figures['timeToApprove']> {
    const waits = this.#made()
      .whereNotNull('requests.approval_wait_ms')
      .select(
        this.#knex.raw('requests.approval_wait_ms / 1000 as seconds'),
        this.#knex.raw('count(*) as many'),
      )
      .groupBy('seconds');
    const rankOf = (percent: number) => `(total - 1) * ${percent} / 100`;
    const isBetween = (percent: number) =>
      `case when (total - 1) * ${percent} % 100 > 0 then 1 else 0 end`;
    const at = (name: string, rank: string) =>
      this.#knex.raw(
        `min(case when upto > ${rank} then seconds end) as ${name}`,
      );
    const [row] = await this.#knex
      .with('waits', waits)
      .with(
        'ranked',
        this.#knex.raw(
          'select seconds, cast(sum(many) over (order by seconds) as bigint) as upto, cast(sum(many) over () as bigint) as total from waits',
        ),
      )
      .from('ranked')
      .select<Record<string, Count>[]>(
        this.#knex.raw('max(total) as total'),
        at('low50', rankOf(50)),
        at('high50', `${rankOf(50)} + ${isBetween(50)}`),
        at('low95', rankOf(95)),
        at('high95', `${rankOf(95)} + ${isBetween(95)}`),
      );
    const total = Number(row.total);
    const ms = (percent: number) => {
      const low = Number(row[`low${percent}`]);
      const high = Number(row[`high${percent}`]);
      const part = (((total - 1) * percent) % 100) / 100;
      return (low + (high - low) * part) * 1000;
    };
    return total === 0 ? null : { medianMs: ms(50), p95Ms: ms(95) };
  }

  async #busiest(): Promise<
    Pick<Figures, 'accounts' | 'permissionSets' | 'people'>
  > {
    const rows: {
      kind: string;
      key: string;
      name: string;
      many: Count;
      given: Count;
    }[] = await this.#knex
      .with('held', this.#held())
      .with(
        'targets',
        this.#knex.raw(
          'select assignments.account_id, assignments.permission_set_arn, sum(held.many) as many, sum(held.given) as given from held join assignments on assignments.id = held.assignment_id group by assignments.account_id, assignments.permission_set_arn',
        ),
      )
      .from(
        this.#ranked('accounts', 'targets', 'account_id', 'account_name')
          .unionAll([
            this.#ranked(
              'sets',
              'targets',
              'permission_set_arn',
              'permission_set_name',
            ),
            this.#ranked('people', 'held', 'requester_ref', 'requester_name'),
          ])
          .as('found'),
      )
      .select('*');
    const of = (kind: string): Ranked[] =>
      rows
        .filter(row => row.kind === kind)
        .map(({ key, name, many, given }) => ({
          key,
          name,
          requests: Number(many),
          given: Number(given),
        }))
        .sort((a, b) => b.requests - a.requests || (a.key < b.key ? -1 : 1));
    return {
      accounts: of('accounts'),
      permissionSets: of('sets'),
      people: of('people'),
    };
  }

  /** Who asked for what and how often: far fewer than requests, and less text to compare. */
  #held(): Knex.QueryBuilder {
    return this.#made()
      .select(
        'requests.assignment_id',
        'requests.requester_ref',
        this.#knex.raw('count(*) as many'),
        this.#knex.raw(
          this.#sqlite
            ? 'count(requests.activated_at) as given'
            : 'count(*) filter (where requests.report_class & 1 = 1) as given',
        ),
      )
      .groupBy('requests.assignment_id', 'requests.requester_ref');
  }

  #ranked(kind: string, from: string, key: string, name: string) {
    const knex = this.#knex;
    const most = knex
      .select(
        knex.raw(`${key} as key`),
        knex.raw('sum(many) as many'),
        knex.raw('sum(given) as given'),
      )
      .from(from)
      .groupBy(key)
      .orderBy([{ column: 'many', order: 'desc' }, { column: 'key' }])
      .limit(this.#query.busiest)
      .as(kind);
    return knex
      .select(
        knex.raw(`'${kind}' as kind`),
        'key',
        'many',
        'given',
        knex.raw(
          `(select ${name} from requests where requests.${key} = ${kind}.key order by created_at desc limit 1) as name`,
        ),
      )
      .from(most);
  }

  /** The requests that were made in the period. */
  #made(): Knex.QueryBuilder {
    const { from, to } = this.#period();
    return this.#filtered()
      .where('requests.created_at', '>=', from)
      .where('requests.created_at', '<', to);
  }

  #filtered(further: RequestFilter = {}): Knex.QueryBuilder {
    const query = this.#knex(REQUESTS);
    applyRequestFilter(this.#knex, query, {
      allOf: [this.#query.filter, further],
    });
    return query;
  }

  #period(): { from: Date; to: Date } {
    const first = this.#query.steps.at(0);
    const last = this.#query.steps.at(-1);
    if (!first || !last) {
      throw new Error('Figures of no period');
    }
    return { from: first.from, to: last.to };
  }

  /** By how many milliseconds access outlived its end; null where there was none, or it has not ended. */
  get #late(): string {
    return this.#sqlite
      ? `(case when requests.activated_at is not null then requests.ended_at - requests.ends_at + ${STRICT} end)`
      : 'requests.late_ms';
  }

  /** The number of the step, from 1, in which an instant lies; 0 before the first. */
  #stepOf(column: string, laterMs = 0): { as(name: string): Knex.Raw } {
    const begins = this.#query.steps.map(
      ({ from }) => from.getTime() + laterMs,
    );
    const sql = this.#sqlite
      ? `case when ${column} is not null then (select count(*) from json_each(?) where value <= ${column}) end`
      : `width_bucket(${column}, cast(? as timestamptz[]))`;
    const binding = this.#sqlite
      ? JSON.stringify(begins)
      : begins.map(ms => new Date(ms).toISOString());
    return { as: name => this.#knex.raw(`${sql} as ${name}`, [binding]) };
  }
}

/** Whether the database is SQLite, which says some things in other words. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}
