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
import { phaseOf } from './status';

/**
 * One person's access to one thing: a request and those that prolong it. They
 * share one assignment, and the last one to end takes it away.
 */
export interface Family {
  /** The one that stands for all: what is overdue first, then the oldest that is live. */
  head: AccessRequest;
  /** All of them, the head included, oldest first. */
  members: AccessRequest[];
}

/** Puts requests that prolong each other together, in the order of the list. */
export function familiesOf(requests: AccessRequest[]): Family[] {
  const byId = new Map(requests.map(request => [request.id, request]));
  const members = new Map<string, AccessRequest[]>();
  for (const request of byId.values()) {
    const root = rootOf(request, byId);
    members.set(root, [...(members.get(root) ?? []), request]);
  }
  return [...members.values()].flatMap(toFamily);
}

/** The family that a request belongs to, out of a list that may hold it. */
export function familyOf(
  request: AccessRequest,
  others: AccessRequest[],
): Family {
  const all = [request, ...others.filter(({ id }) => id !== request.id)];
  const family = familiesOf(all).find(({ members }) =>
    members.some(({ id }) => id === request.id),
  );
  return family ?? { head: request, members: [request] };
}

/** Members whose access exists or is being given or taken. */
export function liveMembers(family: Family): AccessRequest[] {
  return family.members.filter(member => phaseOf(member) === 'live');
}

/** Requests for more time that nobody has decided, or that are approved and not begun. */
export function comingMembers(family: Family): AccessRequest[] {
  return family.members.filter(
    member => member.extends !== null && phaseOf(member) === 'waiting',
  );
}

/**
 * The head with the end of the whole family: access lasts until the last live
 * member ends.
 */
export function asOne(family: Family): AccessRequest {
  const { head } = family;
  if (head.status !== 'active' && head.status !== 'activating') {
    return head;
  }
  const last = family.members
    .filter(({ status }) => status === 'active' || status === 'activating')
    .reduce((latest, member) =>
      endOf(member) > endOf(latest) ? member : latest,
    );
  return {
    ...head,
    endsAt: last.endsAt,
    accessEndsAt: last.accessEndsAt,
    sessionsEndBy: last.sessionsEndBy,
    strictWindow: last.strictWindow,
  };
}

function endOf(request: AccessRequest): number {
  return Date.parse(request.accessEndsAt ?? request.endsAt ?? '') || 0;
}

/** The first request of the chain; where it is not listed, its id still names it. */
function rootOf(
  request: AccessRequest,
  byId: Map<string, AccessRequest>,
): string {
  const seen = new Set<string>();
  let current = request;
  while (current.extends !== null && !seen.has(current.id)) {
    seen.add(current.id);
    const before = byId.get(current.extends);
    if (!before) {
      return current.extends;
    }
    current = before;
  }
  return current.id;
}

function toFamily(unordered: AccessRequest[]): Family[] {
  const members = [...unordered].sort((a, b) =>
    a.createdAt.localeCompare(b.createdAt),
  );
  const head =
    members.find(member => member.overdueSince) ??
    members.find(({ status }) => status === 'active') ??
    members.find(member => phaseOf(member) === 'live') ??
    members[0];
  return head ? [{ head, members }] : [];
}
