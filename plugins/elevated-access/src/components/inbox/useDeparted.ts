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
import { useEffect, useMemo, useRef, useState } from 'react';
import { useRequestsById } from '../../data/queries';
import { useClock, useNow } from '../../time/clock';

/** Long enough to be read, short enough not to be in the way. */
const STAYS_MS = 10_000;

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** More at once is somebody clearing the inbox; nobody reads that row by row. */
const MOST = 10;

/** A request that somebody else handled while it was in view. */
export interface Departed {
  /** As it was when it still waited; its place in the list goes by this. */
  was: AccessRequest;
  /** As it is now; nothing until that has been read. */
  is: AccessRequest | undefined;
}

/**
 * What has left the list without the reader's doing, for a few seconds: a row
 * must not vanish under somebody's finger without a word.
 */
export function useDeparted(
  listed: AccessRequest[] | undefined,
  isOwn: (request: AccessRequest) => boolean,
): Departed[] {
  const clock = useClock();
  const before = useRef<AccessRequest[]>([]);
  const [gone, setGone] = useState<{ was: AccessRequest; at: number }[]>([]);
  // Without anything to wait for, the page is not drawn again every second.
  const now = useNow(gone.length > 0 ? SECOND_MS : HOUR_MS);

  useEffect(() => {
    if (!listed) {
      return;
    }
    const left = missingFrom(listed, before.current).filter(
      request => !isOwn(request),
    );
    before.current = listed;
    const at = clock.now();
    if (left.length > 0) {
      setGone(others =>
        [...left.map(was => ({ was, at })), ...others].slice(0, MOST),
      );
    }
  }, [listed, isOwn, clock]);

  const isOver =
    gone.length > 0 && gone.every(({ at }) => now - at >= STAYS_MS);
  useEffect(() => {
    if (isOver) {
      setGone([]);
    }
  }, [isOver]);

  const inView = useMemo(
    () =>
      gone.filter(
        ({ was, at }) =>
          now - at < STAYS_MS && !listed?.some(({ id }) => id === was.id),
      ),
    [gone, now, listed],
  );
  const fresh = useRequestsById(inView.map(({ was }) => was.id));
  return useMemo(
    () =>
      inView.map(({ was }) => ({
        was,
        is: fresh.find(({ id }) => id === was.id),
      })),
    [inView, fresh],
  );
}

function missingFrom(
  listed: AccessRequest[],
  before: AccessRequest[],
): AccessRequest[] {
  const ids = new Set(listed.map(({ id }) => id));
  return before.filter(({ id }) => !ids.has(id));
}
