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
import { createContext, useCallback, useMemo, useState } from 'react';
import type { InboxRow } from './useInbox';

/** Requests that were chosen to be decided together. */
export interface Marks {
  ids: ReadonlySet<string>;
  /** In the order of the list; what has left it is chosen no more. */
  requests: AccessRequest[];
  toggle(id: string): void;
  clear(): void;
}

/** For the rows: a list of hundreds is not drawn again for one mark. */
export const MarksContext = createContext<Marks>({
  ids: new Set(),
  requests: [],
  toggle: () => {},
  clear: () => {},
});

export function useMarks(rows: InboxRow[]): Marks {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setIds(before =>
        before.has(id)
          ? new Set([...before].filter(other => other !== id))
          : new Set([...before, id]),
      ),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  const requests = rows
    .filter(
      ({ request, hasLeft }) =>
        !hasLeft && ids.has(request.id) && request.actions.includes('decide'),
    )
    .map(({ request }) => request);
  return useMemo(
    () => ({ ids, requests, toggle, clear }),
    // A list that is read again has new objects for the same requests.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [ids, toggle, clear, requests.map(({ id, digest }) => id + digest).join()],
  );
}
