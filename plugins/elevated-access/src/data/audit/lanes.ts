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

/** Milliseconds since 1970; `to` is not included any more. */
export interface Span {
  from: number;
  to: number;
}

/** Access as the timeline draws it. All instants in milliseconds. */
export interface Bar {
  request: AccessRequest;
  from: number;
  /** When access ended, or will as planned; now, while it is overdue. */
  to: number;
  /** Until when credentials issued before the end may still work; `to` where they may not. */
  tailTo: number;
  /** From when on it should have been gone; null where it is or was in time. */
  overdueFrom: number | null;
}

/** What one person held, or what was held in one account. */
export interface Lane {
  key: string;
  label: string;
  /** Bars that overlap are in rows of their own. */
  rows: Bar[][];
}

export type LaneKind = 'person' | 'account';

/** The access of a request; nothing where it was never given. */
export function barOf(request: AccessRequest, now: number): Bar | undefined {
  const from = read(request.activatedAt);
  if (from === undefined) {
    return undefined;
  }
  const planned = read(request.accessEndsAt) ?? read(request.endsAt);
  const overdueSince = read(request.overdueSince);
  const ended = read(request.endedAt);
  const isOver = ended !== undefined && request.status === 'ended';
  const isEnding = request.status === 'ending';
  const open = isEnding ? Math.max(now, from) : Math.max(planned ?? now, now);
  const to = Math.max(from, isOver ? ended : open);
  const sessions = read(request.sessionsEndBy) ?? to;
  const wasLate = overdueSince !== undefined && planned !== undefined;
  return {
    request,
    from,
    to,
    // Sessions end with their own time, also where access ended early.
    tailTo: Math.max(to, request.strictWindow ? to : sessions),
    overdueFrom: wasLate ? Math.min(planned, to) : null,
  };
}

/** Lanes in the order of their labels; only bars that touch the span. */
export function lanesOf(
  requests: AccessRequest[],
  kind: LaneKind,
  span: Span,
  now: number,
): Lane[] {
  const lanes = new Map<string, { label: string; bars: Bar[] }>();
  for (const request of requests) {
    const bar = barOf(request, now);
    if (bar && bar.from < span.to && bar.tailTo > span.from) {
      const { key, label } = ownerOf(request, kind);
      const lane = lanes.get(key) ?? { label, bars: [] };
      lane.bars.push(bar);
      lanes.set(key, lane);
    }
  }
  return [...lanes.entries()]
    .map(([key, { label, bars }]) => ({ key, label, rows: stack(bars) }))
    .sort((a, b) => a.label.localeCompare(b.label) || compare(a.key, b.key));
}

/** Puts each bar into the first row in which it overlaps nothing. */
function stack(bars: Bar[]): Bar[][] {
  const rows: Bar[][] = [];
  const inOrder = [...bars].sort(
    (a, b) => a.from - b.from || compare(a.request.id, b.request.id),
  );
  for (const bar of inOrder) {
    const row = rows.find(it => (it.at(-1)?.tailTo ?? 0) <= bar.from);
    if (row) {
      row.push(bar);
    } else {
      rows.push([bar]);
    }
  }
  return rows;
}

function ownerOf(request: AccessRequest, kind: LaneKind) {
  return kind === 'person'
    ? {
        key: request.requester.entityRef,
        label: request.requester.displayName,
      }
    : { key: request.account.id, label: request.account.name };
}

function read(iso: string | null): number | undefined {
  return iso ? Date.parse(iso) : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
