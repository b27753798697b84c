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

import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import { useSearchParams } from 'react-router-dom';
import { statusesOf } from '../../data/status';

/** What the page can be asked to show. */
export const shows = ['live', 'waiting', 'ended', 'all'] as const;

export type Show = (typeof shows)[number];

/** The statuses to ask the backend for; none means all of them. */
export const statusesToShow: Record<Show, RequestStatus[] | undefined> = {
  live: statusesOf('live'),
  waiting: statusesOf('waiting'),
  ended: statusesOf('past'),
  all: undefined,
};

const PARAMETER = 'show';

/** What to show, kept in the address so that it can be shared and come back to. */
export function useShow(): [Show, (show: Show) => void] {
  const [params, setParams] = useSearchParams();
  const wanted = params.get(PARAMETER);
  const setShow = (show: Show) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        next.set(PARAMETER, show);
        return next;
      },
      { replace: true },
    );
  return [shows.find(show => show === wanted) ?? 'live', setShow];
}
