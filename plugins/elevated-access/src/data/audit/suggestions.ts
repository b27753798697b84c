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
import {
  catalogResourceTypes,
  requestFiltersSchema,
  type AccessRequest,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import { formatAccountId } from '../../time/format';
import { hasWords } from '../narrow';
import type { SearchedFacet } from './filters';
import { useFound } from '../useFound';
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

/**
 * What a filter may be set to, for what was typed: what the rows name, the
 * catalog, what the reader may ask for, and what was typed if it is an id.
 */
export function useSuggestions(
  facet: SearchedFacet,
  typed: string,
  rows: AccessRequest[],
) {
  const api = useApi(elevatedAccessApiRef);
  const apis = useApiHolder();
  const text = typed.trim();
  const { found, isSettled, isPending, isError } = useFound<Choice>({
    kind: facet,
    typed,
    find: async (search, signal) => {
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
        const entities = items.flatMap(entity => choiceOf(facet, entity) ?? []);
        if (entities.length > 0) {
          return entities;
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
    textOf,
  });
  const named = rows
    .flatMap(namesIn)
    .flatMap(([of, choice]) => (of === facet ? [choice] : []))
    .filter(choice => hasWords(textOf(choice), text));
  const choices = [...typedChoice(facet, text), ...named, ...found];
  return {
    isPending: isPending || (!isSettled && choices.length === 0),
    isError: isError && choices.length === 0,
    choices: [
      ...new Map(choices.reverse().map(choice => [choice.id, choice])).values(),
    ].reverse(),
  };
}

function textOf({ id, name, hint = '' }: Choice): string {
  return `${id} ${name} ${hint}`;
}

/** What was typed, where the backend would take it as it is. */
function typedChoice(facet: SearchedFacet, search: string): Choice[] {
  const id = facet === 'accountId' ? search.replace(/\s/g, '') : search;
  const isName = isPolicy(facet) && search !== '';
  const isId =
    !isPolicy(facet) && requestFiltersSchema.safeParse({ [facet]: id }).success;
  return isName || isId ? [{ id, name: search }] : [];
}
