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
import type { Knex } from 'knex';
import {
  EVENT_CHAIN,
  EVENTS,
  type EventChainRow,
  type EventRow,
} from './tables';
import type {
  ChainHead,
  ChainLink,
  EventChainStore,
  EventContent,
  StoredSealedEvent,
  UnsealedEvent,
} from './types';
import { toDate } from './values';

const NAME = 'events';

export class DatabaseEventChainStore implements EventChainStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async head(): Promise<ChainHead | undefined> {
    return toHead(await this.#heads().where({ name: NAME }).first());
  }

  async headLocked(): Promise<ChainHead | undefined> {
    // SQLite has one writer at a time and needs no lock; there this is a plain read.
    return toHead(
      await this.#heads().where({ name: NAME }).forUpdate().first(),
    );
  }

  async listUnsealed(limit: number): Promise<UnsealedEvent[]> {
    const rows = await this.#events()
      .whereNull('seq')
      .orderBy('position')
      .limit(limit);
    return rows.map(row => ({
      position: String(row.position),
      ...toContent(row),
    }));
  }

  async countUnsealed(limit: number): Promise<number> {
    const rows = await this.#knex<EventRow>(EVENTS)
      .whereNull('seq')
      .orderBy('position')
      .limit(limit)
      .select('position');
    return rows.length;
  }

  async seal(
    links: readonly ChainLink[],
    { from, to }: { from: ChainHead | undefined; to: ChainHead },
  ): Promise<void> {
    await this.#moveHead(from, to);
    const sealed = await this.#write(links);
    if (sealed !== links.length) {
      throw new ConflictError(
        `${links.length - sealed} of ${
          links.length
        } events of the log were sealed by another replica a moment ago; read them again`,
      );
    }
  }

  async listSealed(range: {
    after: number;
    through: number;
  }): Promise<StoredSealedEvent[]> {
    // By range and not by a number of rows, so that no double of a place in
    // the chain can hide behind the end of a page.
    const rows = await this.#events()
      .where('seq', '>', range.after)
      .where('seq', '<=', range.through)
      .orderBy('seq')
      .orderBy('position');
    return rows.map(row => ({
      ...toContent(row),
      seq: Number(row.seq),
      prevHash: row.prev_hash ?? '',
      hash: row.hash ?? '',
    }));
  }

  async listSealedLines(range: {
    after: number;
    through: number;
  }): Promise<(string | null)[]> {
    const rows: { line: string | null }[] = await this.#knex<EventRow>(EVENTS)
      .where('seq', '>', range.after)
      .where('seq', '<=', range.through)
      .orderBy('seq')
      .orderBy('position')
      .select(this.#knex.raw(`${lineExpression(this.#knex)} as line`));
    return rows.map(({ line }) => line);
  }

  /** Beyond either end: one with a number below 1 hangs on nothing, and nothing on it. */
  async firstBeyondHead(): Promise<number | undefined> {
    const before = await this.#knex<EventRow>(EVENTS)
      .where('seq', '<', 1)
      .orderBy('seq')
      .first('seq');
    if (before) {
      return Number(before.seq);
    }
    // One statement, so that an event sealed meanwhile is not taken for one.
    const row = await this.#knex<EventRow>(EVENTS)
      .where(
        'seq',
        '>',
        this.#knex.raw('coalesce((select seq from ?? where name = ?), 0)', [
          EVENT_CHAIN,
          NAME,
        ]),
      )
      .orderBy('seq')
      .first('seq');
    return row ? Number(row.seq) : undefined;
  }

  async #moveHead(from: ChainHead | undefined, to: ChainHead): Promise<void> {
    const columns = { seq: to.seq, hash: to.hash, sealed_at: to.sealedAt };
    if (from) {
      const moved = await this.#knex<EventChainRow>(EVENT_CHAIN)
        .where({ name: NAME, seq: from.seq, hash: from.hash })
        .update(columns);
      if (moved === 1) {
        return;
      }
    } else {
      const made = await this.#knex<EventChainRow>(EVENT_CHAIN)
        .insert({ name: NAME, ...columns })
        .onConflict('name')
        .ignore()
        .returning('name');
      if (made.length === 1) {
        return;
      }
    }
    throw new ConflictError(
      'The head of the event log was moved by another replica a moment ago; read it again',
    );
  }

  /**
   * One statement for all of them: a round trip for each would take most of the
   * time. Raw, because knex has no UPDATE … FROM for SQLite.
   */
  async #write(links: readonly ChainLink[]): Promise<number> {
    const row = '(cast(? as bigint), cast(? as bigint), ?, ?)';
    const result: unknown = await this.#knex.raw(
      `with links (position, seq, prev_hash, hash) as (values ${links
        .map(() => row)
        .join(', ')})
      update events
      set seq = links.seq, prev_hash = links.prev_hash, hash = links.hash
      from links
      where events.position = links.position and events.seq is null
      returning events.position`,
      links.flatMap(link => [
        link.position,
        link.seq,
        link.prevHash,
        link.hash,
      ]),
    );
    return returned(result).length;
  }

  #heads() {
    return this.#knex<EventChainRow>(EVENT_CHAIN).select<EventChainRow[]>('*');
  }

  #events() {
    return this.#knex<EventRow>(EVENTS).select<EventRow[]>('*');
  }
}

