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

import { useApi } from '@backstage/core-plugin-api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ElevatedAccessApi } from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { Announcer } from '../components/common/Announcer';
import { ServerTime } from '../time/clock';
import { useLiveUpdates, useServerOffset } from './queries';

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A failure is shown at once with a way to try again; polling goes on
        // meanwhile and puts it right by itself.
        retry: false,
        // A browser that believes to be offline may still reach the portal.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/**
 * One cache per client, so that the plugin's tabs share what they read and two
 * portals in one browser window (or two tests) share nothing.
 */
const queryClients = new WeakMap<ElevatedAccessApi, QueryClient>();

function queryClientOf(api: ElevatedAccessApi): QueryClient {
  const existing = queryClients.get(api);
  if (existing) {
    return existing;
  }
  const created = createQueryClient();
  queryClients.set(api, created);
  return created;
}

/** What every page of the plugin needs around it. */
export function Providers(props: { children: ReactNode }) {
  const api = useApi(elevatedAccessApiRef);
  return (
    <QueryClientProvider client={queryClientOf(api)}>
      <OnServerTime>
        <Announcer scope={api}>
          <LiveUpdates />
          {props.children}
        </Announcer>
      </OnServerTime>
    </QueryClientProvider>
  );
}

function OnServerTime(props: { children: ReactNode }) {
  return <ServerTime offset={useServerOffset()}>{props.children}</ServerTime>;
}

function LiveUpdates() {
  useLiveUpdates();
  return null;
}
