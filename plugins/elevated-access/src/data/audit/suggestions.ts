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

import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  catalogResourceTypes,
  requestFiltersSchema,
  type AccessRequest,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { useDebounced } from '../../time/clock';
import { formatAccountId } from '../../time/format';
import { hasWords } from '../narrow';
import type { SearchedFacet } from './filters';
import { choiceOf, isPolicy, namesIn, type Choice } from './names';

const AT_ONCE = 20;

const catalogFilters: Record<
  SearchedFacet,
  Record<string, string | string[]> | undefined
> = {
  requester: { kind: ['user', 'group'] },
  approver: { kind: 'user' },
  endedBy: { kind: 'user' },
  accountId: { kind: 'resource', 'spec.type': catalogResourceTypes.account },
  permissionSetArn: {
    kind: 'resource',
    'spec.type': catalogResourceTypes.permissionSet,
  },
  ouId: {
    kind: 'resource',
    'spec.type': catalogResourceTypes.organizationalUnit,
  },
  policy: undefined,
  approvalPolicy: undefined,
};

const SETTLE_MS = 200;

/**
 * What a filter may be set to, for what was typed: what the rows name, the
 * catalog, what the reader may ask for, and what was typed if it is an id. Until
 * there is an answer, the last one is narrowed to what was typed.
 */
export function useSuggestions(
  facet: SearchedFacet,
  typed: string,
  rows: AccessRequest[],
) {
  const api = useApi(elevatedAccessApiRef);
  const apis = useApiHolder();
  const text = typed.trim();
  const search = useDebounced(text, SETTLE_MS);
  const query = useQuery({
    queryKey: ['suggestions', facet, search],
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const catalog = apis.get(catalogApiRef);
      const filter = catalogFilters[facet];
      if (catalog && filter) {
        const { items } = await catalog.queryEntities({
          filter,
          fullTextFilter: {
            term: search,
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayName',
            ],
          },
          limit: AT_ONCE,
        });
        const found = items.flatMap(entity => choiceOf(facet, entity) ?? []);
        if (found.length > 0) {
          return found;
        }
      }
      if (facet !== 'accountId' && facet !== 'permissionSetArn') {
        return [];
      }
      // Without the module that fills the catalog there is still the directory.
      const page = await api.listRequestable(
        { search: search || undefined, limit: AT_ONCE },
        { signal },
      );
      return page.items.map(({ account, permissionSet }) =>
        facet === 'accountId'
          ? {
              id: account.id,
              name: account.name,
              hint: formatAccountId(account.id),
            }
          : { id: permissionSet.arn, name: permissionSet.name },
      );
    },
    placeholderData: keepPreviousData,
  });
  const isSettled = text === search && !query.isPlaceholderData;
  const found = query.data ?? [];
  const named = rows
    .flatMap(namesIn)
    .flatMap(([of, choice]) => (of === facet ? [choice] : []))
    .filter(choice => fits(choice, text));
  const choices = [
    ...typedChoice(facet, text),
    ...named,
    ...(isSettled ? found : found.filter(choice => fits(choice, text))),
  ];
  return {
    isPending: query.isPending || (!isSettled && choices.length === 0),
    isError: query.isError && choices.length === 0,
    choices: [
      ...new Map(choices.reverse().map(choice => [choice.id, choice])).values(),
    ].reverse(),
  };
}

function fits({ id, name, hint = '' }: Choice, search: string): boolean {
  return hasWords(`${id} ${name} ${hint}`, search);
}

/** What was typed, where the backend would take it as it is. */
function typedChoice(facet: SearchedFacet, search: string): Choice[] {
  const id = facet === 'accountId' ? search.replace(/\s/g, '') : search;
  const isName = isPolicy(facet) && search !== '';
  const isId =
    !isPolicy(facet) && requestFiltersSchema.safeParse({ [facet]: id }).success;
  return isName || isId ? [{ id, name: search }] : [];
}
