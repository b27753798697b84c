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

import { z } from 'zod';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import { problem } from '../domain/problems';
import { RISK_RANKS } from './requestRows';
import type { ListOrder } from './requestTypes';

/** The last row of a page, by its sort key. */
export interface PageKey {
  order: ListOrder;
  /** What the order sorts by, column by column; instants in milliseconds. */
  position: readonly number[];
  id: string;
}

/** Instants are 1970 to 9999: what both databases can compare with. */
const LATEST = 253_402_300_799_999;

const instant = z.int().min(0).max(LATEST);
const rank = z.literal(Object.values(RISK_RANKS));

const schema = z.union([
  z
    .tuple([z.enum(['newest', 'oldest']), instant, z.uuid()])
    .transform(([order, at, id]): PageKey => ({ order, position: [at], id })),
  z
    .tuple([z.literal('ends-first'), z.int(), z.uuid()])
    .transform(([order, end, id]): PageKey => ({ order, position: [end], id })),
  z
    .tuple([z.literal('riskiest'), rank, instant, z.uuid()])
    .transform(
      ([order, risk, at, id]): PageKey => ({ order, position: [risk, at], id }),
    ),
]);

export function encodeCursor({ order, position, id }: PageKey): string {
  return encodePageCursor([order, ...position, id]);
}

/** @throws InputError when the text is not a cursor that this API gave out for the order */
export function decodeCursor(cursor: string, order: ListOrder): PageKey {
  const key = decodePageCursor(cursor, schema);
  if (key.order !== order) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'cursor',
      reason: `The cursor belongs to a list that is ordered "${key.order}" and not "${order}".`,
      remedy: 'Begin again without it.',
    });
  }
  return key;
}
