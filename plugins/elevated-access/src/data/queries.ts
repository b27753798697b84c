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

import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef, useSignal } from '@backstage/plugin-signals-react';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import {
  REQUESTS_SIGNAL_CHANNEL,
  type AccessRequest,
  type CreateRequestInput,
  type RequestsSignal,
  type RequestStatus,
  type RequestView,
} from 'backstage-plugin-elevated-access-common';
import { useEffect } from 'react';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { isInTransition } from './status';

/** Keys of the query cache; a prefix names everything below it. */
export const keys = {
  me: ['me'],
  health: ['health'],
  requestable: (search: string) => ['requestable', search],
  preflight: (input: CreateRequestInput | undefined) => ['preflight', input],
  requests: ['requests'],
  requestList: (query: { view: RequestView; status?: RequestStatus[] }) => [
    'requests',
    'list',
    query,
  ],
  request: (id: string) => ['requests', 'one', id],
  events: (id: string) => ['requests', 'events', id],
};

const IN_TRANSITION_MS = 2_000;
const AT_REST_MS = 15_000;
/** With signals, polling is only the net below them. */
const AT_REST_WITH_SIGNALS_MS = 60_000;

/** Reads again what a signal says has changed. Once per page. */
export function useLiveUpdates(): void {
  const { lastSignal } = useSignal<RequestsSignal>(REQUESTS_SIGNAL_CHANNEL);
  const queryClient = useQueryClient();
  useEffect(() => {
    if (lastSignal) {
      queryClient.invalidateQueries({ queryKey: keys.requests });
      queryClient.invalidateQueries({ queryKey: keys.me });
    }
  }, [lastSignal, queryClient]);
}

/** Polling while a tab is hidden is off by the query cache's own default. */
function usePolling() {
  const hasSignals = useApiHolder().get(signalApiRef) !== undefined;
  const atRest = hasSignals ? AT_REST_WITH_SIGNALS_MS : AT_REST_MS;
  return (requests: AccessRequest[]) =>
    requests.some(isInTransition) ? IN_TRANSITION_MS : atRest;
}

export function useMe() {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => api.getMe({ signal }),
    refetchInterval: () => interval([]),
  });
}

export function useHealth() {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: keys.health,
    queryFn: ({ signal }) => api.getHealth({ signal }),
    refetchInterval: AT_REST_MS,
  });
}

export function useRequestable(search: string, options?: { limit?: number }) {
  const api = useApi(elevatedAccessApiRef);
  const limit = options?.limit ?? 50;
  return useInfiniteQuery({
    queryKey: [...keys.requestable(search), limit],
    queryFn: ({ signal, pageParam }) =>
      api.listRequestable(
        { search: search || undefined, cursor: pageParam, limit },
        { signal },
      ),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function usePreflight(input: CreateRequestInput | undefined) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: keys.preflight(input),
    queryFn: ({ signal }) =>
      input ? api.preflight(input, { signal }) : Promise.resolve({ items: [] }),
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: AT_REST_MS,
  });
}

export function useRequestList(query: {
  view: RequestView;
  status?: RequestStatus[];
  limit?: number;
}) {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useInfiniteQuery({
    queryKey: keys.requestList(query),
    queryFn: ({ signal, pageParam }) =>
      api.listRequests({ ...query, cursor: pageParam }, { signal }),
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
    refetchInterval: ({ state }) =>
      interval(state.data?.pages.flatMap(page => page.items) ?? []),
  });
}

export function useRequest(id: string | undefined) {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useQuery({
    queryKey: keys.request(id ?? ''),
    queryFn: ({ signal }) => api.getRequest(id ?? '', { signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => interval(state.data ? [state.data] : []),
  });
}

export function useRequestEvents(request: AccessRequest | undefined) {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useQuery({
    queryKey: keys.events(request?.id ?? ''),
    queryFn: ({ signal }) =>
      api.listRequestEvents(request?.id ?? '', { signal }),
    enabled: request !== undefined,
    refetchInterval: () => interval(request ? [request] : []),
  });
}

function noCursor(): string | undefined {
  return undefined;
}
