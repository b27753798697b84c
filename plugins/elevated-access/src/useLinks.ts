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
import { durationMinutes } from './time/format';
import { requestRouteRef, rootRouteRef, tabPaths } from './routes';

/** Addresses of the plugin's pages, wherever the app has put them. */
export interface Links {
  root(): string;
  ask(): string;
  myAccess(): string;
  inbox(): string;
  all(): string;
  health(): string;
  request(id: string): string;
  /** The page "Request", filled in like an earlier one. */
  askAgain(request: AccessRequest): string;
}

export function useLinks(): Links {
  const root = useRouteRef(rootRouteRef)();
  const requestLink = useRouteRef(requestRouteRef);
  return useMemo(() => {
    const tab = (path: string) => `${root.replace(/\/$/, '')}/${path}`;
    return {
      root: () => root,
      ask: () => tab(tabPaths.ask),
      myAccess: () => tab(tabPaths.myAccess),
      inbox: () => tab(tabPaths.inbox),
      all: () => tab(tabPaths.all),
      health: () => tab(tabPaths.health),
      request: id => requestLink({ id }),
      askAgain: request => {
        const params = new URLSearchParams({
          account: request.account.id,
          permissionSet: request.permissionSet.name,
          minutes: String(durationMinutes(request.duration)),
          reason: request.reason,
        });
        if (request.ticket) {
          params.set('ticket', request.ticket);
        }
        return `${tab(tabPaths.ask)}?${params}`;
      },
    };
  }, [root, requestLink]);
}
