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
import { useAnalytics } from '@backstage/frontend-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BatchDecided,
  BatchDecisionInput,
  ElevatedAccessApi,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { keys } from './queries';

/** As many as one call decides. */
const AT_ONCE = 50;

/** It says what was, so that a minute is young enough. */
const STALE_MS = 60_000;

/** What helps to decide on a request; only where the reader may decide it. */
export function useBackground(requestId: string) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: ['background', requestId],
    queryFn: ({ signal }) => api.getRequestBackground(requestId, { signal }),
    staleTime: STALE_MS,
  });
}

export type BatchResult = BatchDecided['items'][number];

/** What came of a batch; what is missing was not answered, and `error` says why. */
export interface BatchOutcome {
  results: BatchResult[];
  error?: unknown;
}

/**
 * Decides any number of requests in as many calls as it takes. After a call that
 * fails no other is made: what has been decided stays decided and has to be told.
 */
export async function decideInCalls(
  api: Pick<ElevatedAccessApi, 'decideMany'>,
  input: BatchDecisionInput,
): Promise<BatchOutcome> {
  const results: BatchResult[] = [];
  for (let from = 0; from < input.items.length; from += AT_ONCE) {
    const items = input.items.slice(from, from + AT_ONCE);
    try {
      const answer = await api.decideMany({ ...input, items });
      results.push(...answer.items);
    } catch (error) {
      return { results, error };
    }
  }
  return { results };
}

/** Decides requests alike, and reads again what that changes. */
export function useDecideMany() {
  const api = useApi(elevatedAccessApiRef);
  const analytics = useAnalytics();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: BatchDecisionInput) => decideInCalls(api, input),
    onSuccess: ({ results }, { verdict }) => {
      for (const { request } of results) {
        if (request) {
          queryClient.setQueryData(keys.request(request.id), request);
        }
      }
      queryClient.invalidateQueries({ queryKey: keys.requests });
      queryClient.invalidateQueries({ queryKey: keys.me });
      queryClient.invalidateQueries({ queryKey: keys.health });
      analytics.captureEvent(`${verdict} many`, 'elevated-access', {
        value: results.length,
      });
    },
  });
}
