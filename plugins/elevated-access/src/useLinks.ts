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

import { useRouteRef } from '@backstage/core-plugin-api';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { writeFilters, type Filters } from './data/audit/filters';
import { durationMinutes } from './time/format';
import { requestRouteRef, rootRouteRef, tabPaths } from './routes';

/**
 * What the page "Request" is opened with, for links from anywhere: catalog
 * pages, search, chat. It is a wish, not a right: only what the backend offers
 * the reader is picked, and the page says so of anything else. In the address:
 * `?account=…&account=…&permissionSet=…&minutes=…&reason=…&ticket=…` or
 * `?search=…`.
 */
export interface AskLink {
  /** Twelve digits each; several are asked for in one go. */
  accountIds?: string[];
  /** The name or the ARN. Without it the accounts are searched for, not picked. */
  permissionSet?: string;
  /** What to search for, where nothing is picked. */
  search?: string;
  minutes?: number;
  reason?: string;
  ticket?: string;
}

/** Addresses of the plugin's pages, wherever the app has put them. */
export interface Links {
  root(): string;
  ask(): string;
  myAccess(): string;
  inbox(): string;
  active(): string;
  /** The audit; with filters, what they ask. */
  audit(filters?: Filters): string;
  insights(): string;
  reviews(): string;
  review(id: string): string;
  eventLog(): string;
  policies(): string;
  health(): string;
  request(id: string): string;
  /** The page "Request", filled in. */
  askFor(wish: AskLink): string;
  /** The page "Request", filled in like an earlier one. */
  askAgain(request: AccessRequest): string;
}

export function useLinks(): Links {
  const root = useRouteRef(rootRouteRef)();
  const requestLink = useRouteRef(requestRouteRef);
  return useMemo(() => {
    const tab = (path: string) => `${root.replace(/\/$/, '')}/${path}`;
    const audit = tab(tabPaths.audit);
    const askFor = (wish: AskLink) => {
      const params = askParams(wish).toString();
      return params ? `${tab(tabPaths.ask)}?${params}` : tab(tabPaths.ask);
    };
    return {
      root: () => root,
      ask: () => tab(tabPaths.ask),
      myAccess: () => tab(tabPaths.myAccess),
      inbox: () => tab(tabPaths.inbox),
      active: () => tab(tabPaths.active),
      audit: filters => {
        const params = filters
          ? writeFilters(new URLSearchParams(), filters)
          : undefined;
        // Asked for without filters it is everything, whatever the reader's own view.
        return params
          ? `${audit}?${params.size > 0 ? params : 'view=all'}`
          : audit;
      },
      insights: () => `${audit}/insights`,
      reviews: () => `${audit}/reviews`,
      review: id => `${audit}/reviews/${encodeURIComponent(id)}`,
      eventLog: () => `${audit}/event-log`,
      policies: () => tab(tabPaths.policies),
      health: () => tab(tabPaths.health),
      request: id => requestLink({ id }),
      askFor,
      askAgain: request =>
        askFor({
          accountIds: [request.account.id],
          permissionSet: request.permissionSet.name,
          minutes: durationMinutes(request.duration),
          reason: request.reason,
          ticket: request.ticket ?? undefined,
        }),
    };
  }, [root, requestLink]);
}

function askParams(wish: AskLink): URLSearchParams {
  const params = new URLSearchParams();
  wish.accountIds?.forEach(id => params.append('account', id));
  const rest = {
    permissionSet: wish.permissionSet,
    search: wish.search,
    minutes: wish.minutes === undefined ? undefined : String(wish.minutes),
    reason: wish.reason,
    ticket: wish.ticket,
  };
  Object.entries(rest).forEach(([name, value]) => {
    if (value) {
      params.set(name, value);
    }
  });
  return params;
}
