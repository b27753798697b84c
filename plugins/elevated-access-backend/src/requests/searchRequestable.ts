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

import type { RequestableRow } from '../domain/eligibility';
import type { DirectoryAccount, DirectorySnapshot } from '../domain/types';

/** Bits of a number; more words than that do not narrow a search any further. */
const MAXIMUM_WORDS = 30;

/** A row and how far it is from what was searched for: the number of words that its names do not hold. */
export interface Match {
  row: RequestableRow;
  distance: number;
}

/**
 * Rows in which every word of the search occurs, in the account or in the
 * permission set. Those that are called what was typed come first; those that
 * merely belong to it, by OU or tag, follow.
 */
export function search(
  rows: readonly RequestableRow[],
  snapshot: DirectorySnapshot,
  text: string,
): readonly Match[] {
  const words = fold(text).split(/\s+/).filter(Boolean).slice(0, MAXIMUM_WORDS);
  const all = 2 ** words.length - 1;
  const accounts = new Map(
    [...snapshot.accounts.values()].map(account => [
      account,
      {
        named: wordsIn(words, fold(account.name)),
        found: wordsIn(words, haystack(account)),
      },
    ]),
  );
  const permissionSets = new Map(
    [...snapshot.permissionSets.values()].map(permissionSet => [
      permissionSet,
      wordsIn(words, fold(permissionSet.name)),
    ]),
  );
  const byDistance: Match[][] = Array.from(
    { length: words.length + 1 },
    () => [],
  );
  for (const row of rows) {
    const account = accounts.get(row.account) ?? { named: 0, found: 0 };
    const permissionSet = permissionSets.get(row.permissionSet) ?? 0;
    if ((account.found | permissionSet) === all) {
      const distance = words.length - count(account.named | permissionSet);
      byDistance[distance].push({ row, distance });
    }
  }
  return byDistance.flat();
}

function count(bits: number): number {
  return [...bits.toString(2)].filter(bit => bit === '1').length;
}

function wordsIn(words: readonly string[], text: string): number {
  return words.reduce(
    (found, word, index) =>
      text.includes(word) ? found | (1 << index) : found,
    0,
  );
}

function haystack({ name, id, ouPath, tags }: DirectoryAccount): string {
  return fold(
    [name, id, ouPath.join('/'), ...Object.entries(tags).flat()].join('\n'),
  );
}

/** Text as searches compare it. */
export function fold(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
