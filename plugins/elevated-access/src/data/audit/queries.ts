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
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type {
  AccessReportQuery,
  RequestsQuery,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { keys } from '../queries';
import { isInTransition } from '../status';

/** Keys below `requests` are read again when a signal says so. */
const auditKeys = {
  list: (query: RequestsQuery) => [...keys.requests, 'audit', query],
  total: (query: RequestsQuery) => [...keys.requests, 'audit-total', query],
  report: (query: AccessReportQuery) => ['report', query],
  verification: ['event-log-verification'],
  reviews: ['reviews'],
  review: (id: string) => ['reviews', id],
};

const IN_TRANSITION_MS = 2_000;
const AT_REST_MS = 60_000;

/** Any question about requests, page by page. */
export function useRequests(
  query: RequestsQuery,
  options: {
    enabled?: boolean;
    /** What another question found is shown until this one is answered. */
    keepsPrevious?: boolean;
  } = {},
) {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: auditKeys.list(query),
    queryFn: ({ signal, pageParam }) =>
      api.listRequests({ ...query, cursor: pageParam }, { signal }),
    enabled: options.enabled ?? true,
    placeholderData: options.keepsPrevious ? keepPreviousData : undefined,
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(page => page.items.some(isInTransition))
        ? IN_TRANSITION_MS
        : AT_REST_MS,
  });
}

export type RequestsResult = ReturnType<typeof useRequests>;

/** How many requests answer a question; asked for only on demand, as it may be slow. */
export function useRequestTotal(
  query: RequestsQuery,
  options: { enabled: boolean },
) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: auditKeys.total(query),
    queryFn: async ({ signal }) =>
      (await api.listRequests({ ...query, limit: 1, total: true }, { signal }))
        .total ?? null,
    enabled: options.enabled,
  });
}

export function useAccessReport(query: AccessReportQuery) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: auditKeys.report(query),
    queryFn: ({ signal }) => api.getAccessReport(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: AT_REST_MS,
  });
}

export function useAccessReviews() {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: auditKeys.reviews,
    queryFn: ({ signal, pageParam }) =>
      api.listAccessReviews({ cursor: pageParam }, { signal }),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
  });
}

export function useAccessReview(id: string) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: auditKeys.review(id),
    queryFn: ({ signal }) => api.getAccessReview(id, { signal }),
  });
}

/** Reads the whole event log over, which is for a person to ask for. */
/**
 * Verifies the event log when told to. It goes on, and its result stays, when
 * the page is mounted anew, as where the portal's layout changes at a breakpoint.
 */
export function useVerifyEventLog() {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: auditKeys.verification,
    queryFn: () => api.verifyEventLog(),
    enabled: false,
  });
}

function noCursor(): string | undefined {
  return undefined;
}
