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

import type { z } from 'zod';
import { problem } from './problems';

/** The key of a page's last item as an opaque text; made of what JSON can hold. */
export function encodePageCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws InputError when the text is not a cursor that this API gave out */
export function decodePageCursor<T extends z.ZodType>(
  cursor: string,
  schema: T,
): z.infer<T> {
  try {
    return schema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw problem('input', {
      code: 'invalid-input',
      field: 'cursor',
      reason: 'The cursor is not one that this API gave out.',
      remedy: 'Begin again without it.',
    });
  }
}
