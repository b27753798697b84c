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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { Filters } from '../../data/audit/filters';
import type { LaneKind, Span } from '../../data/audit/lanes';
import { useRequests } from '../../data/audit/queries';
import { withoutRepeats } from '../../data/requests';
import { useNow } from '../../time/clock';
import { scaleLength, spanUntilNow } from './span';

const AT_ONCE = 100;
const MOST_PAGES = 5;
const MINUTE_MS = 60_000;
/** The longest that AWS lets a session last, so that no tail is missed. */
const LONGEST_TAIL_MS = 12 * 60 * MINUTE_MS;
/** Read in whole steps: a picture that follows the time is not another question each minute. */
const STEP_MS = 60 * MINUTE_MS;

/** What part of time is shown, kept in the address. */
export function useSpan(filters: Filters) {
  const [params, setParams] = useSearchParams();
  const now = useNow(MINUTE_MS);
  const from = Date.parse(params.get('from') ?? '');
  const to = Date.parse(params.get('to') ?? '');
  const lane: LaneKind =
    params.get('lane') === 'account' ? 'account' : 'person';

  const set = (values: Record<string, string | undefined>) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        Object.entries(values).forEach(([name, value]) =>
          value === undefined ? next.delete(name) : next.set(name, value),
        );
        return next;
      },
      // Whoever goes back leaves the picture, and not one step of looking at it.
      { replace: true },
    );

  return {
    span: from < to ? { from, to } : usualSpan(filters, now),
    isFollowing: !(from < to),
    lane,
    setLane: (kind: LaneKind) => set({ lane: kind }),
    setSpan: (span: Span) =>
      set({
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
      }),
    follow: () => set({ from: undefined, to: undefined }),
  };
}

/** The period that is asked for, otherwise the last hours. */
function usualSpan({ accessFrom, accessTo }: Filters, now: number): Span {
  return accessFrom && accessTo
    ? { from: Date.parse(accessFrom), to: Date.parse(accessTo) }
    : spanUntilNow(scaleLength.day, now);
}

/** Every access that touches the span, as far as a picture can show it. */
export function useAccessIn(filters: Filters, span: Span) {
  const from = Math.floor(span.from / STEP_MS) * STEP_MS - LONGEST_TAIL_MS;
  const to = Math.ceil(span.to / STEP_MS) * STEP_MS;
  const query = useRequests(
    {
      ...filters,
      view: 'all',
      limit: AT_ONCE,
      accessFrom: later(filters.accessFrom, from),
      accessTo: earlier(filters.accessTo, to),
    },
    { keepsPrevious: true },
  );
  const { hasNextPage, isFetching, isError, fetchNextPage, data } = query;
  const pages = data?.pages.length ?? 0;
  const wantsMore = hasNextPage && pages < MOST_PAGES;
  useEffect(() => {
    if (wantsMore && !isFetching && !isError) {
      fetchNextPage();
    }
  }, [wantsMore, isFetching, isError, fetchNextPage]);
  const requests: AccessRequest[] = withoutRepeats(
    (data?.pages ?? []).flatMap(page => page.items),
  );
  return { query, requests, isPartial: hasNextPage && !wantsMore };
}

function later(iso: string | undefined, other: number): string {
  return instant(Math.max(iso ? Date.parse(iso) : -Infinity, other));
}

function earlier(iso: string | undefined, other: number): string {
  return instant(Math.min(iso ? Date.parse(iso) : Infinity, other));
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
