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

import type { ListVersionsQuery } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';

const cursorSchema = z.tuple([z.int().min(1).max(2_147_483_647)]);

/** The number that the versions of a page are below; undefined for the first page. */
export function versionsBefore({
  cursor,
}: ListVersionsQuery): number | undefined {
  return cursor === undefined
    ? undefined
    : decodePageCursor(cursor, cursorSchema)[0];
}

/**
 * A page of versions, newest first, each shown with the one before it.
 *
 * @param found - up to one more than `limit`, newest first
 */
export function cutVersions<T extends { number: number }, V>(
  found: readonly T[],
  limit: number,
  show: (version: T, before: T | undefined) => V,
): { items: V[]; nextCursor?: string } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((version, index) => show(version, found[index + 1])),
    ...(last && found.length > limit
      ? { nextCursor: encodePageCursor([last.number]) }
      : {}),
  };
}
