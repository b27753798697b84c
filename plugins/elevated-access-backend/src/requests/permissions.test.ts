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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import type { RequestFilter, Stores } from '../database/types';
import type { RequestRecord } from '../domain/types';
import { anApproval, aRequest } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import {
  accessRequestRules,
  loadResources,
  toRequestFilter,
} from './permissions';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const refs = [
  'user:default/ann.li',
  'user:default/bo.ek',
  'group:default/payments-leads',
  'group:default/platform',
];
const spellings = fc.constantFrom(
  ...refs,
  'User:Default/Ann.Li',
  'group:Platform',
  'user:default/ghost',
);

/** A condition with both of its meanings: for one request, and for the store. */
interface Condition {
  apply(request: RequestRecord): boolean;
  query: PermissionCriteria<RequestFilter>;
}

const rule = fc
  .record({
    rule: fc.constantFrom(...Object.values(accessRequestRules)),
    claims: fc.array(spellings, { maxLength: 3 }),
  })
  .map(
    ({ rule: it, claims }): Condition => ({
      apply: request => it.apply(request, { claims }),
      query: it.toQuery({ claims }),
    }),
  );

const { condition } = fc.letrec<{ condition: Condition }>(tie => {
  const parts = fc.array(tie('condition'), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      rule,
      parts.map(
        (all): Condition => ({
          apply: request => all.every(it => it.apply(request)),
          query: { allOf: nonEmpty(all) },
        }),
      ),
      parts.map(
        (any): Condition => ({
          apply: request => any.some(it => it.apply(request)),
          query: { anyOf: nonEmpty(any) },
        }),
      ),
      tie('condition').map(
        (it): Condition => ({
          apply: request => !it.apply(request),
          query: { not: it.query },
        }),
      ),
    ),
  };
});

function nonEmpty(
  conditions: readonly Condition[],
): [PermissionCriteria<RequestFilter>, ...PermissionCriteria<RequestFilter>[]] {
  const [first, ...rest] = conditions.map(({ query }) => query);
  return [first, ...rest];
}

describe.each(databases.eachSupportedId())('permission rules on %p', id => {
  let stores: Stores;
  const requests: RequestRecord[] = [];

  beforeAll(async () => {
    stores = await createTestStores({
      databases,
      id,
      clock: new ManualClock(),
    });
    const { id: assignmentId } = await stores.assignments.ensureLocked({
      principalId: 'u1',
      accountId: '111122223333',
      permissionSetArn: 'arn',
    });
    for (const requesterRef of refs.slice(0, 2)) {
      for (const approval of [
        null,
        anApproval([refs[2]]),
        anApproval([refs[1], refs[3]]),
      ]) {
        const request = aRequest({ assignmentId, requesterRef, approval });
        await stores.requests.insert(request);
        requests.push(request);
      }
    }
  });

  it('select from the database exactly what they permit one by one', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async ({ apply, query }) => {
        const { items } = await stores.requests.list({
          filter: toRequestFilter(query),
          order: 'newest',
          limit: 100,
        });
        expect(items.map(request => request.id).sort()).toEqual(
          requests
            .filter(apply)
            .map(request => request.id)
            .sort(),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('load resources in the order asked for, and nothing for what is no id', async () => {
    const [first, second] = requests;
    await expect(
      loadResources(stores.requests, [second.id, 'nonsense', first.id]),
    ).resolves.toEqual([second, undefined, first]);
  });
});
