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
import type { FiguresQuery } from './reportTypes';

/** What PostgreSQL gives for a count or a sum. */
export type Count = number | string | null;

/** By which milliseconds of lateness an access with a strict window ends sooner. */
export const STRICT =
  'case when requests.strict_window then requests.session_duration_ms else 0 end';

/** Whether the database is SQLite, which says some things in other words. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/** The number of the step, from 1, in which an instant lies; 0 before the first. */
export function stepOf(
  knex: Knex,
  steps: FiguresQuery['steps'],
  column: string,
  laterMs = 0,
): { as(name: string): Knex.Raw } {
  const begins = steps.map(({ from }) => from.getTime() + laterMs);
  const sqlite = isSqlite(knex);
  const sql = sqlite
    ? `case when ${column} is not null then (select count(*) from json_each(?) where value <= ${column}) end`
    : `width_bucket(${column}, cast(? as timestamptz[]))`;
  const binding = sqlite
    ? JSON.stringify(begins)
    : begins.map(ms => new Date(ms).toISOString());
  return { as: name => knex.raw(`${sql} as ${name}`, [binding]) };
}
