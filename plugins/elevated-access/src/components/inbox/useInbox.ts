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
import { useState } from 'react';
import { toProblem } from '../../data/problem';
import { useRequest, useRequestList } from '../../data/queries';

const AT_ONCE = 100;

/** The list, what is selected in it, and what became of what left it. */
export interface Inbox {
  query: ReturnType<typeof useRequestList>;
  /** Waiting requests, with the selected one even if it was handled meanwhile. */
  rows: AccessRequest[];
  waiting: number;
  selected: AccessRequest | undefined;
  select(id: string): void;
  /** Selects a neighbour: 1 is the next row, -1 the one before. */
  move(step: 1 | -1): void;
  /** Takes a request that the reader has just decided out of the list. */
  dismiss(id: string): void;
}

export function useInbox(): Inbox {
  const query = useRequestList({ view: 'inbox', limit: AT_ONCE });
  const [dismissed, setDismissed] = useState<string>();
  const listed = (query.data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(request => request.id !== dismissed);
  const [chosen, setChosen] = useState<AccessRequest>();

  // The first row is chosen as if by hand: were it only shown, another one
  // would take its place under the reader's finger when somebody decides it.
  const [first] = listed;
  if (!chosen && first) {
    setChosen(first);
  }

  // Somebody else may decide what is being looked at. It stays in view, and
  // says so, until the reader moves on.
  const stillListed = listed.find(request => request.id === chosen?.id);
  const left = chosen && !stillListed ? chosen : undefined;
  const fresh = useRequest(left?.id);
  const isGone = fresh.isError && toProblem(fresh.error).status === 404;
  const handled = isGone ? undefined : fresh.data ?? left;

  const rows = left && handled ? withHandled(listed, handled) : listed;
  const selected = stillListed ?? (left ? handled : undefined);

  return {
    query,
    rows,
    waiting: listed.length,
    selected,
    select: id => setChosen(rows.find(request => request.id === id)),
    move: step => {
      const at = rows.findIndex(request => request.id === selected?.id);
      const next = rows.at(Math.min(rows.length - 1, Math.max(0, at + step)));
      setChosen(next);
    },
    dismiss: id => {
      const at = rows.findIndex(request => request.id === id);
      setDismissed(id);
      setChosen(rows.at(at + 1) ?? (at > 0 ? rows.at(at - 1) : undefined));
    },
  };
}

/** Puts a handled request back where it was: lists are oldest first. */
function withHandled(
  listed: AccessRequest[],
  handled: AccessRequest,
): AccessRequest[] {
  const after = listed.findIndex(
    request => request.createdAt > handled.createdAt,
  );
  const at = after === -1 ? listed.length : after;
  return [...listed.slice(0, at), handled, ...listed.slice(at)];
}
