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
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RequestsQuery } from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { keys, usePolling } from './queries';

/** Which requests concern an entity; the paging is the query's own. */
export type EntityRequestsQuery = Omit<RequestsQuery, 'cursor'>;

/** Below the key of all requests, so that signals reach these lists too. */
const entityKeys = {
  list: (query: EntityRequestsQuery) => [...keys.requests, 'entity', query],
  access: (entityRef: string) => ['entity-access', entityRef],
};

/** Accounts behind an entity hardly change, and asking costs the catalog. */
const ACCESS_STALE_MS = 60_000;

/** Requests that concern an entity of the catalog, as far as the reader may see them. */
export function useEntityRequests(query: EntityRequestsQuery) {
  const api = useApi(elevatedAccessApiRef);
  const interval = usePolling();
  return useInfiniteQuery({
    queryKey: entityKeys.list(query),
    queryFn: ({ signal, pageParam }) =>
      api.listRequests({ ...query, cursor: pageParam }, { signal }),
    initialPageParam: firstPage(),
    getNextPageParam: page => page.nextCursor,
    refetchInterval: ({ state }) =>
      interval(state.data?.pages.flatMap(page => page.items) ?? []),
  });
}

/** The accounts behind an entity and what the reader may ask for in them. */
export function useEntityAccess(entityRef: string) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: entityKeys.access(entityRef),
    queryFn: ({ signal }) => api.getEntityAccess({ entityRef }, { signal }),
    staleTime: ACCESS_STALE_MS,
  });
}

function firstPage(): string | undefined {
  return undefined;
}
