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
import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import type { RequestFilter, Stores } from '../database/types';
import type { RequestRecord } from '../domain/types';
import { anApproval, aRequest } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { nobodyNamed } from '../domain/approvers';
import { normalizeRef } from '../domain/refs';
import { ApproverScope } from './ApproverScope';
import {
  accessRequestRules,
  loadResources,
  toRequestFilter,
  type AccessRequestResource,
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

/** Who owns an account, and who manages a person. */
const OWNERS = [
  ['111122223333', 'group:default/platform'],
  ['111122223334', 'user:default/bo.ek'],
] as const;
const MANAGERS = [
  ['user:default/ann.li', 'user:default/bo.ek'],
  ['user:default/bo.ek', 'group:default/payments-leads'],
] as const;

/** What the words of a request's policy mean in that world. */
function namedIn({ approval, accountId, requesterRef }: RequestRecord) {
  const approvers = approval?.stages.flatMap(stage => stage.approvers) ?? [];
  const of = (
    word: string,
    facts: readonly (readonly [string, string])[],
    key: string,
  ) =>
    approvers.includes(word)
      ? facts.flatMap(([it, ref]) => (it === key ? [ref] : []))
      : [];
  return {
    owner: of('owner', OWNERS, accountId),
    manager: of('manager', MANAGERS, requesterRef),
  };
}

/** A condition with both of its meanings: for one request, and for the store. */
interface Condition {
  apply(request: AccessRequestResource): boolean;
  query: PermissionCriteria<RequestFilter>;
}

/** A rule with parameters of its own. */
function ruleOf<P>(
  rule: {
    apply(request: AccessRequestResource, parameters: P): boolean;
    toQuery(parameters: P): PermissionCriteria<RequestFilter>;
  },
  parameters: fc.Arbitrary<P>,
): fc.Arbitrary<Condition> {
  return parameters.map(given => ({
    apply: request => rule.apply(request, given),
    query: rule.toQuery(given),
  }));
}

const some = <T>(...values: T[]) =>
  fc.array(fc.constantFrom(...values), { maxLength: 3 });

const { isRequester, isApprover, hasAccount, hasPermissionSet, hasStatus } =
  accessRequestRules;
const claims = fc.record({ claims: fc.array(spellings, { maxLength: 3 }) });
const rule = fc.oneof(
  ruleOf(isRequester, claims),
  ruleOf(isApprover, claims),
  ruleOf(
    hasAccount,
    fc.record({ accountIds: some('111122223333', '111122223334', '0') }),
  ),
  ruleOf(hasPermissionSet, fc.record({ arns: some('arn:a', 'arn:b', 'arn') })),
  ruleOf(
    hasStatus,
    fc.record({ statuses: some<RequestStatus>('pending', 'ended', 'failed') }),
  ),
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
  let scope: ApproverScope;

  beforeAll(async () => {
    stores = await createTestStores({
      databases,
      id,
      clock: new ManualClock(),
    });
    scope = new ApproverScope({
      requests: stores.requests,
      words: {
        accountsOf: async given =>
          OWNERS.flatMap(([accountId, owner]) =>
            given.map(normalizeRef).includes(owner) ? [accountId] : [],
          ),
        peopleOf: async given =>
          MANAGERS.flatMap(([person, manager]) =>
            given.map(normalizeRef).includes(manager) ? [person] : [],
          ),
      },
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
        anApproval(['owner']),
        anApproval([refs[1], 'manager']),
      ]) {
        const even = requests.length % 2 === 0;
        const request = aRequest({
          assignmentId,
          requesterRef,
          approval,
          accountId: requests.length < 3 ? '111122223333' : '111122223334',
          permissionSetArn: even ? 'arn:a' : 'arn:b',
          status: requests.length % 3 === 0 ? 'pending' : 'ended',
        });
        await stores.requests.insert(request);
        requests.push(request);
      }
    }
  });

  it('go without the catalog where no policy uses its words', async () => {
    const filter = await new ApproverScope({
      requests: { list: async () => ({ items: [] }) },
      words: {
        accountsOf: () => Promise.reject(new Error('asked')),
        peopleOf: () => Promise.reject(new Error('asked')),
      },
    }).filterFor(['user:default/bo.ek']);
    expect(filter).toEqual({
      anyOf: [{ approverRefs: ['user:default/bo.ek'] }],
    });
  });

  it('select from the database exactly what they permit one by one', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async ({ apply, query }) => {
        const { items } = await stores.requests.list({
          filter: await scope.resolve(toRequestFilter(query)),
          order: 'newest',
          limit: 100,
        });
        expect(items.map(request => request.id).sort()).toEqual(
          requests
            .filter(request => apply({ ...request, named: namedIn(request) }))
            .map(request => request.id)
            .sort(),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('load resources in the order asked for, and nothing for what is no id', async () => {
    const [first, second] = requests;
    await expect(
      loadResources(
        stores.requests,
        { namedInEach: async cases => cases.map(() => nobodyNamed) },
        [second.id, 'nonsense', first.id],
      ),
    ).resolves.toEqual([
      { ...second, named: nobodyNamed },
      undefined,
      { ...first, named: nobodyNamed },
    ]);
  });
});
