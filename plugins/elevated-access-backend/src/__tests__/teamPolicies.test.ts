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
  approvalPolicySchema,
  eligibilityPolicySchema,
  settingsSchema,
} from 'backstage-plugin-elevated-access-common';
import {
  aDeny,
  anAccount,
  anAllow,
  anApprovalPolicy,
  aPermissionSet,
  aSnapshot,
  HOUR,
  NOON,
} from '../domain/__testUtils__/policyBuilders';
import { selectApprovalPolicy } from '../domain/approval';
import {
  evaluateEligibility,
  listRequestable,
  type EligibilityQuery,
} from '../domain/eligibility';
import type {
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
} from '../domain/policies';
import { refsOf } from '../domain/refs';
import type { DirectoryAccount } from '../domain/types';
import {
  loadApprovalPolicy,
  loadEligibilityPolicy,
  loadSettings,
} from '../policies/loadPolicies';

// What AWS's TEAM sample does with policies, line by line, and what is done here
// instead. The API's part is in teamRequests.test.ts and teamApprovals.test.ts.

const PERSON = {
  entityRef: 'user:default/ann.li',
  groupRefs: ['group:default/payments', 'group:default/sre'],
};
const ADMIN = aPermissionSet('Admin');
const PROD = anAccount({ id: '111122223333', name: 'payments-prod' });
const OTHER = anAccount({ id: '444455556666', name: 'cards-prod' });

const onProd = [{ account: PROD.id }];
const onOther = [{ account: OTHER.id }];
const admin = [{ name: 'Admin' }];
const readOnly = [{ name: 'ReadOnly' }];

function ask(
  policies: readonly LoadedEligibilityPolicy[],
  overrides: Partial<EligibilityQuery> = {},
) {
  return evaluateEligibility(
    {
      person: PERSON,
      account: PROD,
      ownerRefs: [],
      permissionSet: ADMIN,
      startsAt: NOON,
      durationMs: HOUR,
      ...overrides,
    },
    policies,
  );
}

function answer(...args: Parameters<typeof ask>): string | undefined {
  const result = ask(...args);
  return result.outcome === 'permitted' ? result.policy.name : undefined;
}

function approvalFor(
  account: DirectoryAccount,
  policies: readonly LoadedApprovalPolicy[],
  permissionSet = ADMIN,
): string | undefined {
  return selectApprovalPolicy(
    {
      account,
      permissionSet,
      ownership: { ownerRefs: [], askerRefs: refsOf(PERSON) },
    },
    policies,
  )?.name;
}

/** An account under `/Workloads/Prod/Payments`, three levels below the root. */
const NESTED = anAccount({
  ouIds: ['r-root', 'ou-workloads', 'ou-prod', 'ou-payments'],
  ouPath: ['Workloads', 'Prod', 'Payments'],
});
const AT_ROOT = anAccount({ ouIds: ['r-root'], ouPath: [] });

