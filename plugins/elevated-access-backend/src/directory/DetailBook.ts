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
  DirectoryDetail,
  DirectoryDetailKind,
  DirectoryDetailStore,
} from '../database/directoryDetailTypes';

/** Details are saved as soon as there are so many, so that a process that dies loses little. */
const BATCH = 50;

type Kept<K extends DirectoryDetailKind> = Extract<
  DirectoryDetail,
  { kind: K }
>;

/** What is known of single accounts, permission sets and units during one reading. */
export class DetailBook {
  readonly #store: DirectoryDetailStore;
  readonly #tags = new Map<string, Kept<'account-tags'>>();
  readonly #permissionSets = new Map<string, Kept<'permission-set'>>();
  readonly #units = new Map<string, Kept<'units-below'>>();
  #unsaved: DirectoryDetail[] = [];

  static async open(store: DirectoryDetailStore): Promise<DetailBook> {
    const book = new DetailBook(store);
    (await store.list()).forEach(detail => book.#put(detail));
    return book;
  }

  private constructor(store: DirectoryDetailStore) {
    this.#store = store;
  }

  get tags(): ReadonlyMap<string, Kept<'account-tags'>> {
    return this.#tags;
  }

  get permissionSets(): ReadonlyMap<string, Kept<'permission-set'>> {
    return this.#permissionSets;
  }

  get unitsBelow(): ReadonlyMap<string, Kept<'units-below'>> {
    return this.#units;
  }

  /** Notes what AWS just said; `save` keeps it. */
  note(detail: DirectoryDetail): void {
    this.#put(detail);
    this.#unsaved.push(detail);
  }

  /** Notes it, and saves when there is enough to save. */
  async add(detail: DirectoryDetail): Promise<void> {
    this.note(detail);
    if (this.#unsaved.length >= BATCH) {
      await this.save();
    }
  }

  async save(): Promise<void> {
    const unsaved = new Map(
      this.#unsaved.map(detail => [`${detail.kind} ${detail.id}`, detail]),
    );
    this.#unsaved = [];
    await this.#store.save([...unsaved.values()]);
  }

  /** Forgets what no list names any more. */
  async forgetAllBut(listed: {
    accounts: ReadonlySet<string>;
    permissionSets: ReadonlySet<string>;
    parents: ReadonlySet<string>;
  }): Promise<void> {
    const gone = [
      ...[...this.#tags.values()].filter(it => !listed.accounts.has(it.id)),
      ...[...this.#permissionSets.values()].filter(
        it => !listed.permissionSets.has(it.id),
      ),
      ...[...this.#units.values()].filter(it => !listed.parents.has(it.id)),
    ];
    await this.#store.remove(gone);
  }

  /** When the oldest of some details was read; undefined where there are none. */
  static oldest(details: Iterable<DirectoryDetail>): Date | undefined {
    let oldest: Date | undefined;
    for (const { readAt } of details) {
      oldest = oldest && oldest < readAt ? oldest : readAt;
    }
    return oldest;
  }

  #put(detail: DirectoryDetail): void {
    switch (detail.kind) {
      case 'account-tags':
        this.#tags.set(detail.id, detail);
        break;
      case 'permission-set':
        this.#permissionSets.set(detail.id, detail);
        break;
      case 'units-below':
        this.#units.set(detail.id, detail);
        break;
      default:
        throw new Error(`Unknown detail ${detail satisfies never}`);
    }
  }
}
