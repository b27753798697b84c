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
import { problem } from '../domain/problems';

/**
 * A value as its schema has it.
 *
 * @throws InputError with code `invalid-input`, the path of the first member
 * that is wrong, and what is wrong with it
 */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(issue.path.map(String), issue.message);
  }
  const unstorable = findNul(parsed.data, []);
  if (unstorable) {
    throw invalid(unstorable, 'must not contain the NUL character');
  }
  return parsed.data;
}

function invalid(path: readonly string[], message: string): Error {
  const field = path.join('.');
  return problem('input', {
    code: 'invalid-input',
    field: field || undefined,
    reason: field ? `${field}: ${message}` : message,
    remedy:
      'Correct it and send it again; /openapi.json describes what is expected.',
  });
}

/** PostgreSQL cannot store the NUL character in text. */
function findNul(value: unknown, path: string[]): string[] | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') ? path : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    if (key.includes('\0')) {
      return path;
    }
    const found = findNul(member, [...path, key]);
    if (found) {
      return found;
    }
  }
  return undefined;
}