describe('eligibility policies (TEAM 1.6, S10)', () => {
  // "One row per user or group, id = IdC user/group id: a group can have exactly one policy."
  it('gives one group any number of policies', () => {
    const policies = [
      anAllow({ name: 'a', targets: onProd, permissionSets: admin }),
      anAllow({ name: 'b', targets: onOther, permissionSets: readOnly }),
      anAllow({ name: 'c', targets: onOther, permissionSets: admin }),
    ];
    expect(answer(policies)).toBe('a');
    expect(
      answer(policies, { account: OTHER, permissionSet: aPermissionSet() }),
    ).toBe('b');
    expect(answer(policies, { account: OTHER })).toBe('c');
  });

  // "entities (multi-select; creates one row each)"
  it('names several people and groups in one policy', () => {
    const policy = anAllow({
      subjects: ['user:default/bo', 'group:default/sre'],
      permissionSets: admin,
    });
    expect(ask([policy]).outcome).toBe('permitted');
    expect(
      ask([policy], { person: { ...PERSON, groupRefs: [] } }).outcome,
    ).toBe('refused');
  });

  // "accounts × permission sets is a full cross product"
  it('pairs accounts with permission sets: two policies are not their cross product', () => {
    const policies = [
      anAllow({ name: 'a', targets: onProd, permissionSets: readOnly }),
      anAllow({ name: 'b', targets: onOther, permissionSets: admin }),
    ];
    expect(ask(policies).outcome).toBe('refused');
    expect(
      listRequestable(
        { person: PERSON, owners: new Map() },
        aSnapshot([PROD, OTHER], [ADMIN, aPermissionSet()]),
        policies,
        { protectedAccountIds: [], delegatedAdministrator: false },
      )
        .map(row => `${row.permissionSet.name} on ${row.account.name}`)
        .sort(),
    ).toEqual(['Admin on cards-prod', 'ReadOnly on payments-prod']);
  });

  // "account/PS: union; PS of policy A never combine with accounts of policy B", over a user's own policy and each group's.
  it('never combines accounts of one policy with permission sets of another, whoever they name', () => {
    const policies = [
      anAllow({
        name: 'own',
        subjects: [PERSON.entityRef],
        targets: onProd,
        permissionSets: readOnly,
      }),
      anAllow({
        name: 'by-group',
        subjects: ['group:default/sre'],
        targets: onOther,
        permissionSets: admin,
      }),
    ];
    expect(ask(policies).outcome).toBe('refused');
    expect(answer(policies, { permissionSet: aPermissionSet() })).toBe('own');
    expect(answer(policies, { account: OTHER })).toBe('by-group');
  });

  // "the check `time <= any policy's duration` is not tied to the policy that matches the account/PS" [RUN]
  it('takes the duration from the policy that covers what is asked', () => {
    const policies = [
      anAllow({ name: 'short', targets: onProd, permissionSets: admin }),
      anAllow({
        name: 'long',
        targets: onOther,
        permissionSets: admin,
        maxDuration: 'PT12H',
      }),
    ];
    expect(ask(policies, { durationMs: 12 * HOUR })).toMatchObject({
      code: 'duration-too-long',
      remedy: 'Ask for at most 1 h.',
    });
  });

  // "each built policy gets a running maximum in iteration order"
  it('gives the same duration whatever the order of policies', () => {
    const policies = [
      anAllow({ name: 'long', targets: onOther, maxDuration: 'PT12H' }),
      anAllow({ name: 'short', targets: onProd, permissionSets: admin }),
    ];
    for (const ordered of [policies, [...policies].reverse()]) {
      expect(ask(ordered, { durationMs: 2 * HOUR }).outcome).toBe('refused');
      expect(answer(ordered)).toBe('short');
    }
  });

  // "UI shows the last matching policy's value and ignores the global max"; "max over all of the user's policies"
  it('shows the longest that a policy that covers it permits, and never more than the global maximum', () => {
    const settings = loadSettings(
      settingsSchema.parse({ maximumDuration: 'PT2H' }),
    );
    const load = (name: string, maxDuration: string, targets = onProd) =>
      loadEligibilityPolicy(
        eligibilityPolicySchema.parse({
          name,
          effect: 'allow',
          subjects: ['group:default/sre'],
          targets,
          permissionSets: admin,
          maxDuration,
        }),
        settings,
      );
    const maximumOf = (policies: LoadedEligibilityPolicy[]) =>
      listRequestable(
        { person: PERSON, owners: new Map() },
        aSnapshot([PROD], [ADMIN]),
        policies,
        { protectedAccountIds: [], delegatedAdministrator: false },
      )[0]?.maxDurationMs;
    const short = load('short', 'PT1H');
    expect(maximumOf([short, load('elsewhere', 'PT8H', onOther)])).toBe(HOUR);
    expect(maximumOf([short, load('long', 'PT8H')])).toBe(2 * HOUR);
    expect(ask([load('long', 'PT8H')], { durationMs: 3 * HOUR }).outcome).toBe(
      'refused',
    );
  });

  // "any matching policy with approvalRequired=false bypasses approval, whatever its duration" [RUN]
  it('does not let an unapproved short policy wave through a long request', () => {
    const policies = [
      anAllow({ name: 'long', permissionSets: admin, maxDuration: 'PT8H' }),
      anAllow({
        name: 'short',
        permissionSets: admin,
        approval: 'not-required',
      }),
    ];
    expect(ask(policies, { durationMs: 8 * HOUR })).toMatchObject({
      policy: { name: 'long', approval: 'required' },
    });
  });

  // "approval required policy takes precedence" is what TEAM's guide says; its code does the opposite.
  it('asks for approval where policies of one priority disagree, as was always documented', () => {
    const policies = [
      anAllow({ name: 'a', permissionSets: admin, approval: 'not-required' }),
      anAllow({ name: 'b', permissionSets: admin, approval: 'required' }),
    ];
    expect(answer(policies)).toBe('b');
  });

  // "direct child accounts only (list_accounts_for_parent), nested OUs excluded"
  it('covers accounts of nested OUs with an OU policy, unless it says direct ones only', () => {
    const policy = (descendants: boolean, ou: string) =>
      anAllow({ permissionSets: admin, targets: [{ ou, descendants }] });
    for (const ou of ['ou-workloads', '/Workloads', '/Workloads/Prod']) {
      expect(ask([policy(true, ou)], { account: NESTED }).outcome).toBe(
        'permitted',
      );
      expect(ask([policy(false, ou)], { account: NESTED }).outcome).toBe(
        'refused',
      );
    }
    expect(
      ask([policy(false, 'ou-payments')], { account: NESTED }).outcome,
    ).toBe('permitted');
  });

  // "Root (r-…) selectable, but every request is denied: Account not in user's eligible accounts or OUs"
  it('covers accounts directly under the root, with and without descendants', () => {
    for (const ou of ['r-root', '/']) {
      for (const descendants of [true, false]) {
        const policy = anAllow({
          permissionSets: admin,
          targets: [{ ou, descendants }],
        });
        expect(ask([policy], { account: AT_ROOT }).outcome).toBe('permitted');
        expect(ask([policy], { account: NESTED }).outcome).toBe(
          descendants ? 'permitted' : 'refused',
        );
      }
    }
  });

  // "Names are copied into the row (stale after rename)."
  it('goes by what accounts and permission sets are called now', () => {
    const byId = anAllow({
      targets: onProd,
      permissionSets: [{ arn: ADMIN.arn }],
    });
    const renamed = {
      account: { ...PROD, name: 'pay-production' },
      permissionSet: { ...ADMIN, name: 'Administrator' },
    };
    expect(ask([byId], renamed).outcome).toBe('permitted');
    const byName = anAllow({ permissionSets: admin });
    expect(ask([byName], renamed).outcome).toBe('refused');
    const byPath = anAllow({
      permissionSets: admin,
      targets: [{ ou: '/Workloads/Prod' }],
    });
    const moved = { ...PROD, ouPath: ['Workloads', 'Production'] };
    expect(ask([byPath], { account: PROD }).outcome).toBe('permitted');
    expect(ask([byPath], { account: moved }).outcome).toBe('refused');
  });

  // "accounts[], ous[] (tree), permissions[] (≥1) … At least one account or OU."
  it.each(['targets', 'permissionSets', 'subjects'])(
    'refuses a policy without %s',
    member => {
      const policy = {
        name: 'a',
        effect: 'allow',
        subjects: ['group:default/sre'],
        targets: onProd,
        permissionSets: admin,
        maxDuration: 'PT1H',
      };
      expect(eligibilityPolicySchema.safeParse(policy).success).toBe(true);
      expect(
        eligibilityPolicySchema.safeParse({ ...policy, [member]: [] }).success,
      ).toBe(false);
    },
  );

  // "max duration h (1–8000)": whole hours
  it('takes durations to the minute', () => {
    const policy = anAllow({ permissionSets: admin, maxDuration: 'PT1H30M' });
    expect(ask([policy], { durationMs: 1.5 * HOUR }).outcome).toBe('permitted');
    expect(ask([policy], { durationMs: 1.5 * HOUR + 60_000 }).outcome).toBe(
      'refused',
    );
  });

  // "approval required (default on)", "default = Settings.duration", "ticket no (required iff setting)"
  it('asks for approval and for a ticket where a policy does not say otherwise, as TEAM does', () => {
    const settings = loadSettings(settingsSchema.parse({}));
    expect(
      loadEligibilityPolicy(
        eligibilityPolicySchema.parse({
          name: 'a',
          effect: 'allow',
          subjects: ['group:default/sre'],
          targets: onProd,
          permissionSets: admin,
          maxDuration: 'PT72H',
        }),
        settings,
      ),
    ).toMatchObject({
      approval: 'required',
      maxDuration: 'PT9H',
      ticket: { required: true },
      reason: { required: true },
    });
  });

  // Nothing takes access away but removing every policy that gives it.
  it('lets one policy deny what others permit', () => {
    expect(
      ask([
        anAllow({ permissionSets: admin }),
        aDeny({ permissionSets: admin }),
      ]).outcome,
    ).toBe('refused');
  });
});

