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

import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import type {
  ListRequestableQuery,
  Requestable,
  RequestablePage,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { DirectoryService } from '../directory/DirectoryService';
import { listRequestable, type RequestableRow } from '../domain/eligibility';
import type { Protection } from '../domain/protection';
import type { Clock, DirectorySnapshot } from '../domain/types';
import { formatDuration } from '../domain/window';
import type { Policies, PolicyService } from '../policies/types';
import type { Caller } from './Caller';
import { fold, search, type Match } from './searchRequestable';

/** Long enough for somebody who types, short enough for somebody who changes groups. */
const KEEP_MS = 15_000;

/** People whose lists are kept; a list of a very large organization takes some megabytes. */
const MAXIMUM_KEPT = 50;

interface Kept {
  rows: readonly RequestableRow[];
  snapshot: DirectorySnapshot;
  policies: Policies;
  until: number;
}

const cursorSchema = z.tuple([
  z.int(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
]);

type SortKey = z.infer<typeof cursorSchema>;

/**
 * What a person may ask for, searched and paged in memory. It only offers:
 * whatever is submitted is judged again from live memberships.
 */
export class RequestableCatalogue {
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(options: {
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    policies: PolicyService;
    protection: Protection;
    clock: Clock;
  }) {
    this.#directory = options.directory;
    this.#policies = options.policies;
    this.#protection = options.protection;
    this.#clock = options.clock;
  }

  async list(
    query: ListRequestableQuery,
    caller: Caller,
  ): Promise<RequestablePage> {
    const { rows, snapshot, policies } = await this.#rowsFor(caller);
    const matching = search(rows, snapshot, query.search ?? '');
    const start = query.cursor
      ? indexAfter(matching, decodePageCursor(query.cursor, cursorSchema))
      : 0;
    const page = matching.slice(start, start + query.limit);
    const last = page.at(-1);
    return {
      items: page.map(({ row }) => present(row, policies)),
      nextCursor:
        last && start + page.length < matching.length
          ? encodePageCursor(sortKey(last))
          : undefined,
      directorySyncedAt: snapshot.syncedAt.toISOString(),
    };
  }

  async #rowsFor(caller: Caller): Promise<Kept> {
    const snapshot = await this.#directory.requireSnapshot();
    const policies = await this.#policies.getPolicies();
    const now = this.#clock.now();
    const kept = this.#kept.get(caller.entityRef);
    if (
      kept?.snapshot === snapshot &&
      kept.policies === policies &&
      kept.until > now.getTime()
    ) {
      return kept;
    }
    const person = await caller.person();
    const rows = listRequestable(
      { person },
      inOrder(snapshot),
      policies.eligibility,
      this.#protection,
    );
    const fresh = {
      rows,
      snapshot,
      policies,
      until: now.getTime() + KEEP_MS,
    };
    this.#keep(caller.entityRef, fresh);
    return fresh;
  }

  #keep(entityRef: string, fresh: Kept): void {
    this.#kept.delete(entityRef);
    this.#kept.set(entityRef, fresh);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAXIMUM_KEPT && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
  }
}

/** The snapshot in the order of `sortKey`, which rows made from it keep. */
function inOrder(snapshot: DirectorySnapshot): DirectorySnapshot {
  const sorted = <T extends { name: string }>(
    entries: ReadonlyMap<string, T>,
  ): Map<string, T> =>
    new Map(
      [...entries]
        .map(([id, item]) => ({ id, item, name: fold(item.name) }))
        .sort((a, b) => order(a.name, b.name) || order(a.id, b.id))
        .map(({ id, item }) => [id, item]),
    );
  return {
    ...snapshot,
    accounts: sorted(snapshot.accounts),
    permissionSets: sorted(snapshot.permissionSets),
  };
}

/** By distance, account name, then permission set name; ids settle what names do not. */
function sortKey({ row, distance }: Match): SortKey {
  const { account, permissionSet } = row;
  return [
    distance,
    fold(account.name),
    account.id,
    fold(permissionSet.name),
    permissionSet.arn,
  ];
}

function compare(a: SortKey, b: SortKey): number {
  const [distance, ...names] = a;
  const [otherDistance, ...otherNames] = b;
  const at = names.findIndex((part, index) => part !== otherNames[index]);
  return (
    order(distance, otherDistance) ||
    (at < 0 ? 0 : order(names[at], otherNames[at]))
  );
}

/** Code-unit order, the same on every machine. */
function order<T extends string | number>(a: T, b: T): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** Where the rows after a key begin, by halving. */
function indexAfter(rows: readonly Match[], key: SortKey): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compare(sortKey(rows[middle]), key) > 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function present(
  { account, permissionSet, maxDurationMs, approval }: RequestableRow,
  { settings }: Policies,
): Requestable {
  return {
    account: {
      id: account.id,
      name: account.name,
      ouPath: [...account.ouPath],
      tags: { ...account.tags },
    },
    permissionSet: {
      arn: permissionSet.arn,
      name: permissionSet.name,
      description: permissionSet.description,
      sessionDuration: formatDuration(permissionSet.sessionDurationMs),
    },
    maxDuration: formatDuration(
      Math.min(maxDurationMs, settings.maximumDurationMs),
    ),
    approval,
  };
}
