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
  ListPoliciesQuery,
  PolicySource,
} from 'backstage-plugin-elevated-access-common';
import { policyKindSchema } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import type { ShelvedPolicy } from './PolicyShelf';

/** Where policies of the same name stand among each other. */
const SOURCES: readonly PolicySource['type'][] = [
  'config',
  'file',
  'location',
  'portal',
];

/** The last policy of a page: kind, name, and the place of its source. */
const cursorSchema = z.tuple([
  policyKindSchema,
  z.string(),
  z.int(),
  z.string(),
]);

type PageKey = z.infer<typeof cursorSchema>;

/**
 * A page of those that match, eligibility policies first, then by name.
 *
 * @throws InputError when the cursor is not one that this API gave out
 */
export function listPolicies(
  policies: readonly ShelvedPolicy[],
  query: ListPoliciesQuery,
): { items: ShelvedPolicy[]; nextCursor?: string; total?: number } {
  const after = query.cursor && decodePageCursor(query.cursor, cursorSchema);
  const matching = policies
    .filter(policy => matches(policy, query))
    .map(policy => ({ policy, key: pageKey(policy) }))
    .sort((a, b) => compare(a.key, b.key));
  const rest = after
    ? matching.filter(({ key }) => compare(key, after) > 0)
    : matching;
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ policy }) => policy),
    ...(last && rest.length > page.length
      ? { nextCursor: encodePageCursor(last.key) }
      : {}),
    ...(query.total ? { total: matching.length } : {}),
  };
}

function matches(
  { kind, spec, source }: ShelvedPolicy,
  query: ListPoliciesQuery,
): boolean {
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (
    (query.kind && query.kind !== kind) ||
    (query.source && query.source !== source.type)
  ) {
    return false;
  }
  if (words.length === 0) {
    return true;
  }
  const text = leaves(spec).join('\n').toLowerCase();
  return words.every(word => text.includes(word));
}

/** Every text and number of a policy, whatever it means. */
function leaves(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(leaves);
  }
  return typeof value === 'string' || typeof value === 'number'
    ? [String(value)]
    : [];
}

function pageKey({ kind, spec, source }: ShelvedPolicy): PageKey {
  return [kind, spec.name, SOURCES.indexOf(source.type), source.place ?? ''];
}

function compare(a: PageKey, b: PageKey): number {
  for (const [index, member] of a.entries()) {
    const other = b[index];
    if (member !== other) {
      const isFirst = index === 0 ? member === 'eligibility' : member < other;
      return isFirst ? -1 : 1;
    }
  }
  return 0;
}
