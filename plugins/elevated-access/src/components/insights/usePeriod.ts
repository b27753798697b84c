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

import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useNow } from '../../time/clock';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export const periods = ['days7', 'days30', 'days90', 'days365'] as const;

export type Period = (typeof periods)[number];

const lengths: Record<Period, number> = {
  days7: 7,
  days30: 30,
  days90: 90,
  days365: 365,
};

/** A period to look at, in the address: so many days until now, or from and to. */
export function usePeriod() {
  const [params, setParams] = useSearchParams();
  const now = useNow(HOUR_MS);
  const own = readOwn(params.get('from'), params.get('to'));
  const period: Period =
    periods.find(it => it === params.get('period')) ?? 'days30';
  const ownFrom = own?.from;
  const ownTo = own?.to;
  const range = useMemo(
    () =>
      ownFrom && ownTo
        ? { from: ownFrom, to: ownTo }
        : {
            from: new Date(
              now + HOUR_MS - lengths[period] * DAY_MS,
            ).toISOString(),
            // The hour that runs counts as well.
            to: new Date(now + HOUR_MS).toISOString(),
          },
    [ownFrom, ownTo, period, now],
  );

  const set = (values: Record<string, string>) =>
    setParams(previous => {
      const next = new URLSearchParams(previous);
      ['period', 'from', 'to'].forEach(name => next.delete(name));
      Object.entries(values).forEach(([name, value]) => next.set(name, value));
      return next;
    });

  return {
    range,
    /** Nothing where the reader chose days. */
    period: own ? undefined : period,
    setPeriod: (chosen: Period) => set({ period: chosen }),
    setRange: (from: string, to: string) => set({ from, to }),
  };
}

function readOwn(from: string | null, to: string | null) {
  const begin = Date.parse(from ?? '');
  const end = Date.parse(to ?? '');
  return begin < end
    ? {
        from: new Date(begin).toISOString(),
        to: new Date(end).toISOString(),
      }
    : undefined;
}
