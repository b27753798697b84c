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
  useQueries,
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
import { useDeviceClock } from '../time/clock';
import { isInTransition } from './status';

/** Which requests to list. */
export interface RequestListQuery {
  view: RequestView;
  status?: RequestStatus[];
  accountId?: string[];
  limit?: number;
  /** Whether to count as well. */
  total?: boolean;
}

/** Keys of the query cache; a prefix names everything below it. */
export const keys = {
  me: ['me'],
  health: ['health'],
  drift: ['drift'],
  requestable: (search: string) => ['requestable', search],
  preflight: (input: CreateRequestInput | undefined) => ['preflight', input],
  requests: ['requests'],
  requestList: (query: RequestListQuery) => ['requests', 'list', query],
  request: (id: string) => ['requests', 'one', id],
  events: (id: string) => ['requests', 'events', id],
};

const IN_TRANSITION_MS = 2_000;
const AT_REST_MS = 15_000;
/** With signals, polling is only the net below them. */
const AT_REST_WITH_SIGNALS_MS = 60_000;
const CLOCK_TOLERANCE_MS = 2_000;

/** Reads again what a signal says has changed. Once per page. */
export function useLiveUpdates(): void {
  const { lastSignal } = useSignal<RequestsSignal>(REQUESTS_SIGNAL_CHANNEL);
  const queryClient = useQueryClient();
  useEffect(() => {
    if (lastSignal) {
      queryClient.invalidateQueries({ queryKey: keys.requests });
      queryClient.invalidateQueries({ queryKey: keys.me });
      queryClient.invalidateQueries({ queryKey: keys.health });
    }
  }, [lastSignal, queryClient]);
}

/** Polling while a tab is hidden is off by the query cache's own default. */
export function usePolling() {
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

/** The health, and by how much the server's clock is ahead of the reader's. */
function useHealthReading() {
  const api = useApi(elevatedAccessApiRef);
  const clock = useDeviceClock();
  return {
    queryKey: keys.health,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const asked = clock.now();
      const health = await api.getHealth({ signal });
      const answered = clock.now();
      return { health, ahead: Date.parse(health.now) - (asked + answered) / 2 };
    },
    refetchInterval: AT_REST_MS,
  };
}

export function useHealth() {
  return useQuery({ ...useHealthReading(), select: ({ health }) => health });
}

/** Milliseconds by which the server is ahead; small differences are the network's. */
export function useServerOffset(): number {
  const { data } = useQuery({
    ...useHealthReading(),
    select: ({ ahead }) =>
      Math.abs(ahead) < CLOCK_TOLERANCE_MS
        ? 0
        : Math.round(ahead / 1000) * 1000,
  });
  return data ?? 0;
}

export function useDrift(options: { enabled: boolean }) {
  const api = useApi(elevatedAccessApiRef);
  return useInfiniteQuery({
    queryKey: keys.drift,
    queryFn: ({ signal, pageParam }) =>
      api.getDrift({ cursor: pageParam }, { signal }),
    enabled: options.enabled,
    initialPageParam: noCursor(),
    getNextPageParam: page => page.nextCursor,
    refetchInterval: AT_REST_WITH_SIGNALS_MS,
  });
}

export function useRequestable(search: string, options?: { limit?: number }) {
  const api = useApi(elevatedAccessApiRef);
  const limit = options?.limit ?? 50;
  return useInfiniteQuery({
    queryKey: [...keys.requestable(search), limit],
    queryFn: async ({ signal, pageParam }) => ({
      search,
      ...(await api.listRequestable(
        { search: search || undefined, cursor: pageParam, limit },
        { signal },
      )),
    }),
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

export function useRequestList(
  query: RequestListQuery,
  options: { enabled?: boolean } = {},
) {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useInfiniteQuery({
    queryKey: keys.requestList(query),
    queryFn: ({ signal, pageParam }) =>
      api.listRequests({ ...query, cursor: pageParam }, { signal }),
    enabled: options.enabled ?? true,
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

/** Several requests at once, each as fresh as on its own page. */
export function useRequestsById(ids: string[]): AccessRequest[] {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useQueries({
    queries: ids.map(id => ({
      queryKey: keys.request(id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getRequest(id, { signal }),
      refetchInterval: ({ state }: { state: { data?: AccessRequest } }) =>
        interval(state.data ? [state.data] : []),
    })),
    combine: results => results.flatMap(({ data }) => (data ? [data] : [])),
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
