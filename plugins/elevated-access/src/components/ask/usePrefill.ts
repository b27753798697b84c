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
import type { Requestable } from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { useEffect, useState, type Dispatch } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { AskAction, AskForm } from './useAskForm';

/** What the address asked for and the backend no longer offers. */
export interface Gone {
  accountIds: string[];
  permissionSet: string;
}

export interface Prefill {
  isPending: boolean;
  /** What the address asks for could not be read, and the form is still as it was. */
  failure: { error: unknown; retry: () => void } | undefined;
  /** Nothing where all of it is offered. */
  gone: Gone | undefined;
  /** What to search for, where the address says nothing to pick. */
  search: string;
}

/**
 * Fills the form from the address (see `AskLink`), so that "Again" and links
 * from elsewhere lead to a filled form. Only what the backend still offers is
 * picked, and nothing once the reader has begun to fill it themselves.
 */
export function usePrefill(
  form: AskForm,
  dispatch: Dispatch<AskAction>,
  options: { enabled: boolean },
): Prefill {
  const api = useApi(elevatedAccessApiRef);
  const [params] = useSearchParams();
  const accountIds = params.getAll('account');
  const permissionSet = params.get('permissionSet') ?? '';
  const wanted =
    options.enabled && accountIds.length > 0 && permissionSet !== '';
  const address = params.toString();
  const [filled, setFilled] = useState<string>();
  const [opened, setOpened] = useState({ address, form });
  if (opened.address !== address) {
    setOpened({ address, form });
  }
  const isTouched = form !== opened.form;

  const found = useQuery({
    queryKey: ['requestable', 'exact', accountIds, permissionSet],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        accountIds.map(id =>
          api.listRequestable(
            // An ARN is none of the words that the backend searches.
            isArn(permissionSet)
              ? { search: id, limit: 200 }
              : { search: `${id} ${permissionSet}`, limit: 50 },
            { signal },
          ),
        ),
      );
      return pages
        .flatMap(page => page.items)
        .filter(
          item =>
            accountIds.includes(item.account.id) &&
            isNamed(item, permissionSet),
        );
    },
    enabled: wanted,
  });

  useEffect(() => {
    if (!found.data || !wanted || isTouched || filled === address) {
      return;
    }
    setFilled(address);
    const asked = new URLSearchParams(address);
    const minutes = Number(asked.get('minutes'));
    dispatch({
      type: 'prefill',
      form: {
        picks: found.data,
        ...(Number.isInteger(minutes) && minutes > 0 ? { minutes } : {}),
        reason: asked.get('reason') ?? '',
        ticket: asked.get('ticket') ?? '',
      },
    });
  }, [found.data, wanted, isTouched, filled, address, dispatch]);

  const missing = found.data
    ? accountIds.filter(
        id => !found.data.some(({ account }) => account.id === id),
      )
    : [];
  return {
    isPending: wanted && found.isPending,
    failure:
      wanted && found.isError && !found.data && !isTouched
        ? { error: found.error, retry: () => found.refetch() }
        : undefined,
    gone:
      wanted && filled === address && missing.length > 0
        ? { accountIds: missing, permissionSet }
        : undefined,
    search: params.get('search') ?? (permissionSet ? '' : accountIds[0] ?? ''),
  };
}

function isArn(permissionSet: string): boolean {
  return permissionSet.startsWith('arn:');
}

function isNamed({ permissionSet }: Requestable, wanted: string): boolean {
  return permissionSet.arn === wanted || permissionSet.name === wanted;
}
