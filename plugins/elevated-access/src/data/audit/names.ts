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

import { useApiHolder, type ApiHolder } from '@backstage/core-plugin-api';
import {
  stringifyEntityRef,
  parseEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import {
  catalogAnnotations,
  type AccessRequest,
  type Person,
} from 'backstage-plugin-elevated-access-common';
import { formatAccountId } from '../../time/format';
import { displayNameOf } from '../displayName';
import { searchedFacets, type Filters, type SearchedFacet } from './filters';

/** Something that a filter can be set to. */
export interface Choice {
  id: string;
  name: string;
  /** What tells it from others of its name. */
  hint?: string;
}

/** How an id is called; the id itself, made readable, where nobody knows. */
export type Namer = (facet: SearchedFacet, id: string) => string;

const nameKey = (facet: SearchedFacet, id: string) => ['name', facet, id];

const isSearched = new Set<string>(searchedFacets);

/** Names of what the filters name: from the rows, what was picked, or the catalog. */
export function useNames(filters: Filters, rows: AccessRequest[]): Namer {
  const apis = useApiHolder();
  const wanted = searchedFacets.flatMap(facet =>
    (filters[facet] ?? []).map(id => ({ facet, id })),
  );
  const read = useQueries({
    queries: wanted.map(({ facet, id }) => ({
      queryKey: nameKey(facet, id),
      queryFn: async () => (await readName(apis, facet, id)) ?? null,
      staleTime: Infinity,
    })),
    combine: results => results.map(({ data }) => data),
  });
  const known = new Map<string, string>();
  wanted.forEach(({ facet, id }, index) => {
    const name = read[index];
    if (name) {
      known.set(`${facet} ${id}`, name);
    }
  });
  for (const request of rows) {
    for (const [facet, { id, name }] of namesIn(request)) {
      known.set(`${facet} ${id}`, name);
    }
  }
  return (facet, id) => known.get(`${facet} ${id}`) ?? readable(facet, id);
}

/** Remembers what something is called that was picked by its name. */
export function useRemember(): (facet: SearchedFacet, choice: Choice) => void {
  const queryClient = useQueryClient();
  return (facet, { id, name }) => {
    queryClient.setQueryData(nameKey(facet, id), name);
  };
}

/** Whom and what a request names. */
export function namesIn(
  request: AccessRequest,
): Array<[SearchedFacet, Choice]> {
  const { requester, account, permissionSet, policy } = request;
  const { approval, decisions, endedBy } = request;
  return [
    ['requester', personChoice(requester)],
    ['accountId', { id: account.id, name: account.name }],
    ['permissionSetArn', { id: permissionSet.arn, name: permissionSet.name }],
    ['policy', { id: policy.name, name: policy.name }],
    ...one('approvalPolicy', approval, it => ({
      id: it.policy,
      name: it.policy,
    })),
    ...decisions.map(({ approver }): [SearchedFacet, Choice] => [
      'approver',
      personChoice(approver),
    ]),
    ...one('endedBy', endedBy, personChoice),
  ];
}

function one<T>(
  facet: SearchedFacet,
  named: T | null,
  toChoice: (named: T) => Choice,
): Array<[SearchedFacet, Choice]> {
  return named ? [[facet, toChoice(named)]] : [];
}

function personChoice({ entityRef, displayName }: Person): Choice {
  return { id: entityRef, name: displayName };
}

/** Policies are in no catalog: their names are all that there is to know of them. */
export function isPolicy(
  facet: SearchedFacet,
): facet is 'policy' | 'approvalPolicy' {
  return facet === 'policy' || facet === 'approvalPolicy';
}

/** Whether what is asked for is people. */
function isPeople(
  facet: SearchedFacet,
): facet is 'requester' | 'approver' | 'endedBy' {
  return facet === 'requester' || facet === 'approver' || facet === 'endedBy';
}

async function readName(
  apis: ApiHolder,
  facet: SearchedFacet,
  id: string,
): Promise<string | undefined> {
  const catalog = apis.get(catalogApiRef);
  if (!catalog || !isSearched.has(facet) || isPolicy(facet)) {
    return undefined;
  }
  if (isPeople(facet)) {
    const entity = await catalog.getEntityByRef(id);
    return entity && titleOf(entity);
  }
  const { items } = await catalog.getEntities({
    filter: {
      kind: 'resource',
      [`metadata.annotations.${annotations[facet]}`]: id,
    },
  });
  // An account carries the annotation of its unit as well.
  const entity = items.find(
    ({ spec }) => facet !== 'ouId' || spec?.type === 'aws-organizational-unit',
  );
  return entity && titleOf(entity);
}

const annotations = {
  accountId: catalogAnnotations.accountId,
  permissionSetArn: catalogAnnotations.arn,
  ouId: catalogAnnotations.organizationalUnitId,
};

/** An entity of the catalog as a choice; nothing where it has no such id. */
export function choiceOf(
  facet: SearchedFacet,
  entity: Entity,
): Choice | undefined {
  switch (facet) {
    case 'requester':
    case 'approver':
    case 'endedBy': {
      const id = stringifyEntityRef(entity);
      return { id, name: titleOf(entity), hint: id };
    }
    case 'policy':
    case 'approvalPolicy':
      return undefined;
    default: {
      const id = entity.metadata.annotations?.[annotations[facet]];
      return id
        ? { id, name: titleOf(entity), hint: hintOf(facet, id) }
        : undefined;
    }
  }
}

function hintOf(facet: SearchedFacet, id: string): string {
  return facet === 'accountId' ? formatAccountId(id) : id;
}

function titleOf(entity: Entity): string {
  const { title, name } = entity.metadata;
  return displayNameOf(entity) ?? title ?? name;
}

function readable(facet: SearchedFacet, id: string): string {
  switch (facet) {
    case 'requester':
    case 'approver':
    case 'endedBy':
      return parseEntityRef(id).name;
    case 'accountId':
      return formatAccountId(id);
    case 'permissionSetArn':
      return id.split('/').at(-1) ?? id;
    default:
      return id;
  }
}
