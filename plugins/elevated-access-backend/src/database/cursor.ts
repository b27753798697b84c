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

import {
  requestOrderSchema,
  type RequestOrder,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import { problem } from '../domain/problems';

/** The last row of a page, by its sort key. */
export interface PageKey {
  order: RequestOrder;
  /** What the order sorts by, in milliseconds. */
  position: number;
  id: string;
}

/** Instants are 1970 to 9999: what both databases can compare with. */
const LATEST = 253_402_300_799_999;

const schema = z
  .tuple([requestOrderSchema, z.int(), z.uuid()])
  .refine(
    ([order, position]) =>
      order === 'ends-first' || (position >= 0 && position <= LATEST),
  );

export function encodeCursor({ order, position, id }: PageKey): string {
  return encodePageCursor([order, position, id]);
}

/** @throws InputError when the text is not a cursor that this API gave out for the order */
export function decodeCursor(cursor: string, order: RequestOrder): PageKey {
  const [givenFor, position, id] = decodePageCursor(cursor, schema);
  if (givenFor !== order) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'cursor',
      reason: `The cursor belongs to a list that is ordered "${givenFor}" and not "${order}".`,
      remedy: 'Begin again without it.',
    });
  }
  return { order, position, id };
}
