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

import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Explain,
  Explanation,
} from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import { aRequest } from '../__testUtils__/builders';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import {
  aSnapshot,
  arnOf,
  HOUR,
  NOON,
  someSettings,
} from '../domain/__testUtils__/policyBuilders';
import { referenceAnswer } from '../domain/__testUtils__/referenceEvaluator';
import {
  anyWorld,
  groupsOf,
  toAccount,
  toPermissionSet,
  type World,
} from '../domain/__testUtils__/worlds';
import { isProblem, problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import { parseDurationMs } from '../domain/window';
import { ApprovalResolver } from './ApprovalResolver';
import { CallerFactory } from './Caller';
import { Explanations } from './Explanations';
import type { RequestPlan } from './newRequest';
import { RequestAssessor } from './RequestAssessor';
import { requirePlan } from './Submission';

jest.setTimeout(120_000);

/** One value most of the time, and now and then another. */
function mostly<T>(usual: fc.Arbitrary<T>, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 8, arbitrary: usual },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const inHours = (hours: number) => NOON.getTime() + hours * HOUR;

/** A world, what is going on in it, and a question. */
const scene = fc.record({
  world: anyWorld,
  ask: fc.record({
    person: fc.constantFrom('user:default/ann', 'user:default/bo'),
    accountId: mostly(
      fc.constantFrom('111111111111', '222222222222'),
      '000000000000',
      '333333333333',
    ),
    permissionSetArn: mostly(
      fc.constantFrom(arnOf('Admin'), arnOf('ReadOnly')),
      arnOf('Gone'),
    ),
    duration: mostly(fc.constantFrom('PT30M', 'PT1H', 'PT90M'), 'PT1M', 'P2D'),
    startsAt: mostly<number | undefined>(
      fc.constantFrom(undefined, inHours(5), inHours(14)),
      inHours(-1),
      inHours(2000),
    ),
  }),
  user: mostly<'enabled' | 'disabled' | 'none'>(
    fc.constant('enabled'),
    'disabled',
    'none',
  ),
  /** Who may approve anything. */
  approvers: fc.subarray(['ann', 'bo', 'cleo']),
  owners: mostly<'known' | 'away'>(fc.constant('known'), 'away'),
  protectedAccountIds: mostly(fc.constant<string[]>([]), ['222222222222']),
  /** The same has been asked for already. */
  open: mostly(fc.constant(false), true),
});

type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

function personIn(world: World, ref: string) {
  return {
    entityRef: ref,
    displayName: ref.replace('user:default/', ''),
    annotations: {},
    groupRefs: groupsOf(ref, world),
  };
}

function aPortal({ world, ask, user, ...rest }: Scene) {
  const snapshot = aSnapshot(
    world.accounts.map(it => toAccount(it, world)),
    world.sets.map(toPermissionSet),
  );
  const people = {
    getPerson: async (ref: string) =>
      ref in world.memberOf ? personIn(world, ref) : undefined,
  };
  const findUser = async () => {
    if (user !== 'enabled') {
      throw problem('not-allowed', {
        code:
          user === 'none'
            ? 'no-identity-center-user'
            : 'identity-center-user-disabled',
        reason: 'It is so.',
        remedy: 'Ask.',
      });
    }
    return {
      userId: `id-of-${ask.person}`,
      userName: ask.person,
      displayName: ask.person,
      enabled: true,
    };
  };
  const membersOf = async (refs: readonly string[]) =>
    new Map(
      refs.map(ref => [
        ref,
        rest.approvers.map(name => ({
          entityRef: `user:default/${name}`,
          displayName: name,
          principalId: `id-of-user:default/${name}`,
          enabled: name !== 'cleo' || user !== 'disabled',
        })),
      ]),
    );
  const approvers: Pick<ApproverDirectory, 'membersOf' | 'membersAmong'> = {
    membersOf,
    membersAmong: async (some, refs) =>
      new Map(
        [...(await membersOf(refs))].map(([ref, members]) => [
          ref,
          members.filter(({ entityRef }) => some.includes(entityRef)),
        ]),
      ),
  };
  const assessor = new RequestAssessor({
    stores: {
      now: async () => NOON,
      requests: {
        list: async () => ({
          items: rest.open
            ? [
                aRequest({
                  id: '00000000-0000-4000-8000-000000000001',
                  assignmentId: 'a',
                  requesterRef: ask.person,
                  accountId: ask.accountId,
                  permissionSetArn: ask.permissionSetArn,
                  createdAt: NOON,
                  expiresAt: new Date(NOON.getTime() + HOUR),
                }),
              ]
            : [],
        }),
      },
    },
    directory: { requireSnapshot: async () => snapshot },
    identity: { find: findUser, requireEnabled: findUser },
    approvers,
    recentApprovers: approvers,
    owners: {
      ownersOf: async id => {
        if (rest.owners === 'away') {
          throw problem('unavailable', {
            code: 'catalog-unavailable',
            reason: 'The catalog is away.',
            remedy: 'Wait.',
          });
        }
        return (
          world.accounts.find(it => it.id === id)?.owners.map(normalizeRef) ??
          []
        );
      },
    },
    policies: {
      getPolicies: async () => ({
        eligibility: [...world.eligibility],
        approval: [...world.approval],
        settings: someSettings(),
      }),
    },
    protection: {
      protectedAccountIds: rest.protectedAccountIds,
      delegatedAdministrator: true,
    },
    approval: new ApprovalResolver({
      whomToTell: async () => 'the administrators',
    }),
    permissionSets: { newest: known => known },
  });
  const callers = new CallerFactory({
    people,
    roles: { admin: [], auditor: [], responder: [] },
  });
  return {
    explain: (input: Explain): Promise<Explanation> =>
      new Explanations({ people, assessor }).explain(
        input,
        callers.create({ credentials: mockCredentials.user(ask.person) }),
      ),
    /** What a submission acts on, or the problem with which it is refused. */
    submit: async ({ accountId, ...wish }: Explain) => {
      const [assessment] = await assessor.assess(
        {
          ...wish,
          accountIds: [accountId],
          reason: 'OPS-31',
          ticket: 'OPS-31',
        },
        personIn(world, ask.person),
        { live: true },
      );
      try {
        return { plan: requirePlan(assessment) };
      } catch (error) {
        if (!isProblem(error)) {
          throw error;
        }
        return { refused: error };
      }
    },
  };
}

function inputOf({ ask }: Scene): Explain {
  const { person: _person, startsAt, ...input } = ask;
  return startsAt === undefined
    ? input
    : { ...input, startsAt: new Date(startsAt).toISOString() };
}

describe('Explanations', () => {
  it('never disagrees with a submission: outcome, policy, approvers, and why not', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(scene, async it => {
        const portal = aPortal(it);
        const explained = await portal.explain(inputOf(it));
        const { plan, refused } = await portal.submit(inputOf(it));
        const what = refused?.code ?? 'permitted';
        seen.set(what, (seen.get(what) ?? 0) + 1);

        expect(explained.outcome).toBe(plan ? 'permitted' : 'refused');
        expect(explained.refusal).toEqual(
          refused
            ? {
                code: refused.code,
                reason: refused.reason,
                remedy: refused.remedy,
              }
            : null,
        );
        if (plan) {
          expectToExplain(explained, plan);
        }
      }),
      { numRuns: 2000 },
    );
    // A property that never comes to some of its cases proves nothing about them.
    expect([...seen.keys()].sort()).toEqual([
      'account-not-active',
      'account-protected',
      'already-requested',
      'catalog-unavailable',
      'duration-too-long',
      'duration-too-short',
      'identity-center-user-disabled',
      'no-approval-policy',
      'no-approver',
      'no-identity-center-user',
      'not-eligible',
      'outside-working-hours',
      'permitted',
      'unknown-account',
      'unknown-permission-set',
      'window-in-past',
      'window-too-far',
    ]);
  });

  it('lets a policy answer exactly when it answers by the rules', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async it => {
        const { world, ask } = it;
        const explained = await aPortal({
          ...it,
          owners: 'known',
          protectedAccountIds: [],
        }).explain(inputOf(it));
        const account = world.accounts.find(({ id }) => id === ask.accountId);
        const set = world.sets.find(({ arn }) => arn === ask.permissionSetArn);
        fc.pre(account !== undefined && set !== undefined);
        const answer =
          account &&
          set &&
          referenceAnswer(
            {
              person: ask.person,
              account,
              set,
              startsAt: new Date(ask.startsAt ?? NOON),
              durationMs: parseDurationMs(ask.duration),
            },
            world,
          );
        expect(
          explained.eligibility.find(
            ({ answers, effect }) => answers && effect === 'allow',
          )?.policy,
        ).toBe(answer);
        expect(
          explained.eligibility.map(({ policy }) => policy).sort(),
        ).toEqual(world.eligibility.map(({ name }) => name).sort());
      }),
      { numRuns: 1000 },
    );
  });
});

function expectToExplain(explained: Explanation, plan: RequestPlan): void {
  const { policy, approval } = plan;
  expect(explained.policy).toEqual({
    name: policy.name,
    version: policy.version,
  });
  expect(
    explained.eligibility.filter(it => it.answers).map(it => it.policy),
  ).toEqual([policy.name]);
  expect(explained.approval?.policy).toBe(approval?.policyName);
  expect(
    explained.approvalPolicies.filter(it => it.answers).map(it => it.policy),
  ).toEqual(approval ? [approval.policyName] : []);
}
