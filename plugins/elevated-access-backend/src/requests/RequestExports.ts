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

import type {
  ExportRequestsQuery,
  RequestExportFormat,
} from 'backstage-plugin-elevated-access-common';
import { exportedLines } from '../audit/exportedLines';
import { ocsfEventTypes } from '../audit/ocsf';
import type { RequestFilter, Stores } from '../database/types';
import { problem } from '../domain/problems';
import type { Caller } from './Caller';
import type { RequestLists } from './RequestLists';

/** An export that has begun. */
export interface RequestExport {
  format: RequestExportFormat;
  /** Lines that it will have, the heading of a table left out. */
  rows: number;
  /** Whole lines, many at a time; read from the database as they are taken. */
  lines: AsyncGenerator<string>;
}

/**
 * Exports all that a list with the same filters shows, newest first, in constant
 * memory. Requests that are made after it has begun are not in it; what changes
 * meanwhile is as it was when it was read.
 */
export class RequestExports {
  readonly #stores: Pick<Stores, 'requests' | 'exports' | 'events' | 'now'>;
  readonly #lists: Pick<RequestLists, 'filterFor'>;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'exports' | 'events' | 'now'>;
    lists: Pick<RequestLists, 'filterFor'>;
  }) {
    this.#stores = options.stores;
    this.#lists = options.lists;
  }

  /**
   * Who exports what is written into the log before anything is given out.
   *
   * @throws InputError for a filter that makes no sense
   */
  async begin(
    { format, ...filters }: ExportRequestsQuery,
    caller: Caller,
  ): Promise<RequestExport> {
    if (filters.view === 'inbox') {
      throw problem('input', {
        code: 'invalid-input',
        field: 'view',
        reason: 'What waits for a decision can be listed and not exported.',
        remedy: 'Export the view "all" with status "pending", or "decided".',
      });
    }
    const now = await this.#stores.now();
    const filter: RequestFilter = {
      allOf: [
        await this.#lists.filterFor(filters, caller),
        { createdTo: new Date(now.getTime() + 1) },
      ],
    };
    const { position } = await this.#stores.events.news();
    const which = { types: ocsfEventTypes, through: position };
    const rows =
      format === 'ocsf'
        ? await this.#stores.exports.countEvents(filter, which)
        : await this.#stores.requests.count(filter);
    await this.#stores.events.append({
      type: 'requests.exported',
      at: now,
      actor: await caller.actor(),
      requestId: null,
      assignmentId: null,
      data: { format, filters, rows },
    });
    return {
      format,
      rows,
      lines: exportedLines({
        store: this.#stores.exports,
        filter,
        format,
        which,
      }),
    };
  }
}
