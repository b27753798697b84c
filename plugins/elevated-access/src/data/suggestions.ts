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
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  catalogAnnotations,
  catalogResourceTypes,
  type ElevatedAccessApi,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { displayNameOf } from './displayName';
import { useFound } from './useFound';

/** Something that can be picked: `id` is what is written into a policy. */
export interface Suggestion {
  id: string;
  label: string;
  description?: string;
}

/** What is picked from. `permission-set` gives names, `permission-set-arn` ARNs. */
export type SuggestionKind =
  | 'people-and-groups'
  | 'people'
  | 'owners'
  | 'account'
  | 'organizational-unit'
  | 'permission-set'
  | 'permission-set-arn';

const MOST = 20;

/** Where the catalog looks for what was typed; without them it looks at entities' uids alone. */
const searched = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
  ...[
    catalogAnnotations.accountId,
    catalogAnnotations.organizationalUnitPath,
    catalogAnnotations.permissionSetName,
  ].map(annotation => `metadata.annotations.${annotation}`),
];

/**
 * What fits to what was typed, from the catalog, and for accounts and permission
 * sets from what the reader may ask for as well: not every portal has accounts in
 * its catalog. A source that cannot be read suggests nothing; whatever is typed
 * can be taken as it is.
 */
export function useSuggestions(kind: SuggestionKind, typed: string) {
  const api = useApi(elevatedAccessApiRef);
  const catalog = useApiHolder().get(catalogApiRef);
  const { found, isSettled, isFetching } = useFound<Suggestion>({
    kind,
    typed,
    find: async search => {
      const sources = await Promise.allSettled([
        catalog
          ? catalog
              .queryEntities({
                filter: filterOf(kind),
                limit: MOST,
                fields: [
                  'kind',
                  'metadata.name',
                  'metadata.namespace',
                  'metadata.title',
                  'metadata.annotations',
                  'spec.profile.displayName',
                ],
                ...(search && {
                  fullTextFilter: { term: search, fields: searched },
                }),
              })
              .then(({ items }) => items.flatMap(it => toSuggestion(kind, it)))
          : [],
        requestable(api, kind, search),
      ]);
      const all = sources.flatMap(result =>
        result.status === 'fulfilled' ? result.value : [],
      );
      return [...new Map(all.map(it => [it.id, it])).values()].slice(0, MOST);
    },
    textOf: ({ id, label }) => `${label} ${id}`,
  });
  return {
    suggestions: found,
    isSearching: !isSettled || (isFetching && found.length === 0),
  };
}

function filterOf(kind: SuggestionKind) {
  switch (kind) {
    case 'people':
      return { kind: 'user' };
    case 'account':
      return resource(catalogResourceTypes.account);
    case 'organizational-unit':
      return resource(catalogResourceTypes.organizationalUnit);
    case 'permission-set':
    case 'permission-set-arn':
      return resource(catalogResourceTypes.permissionSet);
    default:
      return { kind: ['group', 'user'] };
  }
}

function resource(type: string) {
  return { kind: 'resource', 'spec.type': type };
}

function toSuggestion(kind: SuggestionKind, entity: Entity): Suggestion[] {
  const { annotations = {}, title, name } = entity.metadata;
  const label = title ?? displayNameOf(entity) ?? name;
  const of = (id: string | undefined, description = id): Suggestion[] =>
    id ? [{ id, label, description }] : [];
  switch (kind) {
    case 'account':
      return of(annotations[catalogAnnotations.accountId]);
    case 'organizational-unit':
      return of(annotations[catalogAnnotations.organizationalUnitPath]);
    case 'permission-set':
      return of(annotations[catalogAnnotations.permissionSetName], undefined);
    case 'permission-set-arn':
      return of(annotations[catalogAnnotations.arn]);
    default:
      return of(stringifyEntityRef(entity));
  }
}

async function requestable(
  api: Pick<ElevatedAccessApi, 'listRequestable'>,
  kind: SuggestionKind,
  search: string,
): Promise<Suggestion[]> {
  if (
    kind !== 'account' &&
    kind !== 'permission-set' &&
    kind !== 'permission-set-arn'
  ) {
    return [];
  }
  const { items } = await api.listRequestable({ search, limit: 100 });
  return items.map(({ account, permissionSet }) => {
    switch (kind) {
      case 'account':
        return { id: account.id, label: account.name, description: account.id };
      case 'permission-set':
        return { id: permissionSet.name, label: permissionSet.name };
      default:
        return {
          id: permissionSet.arn,
          label: permissionSet.name,
          description: permissionSet.arn,
        };
    }
  });
}