describe('approval policies (TEAM 1.7)', () => {
  // "Row id = account id or OU id … No permission-set scoping [#81]"
  it('lets permission sets of one account be approved by different people', () => {
    const policies = [
      anApprovalPolicy({
        name: 'for-admin',
        targets: onProd,
        permissionSets: admin,
      }),
      anApprovalPolicy({
        name: 'for-reading',
        targets: onProd,
        permissionSets: readOnly,
      }),
    ];
    expect(approvalFor(PROD, policies)).toBe('for-admin');
    expect(approvalFor(PROD, policies, aPermissionSet())).toBe('for-reading');
  });

  // "approvers = IdC groups only", "no named individuals [#595]"; "no quorum/chain/escalation [#38]"
  it('takes people, groups, owners and managers for approvers, in stages, several of many, with escalation', () => {
    const parsed = approvalPolicySchema.safeParse({
      name: 'a',
      targets: onProd,
      permissionSets: admin,
      stages: [
        {
          name: 'Near',
          approvers: ['manager', 'owner'],
          escalation: [{ after: 'PT1H', approvers: ['group:default/sre'] }],
        },
        {
          name: 'Two leads',
          approvers: ['user:default/bo', 'group:default/leads'],
          required: 2,
        },
      ],
    });
    expect(parsed.success).toBe(true);
  });

  // "Resolution: account policy ∪ direct parent OU. No ancestors [#41][#423]."
  it('finds the approvers of OUs above, the nearest first', () => {
    const above = [
      anApprovalPolicy({ name: 'root', targets: [{ ou: 'r-root' }] }),
      anApprovalPolicy({ name: 'top', targets: [{ ou: '/Workloads' }] }),
      anApprovalPolicy({ name: 'near', targets: [{ ou: '/Workloads/Prod' }] }),
    ];
    expect(approvalFor(NESTED, above)).toBe('near');
    expect(approvalFor(NESTED, above.slice(0, 2))).toBe('top');
    expect(approvalFor(NESTED, above.slice(0, 1))).toBe('root');
    expect(approvalFor(AT_ROOT, above)).toBe('root');
  });

  // "account policy ∪ direct parent": either group alone could approve what the account's own policy guards.
  it("does not let an OU's approvers decide where the account has approvers of its own", () => {
    const policies = [
      anApprovalPolicy({ name: 'ou', targets: [{ ou: '/Workloads/Prod' }] }),
      anApprovalPolicy({ name: 'account', targets: onProd }),
    ];
    expect(approvalFor(PROD, policies)).toBe('account');
    expect(approvalFor(OTHER, policies)).toBe('ou');
  });

  // "approvers (names + groupIds parallel arrays)", stale after a rename
  it('keeps approvers by reference, so that no name of theirs can go stale', () => {
    const { stages } = loadApprovalPolicy(
      approvalPolicySchema.parse({
        name: 'a',
        targets: onProd,
        permissionSets: admin,
        stages: [{ name: 'Leads', approvers: ['group:default/leads'] }],
      }),
      loadSettings(settingsSchema.parse({})),
    );
    expect(stages[0].approvers).toEqual(['group:default/leads']);
  });

  // R5: "deleted/moved OU [#431][RUN]" raises in TEAM, and the request is stuck for ever.
  it('passes over an OU that is gone, and goes on with what is left', () => {
    const gone = { ou: 'ou-gone' };
    expect(
      approvalFor(PROD, [
        anApprovalPolicy({ name: 'gone', targets: [gone] }),
        anApprovalPolicy({ name: 'all' }),
      ]),
    ).toBe('all');
    expect(
      answer([
        anAllow({ name: 'gone', targets: [gone], permissionSets: admin }),
        anAllow({ name: 'all', permissionSets: admin }),
      ]),
    ).toBe('all');
  });
});