/**
 * An event as a line of an export, written by the database: taking a row of many
 * columns apart costs more than checking it. Null where a column is of another
 * type than it should be, which only SQLite lets happen.
 */
function lineExpression(knex: Knex): string {
  const isPostgres = knex.client.config.client === 'pg';
  const quoted = (column: string) =>
    isPostgres
      ? `coalesce(to_json(${column})::text, 'null')`
      : `case typeof(${column}) when 'null' then 'null' when 'text' then json_quote(${column}) end`;
  // There is nothing in one that would have to be escaped.
  const uuid = (column: string) =>
    isPostgres ? `coalesce('"' || ${column} || '"', 'null')` : quoted(column);
  const at = isPostgres
    ? `to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : `case when typeof("at") = 'integer' and "at" >= 0 then
        strftime('%Y-%m-%dT%H:%M:%S', "at" / 1000, 'unixepoch') || printf('.%03dZ', "at" % 1000) end`;
  const data = isPostgres
    ? 'data'
    : `case typeof(data) when 'text' then data end`;
  return `'{"actor":{"displayName":' || ${quoted('actor_name')}
    || ',"entityRef":' || ${quoted('actor_ref')}
    || ',"kind":' || ${quoted('actor_kind')}
    || '},"assignmentId":' || ${uuid('assignment_id')}
    || ',"at":"' || ${at}
    || '","data":' || ${data}
    || ',"hash":' || ${quoted('hash')}
    || ',"id":' || ${uuid('id')}
    || ',"prevHash":' || ${quoted('prev_hash')}
    || ',"requestId":' || ${uuid('request_id')}
    || ',"seq":' || seq
    || ',"type":' || ${quoted('type')} || '}'`;
}

/** What a raw statement returned: PostgreSQL wraps its rows. */
function returned(result: unknown): unknown[] {
  if (Array.isArray(result)) {
    return result;
  }
  return typeof result === 'object' &&
    result !== null &&
    'rows' in result &&
    Array.isArray(result.rows)
    ? result.rows
    : [];
}

function toHead(row: EventChainRow | undefined): ChainHead | undefined {
  return (
    row && {
      seq: Number(row.seq),
      hash: row.hash,
      sealedAt: toDate(row.sealed_at),
    }
  );
}

function toContent(row: EventRow): EventContent {
  return {
    id: row.id,
    type: row.type,
    at: toDate(row.at),
    actor: {
      kind: row.actor_kind,
      entityRef: row.actor_ref,
      displayName: row.actor_name,
    },
    requestId: row.request_id,
    assignmentId: row.assignment_id,
    data: row.data,
  };
}
