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

import { Bits } from '../domain/Bits';
import {
  compareText,
  fold,
  type DirectoryIndex,
} from '../domain/DirectoryIndex';
import type { PersonalOffers } from '../domain/PersonalOffers';

/** Bits of a number; more words than that do not narrow a search any further. */
const MAXIMUM_WORDS = 30;

/** Something found, by its places in the index of the directory. */
export interface Match {
  account: number;
  permissionSet: number;
  /** How far it is from what was searched for: the number of words that its names do not hold. */
  distance: number;
}

/**
 * By what matches are in order: distance, name and id of the account, name and
 * ARN of the permission set. Names are folded; ids settle what names do not.
 */
export type MatchKey = readonly [number, string, string, string, string];

/**
 * What a person may ask for and in which every word of the search occurs, in the
 * account or in the permission set. Those that are called what was typed come
 * first; those that merely belong to it, by OU or tag, follow.
 *
 * @param after - begins after this key, whether or not anything has it
 */
export function* search(
  offers: PersonalOffers,
  text: string,
  after?: MatchKey,
): Generator<Match> {
  const { directory } = offers;
  const words = fold(text).split(/\s+/).filter(Boolean).slice(0, MAXIMUM_WORDS);
  const groups = groupByWords(directory, words);
  const first = Math.max(0, after?.[0] ?? 0);
  for (let distance = first; distance <= words.length; distance += 1) {
    const start =
      after?.[0] === distance
        ? placeAfter(directory, after)
        : { account: 0, permissionSet: 0 };
    for (let at = start.account; at < directory.accounts.length; at += 1) {
      const matching = groups[at].permissionSets[distance];
      if (matching) {
        const offered = offers.permissionSetsIn(at);
        let set = at === start.account ? start.permissionSet : 0;
        for (;;) {
          set = matching.next(set, offered);
          if (set < 0) {
            break;
          }
          yield { account: at, permissionSet: set, distance };
          set += 1;
        }
      }
    }
  }
}

export function keyOf(
  { account, permissionSet, distance }: Match,
  { accounts, permissionSets }: DirectoryIndex,
): MatchKey {
  const its = accounts[account];
  const set = permissionSets[permissionSet];
  return [distance, its.name, its.account.id, set.name, set.permissionSet.arn];
}

/** Accounts in which the same words occur, and so which permission sets have the others. */
interface Group {
  /** By distance; undefined where there are none. */
  permissionSets: readonly (Bits | undefined)[];
}

/** The group of each account, by its place. */
function groupByWords(
  { accounts, permissionSets }: DirectoryIndex,
  words: readonly string[],
): readonly Group[] {
  const setWords = permissionSets.map(({ name }) => wordsIn(words, name));
  const groups = new Map<string, Group>();
  return accounts.map(({ name, haystack }) => {
    const found = wordsIn(words, haystack);
    const named = found === 0 ? 0 : wordsIn(words, name);
    const key = `${found} ${named}`;
    const group = groups.get(key) ?? {
      permissionSets: byDistance(setWords, words.length, { found, named }),
    };
    groups.set(key, group);
    return group;
  });
}

function byDistance(
  setWords: readonly number[],
  count: number,
  account: { found: number; named: number },
): Group['permissionSets'] {
  const all = 2 ** count - 1;
  const places: (Bits | undefined)[] = Array.from({ length: count + 1 });
  setWords.forEach((inName, place) => {
    if ((account.found | inName) === all) {
      const distance = count - countBits(account.named | inName);
      const bits = places[distance] ?? new Bits(setWords.length);
      bits.add(place);
      places[distance] = bits;
    }
  });
  return places;
}

/** Where the matches after a key begin, within its distance. */
function placeAfter(
  { accounts, permissionSets }: DirectoryIndex,
  [, name, id, setName, arn]: MatchKey,
): { account: number; permissionSet: number } {
  const account = firstPlace(
    accounts,
    it => (compareText(it.name, name) || compareText(it.account.id, id)) >= 0,
  );
  if (accounts[account]?.account.id !== id) {
    return { account, permissionSet: 0 };
  }
  return {
    account,
    permissionSet: firstPlace(
      permissionSets,
      it =>
        (compareText(it.name, setName) ||
          compareText(it.permissionSet.arn, arn)) > 0,
    ),
  };
}

/** The first place of an ordered list for which something is true, by halving; its length when there is none. */
function firstPlace<T>(
  items: readonly T[],
  isBehind: (item: T) => boolean,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBehind(items[middle])) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    count += 1;
  }
  return count;
}

function wordsIn(words: readonly string[], text: string): number {
  return words.reduce(
    (found, word, index) =>
      text.includes(word) ? found | (1 << index) : found,
    0,
  );
}
