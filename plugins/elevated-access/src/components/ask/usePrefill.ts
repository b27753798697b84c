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
import { useQuery } from '@tanstack/react-query';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { useEffect, useRef, type Dispatch } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { AskAction } from './useAskForm';

/** What the address asked for and the backend no longer offers. */
export interface Prefill {
  isPending: boolean;
  gone: string | undefined;
}

/**
 * Fills the form from the address (`?account=…&permissionSet=…`), so that
 * "Again" and links from elsewhere lead to a filled form. Only what the backend
 * still offers is picked.
 */
export function usePrefill(dispatch: Dispatch<AskAction>): Prefill {
  const api = useApi(elevatedAccessApiRef);
  const [params] = useSearchParams();
  const accountIds = params.getAll('account');
  const permissionSet = params.get('permissionSet') ?? '';
  const wanted = accountIds.length > 0 && permissionSet !== '';
  const done = useRef<string>();
  const address = params.toString();

  const found = useQuery({
    queryKey: ['requestable', 'exact', accountIds, permissionSet],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        accountIds.map(id =>
          api.listRequestable(
            { search: `${id} ${permissionSet}`, limit: 50 },
            { signal },
          ),
        ),
      );
      return pages
        .flatMap(page => page.items)
        .filter(
          item =>
            accountIds.includes(item.account.id) &&
            item.permissionSet.name === permissionSet,
        );
    },
    enabled: wanted,
  });

  useEffect(() => {
    if (!found.data || done.current === address) {
      return;
    }
    done.current = address;
    const filled = new URLSearchParams(address);
    const minutes = Number(filled.get('minutes'));
    dispatch({
      type: 'prefill',
      form: {
        picks: found.data,
        ...(minutes > 0 ? { minutes } : {}),
        reason: filled.get('reason') ?? '',
        ticket: filled.get('ticket') ?? '',
      },
    });
  }, [found.data, address, dispatch]);

  const isGone = wanted && found.data !== undefined && found.data.length === 0;
  return {
    isPending: wanted && found.isPending,
    gone: isGone ? `${permissionSet} · ${accountIds.join(', ')}` : undefined,
  };
}
