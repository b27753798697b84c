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

import {
  requestFiltersSchema,
  type RequestFilters,
} from 'backstage-plugin-elevated-access-common';

/** What a list of requests is narrowed to, whatever view it is of. */
export type Filters = Partial<Omit<RequestFilters, 'view'>>;

/** Parameters of the address, named as the backend names them. */
const parameters = [
  'status',
  'endReason',
  'requester',
  'accountId',
  'ouId',
  'permissionSetArn',
  'policy',
  'approvalPolicy',
  'approver',
  'endedBy',
  'reason',
  'ticket',
  'overdue',
  'wasOverdue',
  'automatic',
  'usage',
  'createdFrom',
  'createdTo',
  'accessFrom',
  'accessTo',
] as const satisfies ReadonlyArray<keyof Filters>;

/** What can be asked, in the order in which it is offered; a period is one question. */
export const facets = [
  'requester',
  'accountId',
  'permissionSetArn',
  'access',
  'status',
  'ouId',
  'policy',
  'approvalPolicy',
  'approver',
  'endReason',
  'endedBy',
  'overdue',
  'wasOverdue',
  'automatic',
  'usage',
  'reason',
  'ticket',
  'created',
] as const;

export type Facet = (typeof facets)[number];

/** Facets whose values are found by typing; all of them are lists of ids. */
export const searchedFacets = [
  'requester',
  'accountId',
  'permissionSetArn',
  'ouId',
  'policy',
  'approvalPolicy',
  'approver',
  'endedBy',
] as const satisfies readonly Facet[];

export type SearchedFacet = (typeof searchedFacets)[number];

/** Something in the address that is no answer to the question it stands for. */
export interface Unreadable {
  name: string;
  value: string;
}

/**
 * The filters of an address. What cannot be read is left out and named, so
 * that nobody takes a list for narrower than it is.
 */
export function readFilters(params: URLSearchParams): {
  filters: Filters;
  unreadable: Unreadable[];
} {
  let filters: Filters = {};
  const unreadable: Unreadable[] = [];
  for (const name of parameters) {
    const value = params.get(name);
    if (value !== null) {
      const read = requestFiltersSchema.safeParse({ [name]: value });
      if (read.success) {
        const { view, ...rest } = read.data;
        filters = { ...filters, ...rest };
      } else {
        unreadable.push({ name, value });
      }
    }
  }
  return { filters, unreadable };
}

/** The address with these filters in place of those it had. */
export function writeFilters(
  params: URLSearchParams,
  filters: Filters,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of parameters) {
    const value = filters[name];
    if (isNothing(value)) {
      next.delete(name);
    } else {
      next.set(name, String(value));
    }
  }
  return next;
}

function isNothing(value: Filters[keyof Filters]): boolean {
  return (
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** The facets that narrow, in the order in which they are offered. */
export function usedFacets(filters: Filters): Facet[] {
  return facets.filter(facet =>
    keysOf(facet).some(key => !isNothing(filters[key])),
  );
}

/** The same without one question. */
export function withoutFacet(filters: Filters, facet: Facet): Filters {
  const gone: ReadonlyArray<string> = keysOf(facet);
  return Object.fromEntries(
    Object.entries(filters).filter(([key]) => !gone.includes(key)),
  );
}

function keysOf(facet: Facet): ReadonlyArray<keyof Filters> {
  switch (facet) {
    case 'access':
      return ['accessFrom', 'accessTo'];
    case 'created':
      return ['createdFrom', 'createdTo'];
    default:
      return [facet];
  }
}
