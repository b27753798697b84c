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
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toProblem } from '../../data/problem';
import { useMe, useRequest, useRequestList } from '../../data/queries';
import { withoutRepeats } from '../../data/requests';
import { useReadAhead } from '../../data/useReadAhead';
import { useNow } from '../../time/clock';
import { inInboxOrder } from './inboxOrder';
import { useDeparted } from './useDeparted';

const AT_ONCE = 100;

/** Read without being asked, so that the order holds for all of them. */
const READ_AHEAD = 500;

/** A row of the list. */
export interface InboxRow {
  id: string;
  request: AccessRequest;
  /** It does not wait for the reader any more. */
  hasLeft: boolean;
}

/** The list, what is selected in it, and what became of what left it. */
export interface Inbox {
  query: ReturnType<typeof useRequestList>;
  /** Waiting requests, with those that were handled just now or are in view. */
  rows: InboxRow[];
  /** How many wait, on all pages. */
  waiting: number;
  selected: AccessRequest | undefined;
  select(id: string): void;
  /** Selects a neighbour: 1 is the next row, -1 the one before. */
  move(step: 1 | -1): void;
  /** Takes requests that the reader has just decided out of the list. */
  dismiss(ids: string[]): void;
}

export function useInbox(): Inbox {
  const query = useRequestList({ view: 'inbox', limit: AT_ONCE, total: true });
  useReadAhead(query, READ_AHEAD / AT_ONCE);
  const now = useNow(60_000);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  // Known at once, before the list is drawn again without it.
  const own = useRef(new Set<string>());
  const isOwn = useCallback(
    (request: AccessRequest) => own.current.has(nameOf(request)),
    [],
  );

  const { data } = query;
  const all = useMemo(
    () => data && withoutRepeats(data.pages.flatMap(page => page.items)),
    [data],
  );
  const listed = useMemo(
    () => all?.filter(request => !dismissed.has(nameOf(request))),
    [all, dismissed],
  );
  useEffect(() => {
    // Once the backend does not list it either, it may come back as another wish.
    const names = new Set(all?.map(nameOf));
    setDismissed(before => new Set([...before].filter(it => names.has(it))));
  }, [all]);
  const departed = useDeparted(listed, isOwn);
  const reader = useMe().data?.entityRef;
  const ordered = useMemo(() => inInboxOrder(listed ?? [], now), [listed, now]);
  const [chosen, setChosen] = useState<AccessRequest>();

  // Somebody else may decide what is being looked at. It stays in view, and
  // says so, until the reader moves on.
  const stillListed = ordered.find(({ id }) => id === chosen?.id);
  const left = chosen && !stillListed ? chosen : undefined;
  const fresh = useRequest(left?.id);
  const isGone = fresh.isError && toProblem(fresh.error).status === 404;
  const handled = isGone ? undefined : fresh.data ?? left;
  const selected = stillListed ?? (left ? handled : undefined);

  // The first row is chosen as if by hand: were it only shown, another one
  // would take its place under the reader's finger when somebody decides it.
  const [first] = ordered;
  if ((!chosen || isGone) && first) {
    setChosen(first);
  }

  const rowOf = useRowCache();
  const rows = useMemo(() => {
    const past = new Map(departed.map(({ was, is }) => [was.id, { was, is }]));
    if (left && handled) {
      past.set(left.id, { was: left, is: handled });
    }
    for (const { was, is } of [...past.values()]) {
      // The list may be read again before the answer to the reader's own
      // decision has arrived here; nobody was faster then.
      if (isOwn(was) || is?.decisions.at(-1)?.approver.entityRef === reader) {
        past.delete(was.id);
      }
    }
    const gone = [...past.values()].map(({ was }) => was);
    const shown =
      gone.length > 0 ? inInboxOrder([...ordered, ...gone], now) : ordered;
    return shown.map(request =>
      rowOf(past.get(request.id)?.is ?? request, past.has(request.id)),
    );
  }, [departed, isOwn, reader, left, handled, ordered, now, rowOf]);
  const total = data?.pages.at(-1)?.total;

  return {
    query,
    rows,
    waiting: Math.max(total ? total - dismissed.size : 0, ordered.length),
    selected,
    select: id =>
      setChosen(rows.find(({ request }) => request.id === id)?.request),
    move: step => {
      const at = rows.findIndex(({ request }) => request.id === selected?.id);
      const next = rows.at(Math.min(rows.length - 1, Math.max(0, at + step)));
      setChosen(next?.request);
    },
    dismiss: ids => {
      const names = ordered.filter(({ id }) => ids.includes(id)).map(nameOf);
      names.forEach(name => own.current.add(name));
      setDismissed(before => new Set([...before, ...names]));
      setChosen(neighbourOf(rows, selected?.id, ids));
    },
  };
}

/** A request that changed and asks again is another one to decide. */
function nameOf(request: AccessRequest): string {
  return `${request.id} ${request.digest}`;
}

/** The selected one if it stays, else the next that does, else the one before. */
function neighbourOf(
  rows: InboxRow[],
  selectedId: string | undefined,
  leaving: string[],
): AccessRequest | undefined {
  const stays = ({ request }: InboxRow) => !leaving.includes(request.id);
  const at = rows.findIndex(({ request }) => request.id === selectedId);
  const next =
    rows.slice(Math.max(at, 0)).find(stays) ??
    rows.slice(0, Math.max(at, 0)).reverse().find(stays);
  return next?.request;
}

/** The same row for the same request: a list of hundreds is drawn by what changed. */
function useRowCache() {
  const cache = useRef(new WeakMap<AccessRequest, InboxRow>());
  return useCallback((request: AccessRequest, hasLeft: boolean): InboxRow => {
    const known = cache.current.get(request);
    if (known && known.hasLeft === hasLeft) {
      return known;
    }
    const row = { id: request.id, request, hasLeft };
    cache.current.set(request, row);
    return row;
  }, []);
}
