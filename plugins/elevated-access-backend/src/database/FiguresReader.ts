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
import { assumeMemory } from './assumeMemory';
import { nothingCounted, withClass } from './reportClass';
import { isSqlite, STRICT, stepOf, type Count } from './reportSql';
import type { Figures, FiguresQuery } from './reportTypes';
import { applyRequestFilter } from './requestFilter';
import { RequestSumsReader, type RequestSums } from './RequestSums';
import { REQUESTS } from './tables';
import type { RequestFilter } from './types';

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
    const { steps, ...sums } = await new RequestSumsReader({
      knex: this.#knex,
      query: this.#query,
      made: () => this.#made(),
    }).read();
    const counts = await this.#countsByStep(steps);
    return {
      byStep: counts.map((it, index) => ({ ...it, live: live[index] })),
      ...sums,
    };
  }

  /**
   * What is worked out here reads a large part of an index. PostgreSQL counts on
   * disk where it may use no memory.
   */
  async #prepare(): Promise<void> {
    if (!this.#sqlite) {
      await assumeMemory(this.#knex);
      await this.#knex.raw("select set_config('work_mem', '64MB', true)");
    }
  }

  async #countsByStep(sums: RequestSums['steps']) {
    const byStep = this.#query.steps.map(() => nothingCounted);
    for (const sum of sums) {
      byStep[sum.step - 1] = withClass(byStep[sum.step - 1], sum);
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

  #stepOf(column: string, laterMs = 0): { as(name: string): Knex.Raw } {
    return stepOf(this.#knex, this.#query.steps, column, laterMs);
  }
}
