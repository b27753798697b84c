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

import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** The last row of a page, by its sort key. */
export interface PageKey {
  createdAt: Date;
  id: string;
}

/** 1970 to 9999: what both databases can compare with. */
const schema = z.tuple([z.int().min(0).max(253_402_300_799_999), z.uuid()]);

export function encodeCursor(key: PageKey): string {
  return Buffer.from(
    JSON.stringify([key.createdAt.getTime(), key.id]),
  ).toString('base64url');
}

/** @throws InputError when the text is not a cursor that this API gave out */
export function decodeCursor(cursor: string): PageKey {
  try {
    const [time, id] = schema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    return { createdAt: new Date(time), id };
  } catch (error) {
    throw new InputError(
      'The cursor is not one that this API gave out; begin again without it',
      error,
    );
  }
}
