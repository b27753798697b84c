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

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebounced } from '../time/clock';
import { hasWords } from './narrow';

const SETTLE_MS = 200;

/**
 * Looks for what was typed once it settles. Until there is an answer, what was
 * found before is narrowed to what was typed: a list must not change under a
 * pointer that is already pressed.
 */
export function useFound<T>(search: {
  kind: string;
  typed: string;
  find(text: string, signal: AbortSignal): Promise<T[]>;
  /** Where the words that were typed have to be. */
  textOf(item: T): string;
}) {
  const { kind, find, textOf } = search;
  const typed = search.typed.trim();
  const settled = useDebounced(typed, SETTLE_MS);
  const query = useQuery({
    queryKey: ['suggestions', kind, settled],
    queryFn: ({ signal }) => find(settled, signal),
    placeholderData: keepPreviousData,
    // Nothing is no answer to keep: the catalog may be about to be filled.
    staleTime: ({ state }) => (state.data?.length ? 60_000 : 0),
  });
  const {
    data = [],
    isPending,
    isError,
    isFetching,
    isPlaceholderData,
  } = query;
  const isSettled = typed === settled && !isPlaceholderData;
  const found = isSettled
    ? data
    : data.filter(item => hasWords(textOf(item), typed));
  return { found, isSettled, isPending, isError, isFetching };
}
