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

interface Page {
  NextToken?: string | undefined;
}

/**
 * The pages of a paginator, each once. A server that hands out the same token
 * again would keep us for ever; what it lists cannot be relied upon.
 *
 * @throws Error when a token repeats, and the signal's reason when it is aborted between two pages
 */
export async function* distinctPages<TPage extends Page>(
  pages: AsyncIterable<TPage>,
  signal: AbortSignal | undefined,
): AsyncIterable<TPage> {
  const tokens = new Set<string>();
  for await (const page of pages) {
    signal?.throwIfAborted();
    yield page;
    if (page.NextToken) {
      if (tokens.has(page.NextToken)) {
        throw new RepeatedPageError();
      }
      tokens.add(page.NextToken);
    }
  }
}

/**
 * The list that an answer carries. AWS sends an empty one where there is
 * nothing; an answer without any is no answer, and proves nothing absent.
 *
 * @throws Error when there is none
 */
export function carried<TItem>(
  items: readonly TItem[] | undefined,
): readonly TItem[] {
  if (!items) {
    throw new MissingListError();
  }
  return items;
}

class MissingListError extends Error {
  constructor() {
    super('the answer does not carry the list that was asked for');
    this.name = 'MissingListError';
  }
}

class RepeatedPageError extends Error {
  constructor() {
    super('the same page came twice, so the list is not to be relied upon');
    this.name = 'RepeatedPageError';
  }
}

/**
 * Collects a paginator's items. AWS may answer with an empty page although
 * more follows, so only the paginator knows when it is over.
 *
 * @throws as `distinctPages` does
 */
export async function collect<TPage extends Page, TItem>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => readonly TItem[] | undefined,
  signal: AbortSignal | undefined,
): Promise<TItem[]> {
  const items: TItem[] = [];
  for await (const page of distinctPages(pages, signal)) {
    items.push(...(itemsOf(page) ?? []));
  }
  return items;
}
