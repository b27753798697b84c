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
  endReasonSchema,
  requestFiltersSchema,
  requestStatuses,
  requestUsageSchema,
} from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import {
  facets,
  readFilters,
  usedFacets,
  withoutFacet,
  writeFilters,
  type Filters,
} from './filters';

const instants = fc
  .date({
    min: new Date('2020-01-01'),
    max: new Date('2030-01-01'),
    noInvalidDate: true,
  })
  .map(date => date.toISOString());

const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const text = fc
  .string({ minLength: 1, maxLength: 200, unit: 'grapheme' })
  .filter(value => value.length <= 200);

/** Any question that the backend understands. */
const anyFilters: fc.Arbitrary<Filters> = fc.record(
  {
    status: some(requestStatuses),
    endReason: some(endReasonSchema.options),
    usage: some(requestUsageSchema.options),
    requester: some(['user:default/ann.li', 'group:default/payments-leads']),
    approver: some(['user:default/bo.ek']),
    endedBy: some(['user:default/rosa.diaz', 'user:default/ann.li']),
    accountId: some(['111122223333', '444455556666']),
    ouId: some(['ou-ab12-11112222', 'r-ab12']),
    permissionSetArn: some([
      'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
    ]),
    policy: some(['payments-engineers', 'Ärzte & Co']),
    approvalPolicy: some(['payments-leads']),
    reason: text,
    ticket: text,
    overdue: fc.boolean(),
    wasOverdue: fc.boolean(),
    automatic: fc.boolean(),
    createdFrom: instants,
    createdTo: instants,
    accessFrom: instants,
    accessTo: instants,
  },
  { requiredKeys: [] },
);

describe('Filters in the address', () => {
  it('come back as they were written, whatever they ask', () => {
    fc.assert(
      fc.property(anyFilters, filters => {
        const address = writeFilters(new URLSearchParams(), filters).toString();
        expect(readFilters(new URLSearchParams(address))).toEqual({
          filters,
          unreadable: [],
        });
      }),
    );
  });

  it('leave alone what else the address says', () => {
    const before = new URLSearchParams('from=mail&status=active');
    expect(writeFilters(before, { overdue: true }).toString()).toBe(
      'from=mail&overdue=true',
    );
  });

  it('cover every question that the backend understands', () => {
    const asked = facets.flatMap(facet =>
      facet === 'access' || facet === 'created'
        ? [`${facet}From`, `${facet}To`]
        : [facet],
    );
    expect(['view', ...asked].sort()).toEqual(
      Object.keys(requestFiltersSchema.shape).sort(),
    );
  });

  it('name what cannot be read and go on with the rest', () => {
    const address = new URLSearchParams(
      'status=asleep&overdue=true&accountId=7',
    );
    expect(readFilters(address)).toEqual({
      filters: { overdue: true },
      unreadable: [
        { name: 'status', value: 'asleep' },
        { name: 'accountId', value: '7' },
      ],
    });
  });

  it('are used exactly when they narrow, and gone when they are removed', () => {
    fc.assert(
      fc.property(anyFilters, filters => {
        const used = usedFacets(filters);
        for (const facet of used) {
          expect(usedFacets(withoutFacet(filters, facet))).toEqual(
            used.filter(other => other !== facet),
          );
        }
        const none = used.reduce(withoutFacet, filters);
        expect(none).toEqual({});
      }),
    );
  });
});
