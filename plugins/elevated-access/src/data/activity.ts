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
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type {
  ActivityKind,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';

const AT_ONCE = 100;

/** AWS delivers its records within minutes, not seconds. */
const STILL_COMING_MS = 60_000;

/** Which of the events to show. */
export interface ActivityFilter {
  kind: 'all' | ActivityKind;
  /** Part of what is told of a call; empty for all. */
  text: string;
}

/** What AWS recorded of the session behind a request, newest first. */
export function useActivity(requestId: string, filter: ActivityFilter) {
  const { kind, text } = filter;
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: ['activity', requestId, kind, text],
    queryFn: ({ signal, pageParam }) =>
      api.getActivity(
        requestId,
        {
          kind: kind === 'all' ? undefined : kind,
          text: text || undefined,
          cursor: pageParam,
          limit: AT_ONCE,
        },
        { signal },
      ),
    // What another filter found stays until there is an answer.
    placeholderData: keepPreviousData,
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

function firstPage(): string | undefined {
  return undefined;
}
