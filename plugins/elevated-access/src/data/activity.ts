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

import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type {
  ActivityEvent,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { openSink, saveDownload } from './audit/saveDownload';

const AT_ONCE = 100;

/** AWS delivers its records within minutes, not seconds. */
const STILL_COMING_MS = 60_000;

/** Which of the events to show. */
export type ActivityFilter = 'all' | 'writes' | 'errors';

export function matchesFilter(
  event: ActivityEvent,
  filter: ActivityFilter,
): boolean {
  switch (filter) {
    case 'writes':
      return event.readOnly === false;
    case 'errors':
      return event.errorCode !== null;
    default:
      return true;
  }
}

/** What AWS recorded of the session behind a request, newest first. */
export function useActivity(requestId: string) {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: ['activity', requestId],
    queryFn: ({ signal, pageParam }) =>
      api.getActivity(
        requestId,
        { cursor: pageParam, limit: AT_ONCE },
        { signal },
      ),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.nextCursor,
    staleTime: STILL_COMING_MS,
    refetchInterval: ({ state }) =>
      isComing(state.data?.pages[0]) ? STILL_COMING_MS : false,
  });
}

function isComing(activity: SessionActivity | undefined): boolean {
  return activity?.state === 'not-yet' || activity?.state === 'partial';
}

/** Saves all of it, not only what is shown; told is how many rows there were. */
export function useExportActivity(requestId: string) {
  const api = useApi(elevatedAccessApiRef);
  return useMutation({
    mutationFn: async (format: 'csv' | 'jsonl') => {
      const download = await api.exportActivity(requestId, { format });
      const sink = await openSink(download.fileName);
      return saveDownload({
        source: download.body,
        sink,
        isCsv: format === 'csv',
        onRows: () => {},
        signal: new AbortController().signal,
      });
    },
  });
}

function firstPage(): string | undefined {
  return undefined;
}
