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
import { AwsError } from '../protocol/errors';

const tokenSchema = z.strictObject({
  /** What is being listed: a token is good for the same question only. */
  q: z.string(),
  /** Key of the last item returned. */
  k: z.string(),
  /** The page before was deliberately empty. */
  e: z.boolean(),
});

interface PageRequest<T> {
  /** Names the operation and everything that narrows the list. */
  readonly question: readonly unknown[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly limit: number;
  readonly token: string | undefined;
  readonly invalid: (message: string) => AwsError;
  /** Decides whether this page is returned empty although more follow. */
  readonly emptyPage?: () => boolean;
}

/**
 * A page of a list, ordered by key: what is added or removed between two
 * pages neither repeats nor hides anything else.
 */
export function page<T>(request: PageRequest<T>): {
  items: T[];
  nextToken?: string;
} {
  const { items, keyOf, limit } = request;
  const question = JSON.stringify(request.question);
  const start = readToken(request.token, question, request.invalid);
  const rest = items
    .map(item => ({ item, key: keyOf(item) }))
    .filter(({ key }) => start === undefined || key > start.k)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  if (rest.length > 0 && !start?.e && request.emptyPage?.()) {
    const token = { q: question, k: start?.k ?? '', e: true };
    return { items: [], nextToken: writeToken(token) };
  }
  const found = rest.slice(0, limit);
  const last = found[found.length - 1];
  return {
    items: found.map(({ item }) => item),
    nextToken:
      last && rest.length > found.length
        ? writeToken({ q: question, k: last.key, e: false })
        : undefined,
  };
}

function writeToken(token: z.infer<typeof tokenSchema>): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(
  token: string | undefined,
  question: string,
  invalid: (message: string) => AwsError,
): z.infer<typeof tokenSchema> | undefined {
  if (token === undefined || token === '') {
    return undefined;
  }
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const parsed = tokenSchema.safeParse(tryJson(text));
  if (
    !parsed.success ||
    parsed.data.q !== question ||
    writeToken(parsed.data) !== token
  ) {
    throw invalid('The NextToken is not valid for this request.');
  }
  return parsed.data;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
