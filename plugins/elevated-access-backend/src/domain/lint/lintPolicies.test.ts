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

import type { LintRule } from 'backstage-plugin-elevated-access-common';
import type { ApproverPerson } from '../approvers';
import {
  aDeny,
  anAccount,
  anAllow,
  anApprovalPolicy,
  aPermissionSet,
  aSnapshot,
  HOUR,
} from '../__testUtils__/policyBuilders';
import { lintPolicies } from './lintPolicies';
import type { LintClaim, LintWorld } from './types';

function person(name: string, enabled = true): [string, ApproverPerson] {
  const entityRef = `user:default/${name}`;
  return [
    entityRef,
    { entityRef, displayName: name, principalId: `id-${name}`, enabled },
  ];
}

const prod = anAccount();
const stage = anAccount({
  id: '111122223334',
  name: 'payments-stage',
  ouIds: ['r-root', 'ou-root-workload', 'ou-root-stagesta'],
  ouPath: ['Workloads', 'Stage'],
  tags: { env: 'stage' },
});
const closed = anAccount({
  id: '111122223335',
  name: 'old',
  state: 'SUSPENDED',
});
const readOnly = aPermissionSet();
const admin = aPermissionSet('Admin', { sessionDurationMs: 8 * HOUR });

/** Ann and Gita work in payments, Bo and Cleo lead; everything is covered by an approval policy. */
function aWorld(overrides: Partial<LintWorld> = {}): LintWorld {
  return {
    eligibility: [anAllow()],
    approval: [anApprovalPolicy()],
    directory: {
      ...aSnapshot([prod, stage, closed], [readOnly, admin]),
      units: new Map(
        [
          { id: 'ou-root-empty0000', path: ['Sandbox'] },
          { id: 'ou-root-workload', path: ['Workloads'] },
        ].map(({ id, path }) => [
          id,
          { id, name: path.join(), ids: ['r-root', id], path },
        ]),
      ),
    },
    owners: new Map([[prod.id, ['group:default/payments-leads']]]),
    members: new Map([
      ['group:default/payments', ['user:default/ann', 'user:default/gita']],
      [
        'group:default/payments-leads',
        ['user:default/bo', 'user:default/cleo'],
      ],
      ['group:default/lone', ['user:default/bo']],
      ['group:default/disabled', ['user:default/finn']],
      ['group:default/empty', []],
      ['user:default/ann', ['user:default/ann']],
      ['user:default/bo', ['user:default/bo']],
    ]),
    approvers: new Map([
      person('ann'),
      person('gita'),
      person('bo'),
      person('cleo'),
      person('finn', false),
    ]),
    ...overrides,
  };
}

function lint(overrides: Partial<LintWorld> = {}): LintClaim[] {
  return [...lintPolicies(aWorld(overrides))].flat();
}

function shown(claims: readonly LintClaim[]) {
  return claims.map(({ rule, severity, policy, path }) => [
    rule,
    severity,
    policy.name,
    path,
  ]);
}

describe('lint', () => {
  it('has nothing to say of policies that work', () => {
    expect(lint()).toEqual([]);
  });

  describe('of what policies refer to', () => {
    const both = (...refs: string[]) => ['group:default/payments', ...refs];

    it.each<[string, LintRule, Parameters<typeof anAllow>[0], string]>([
      [
        'a group that is gone',
        'subject-gone',
        { subjects: both('group:gone') },
        'subjects.1',
      ],
      [
        'a user who is gone',
        'subject-gone',
        { subjects: both('user:gone') },
        'subjects.1',
      ],
      [
        'a group without members',
        'subject-empty',
        { subjects: both('group:default/empty') },
        'subjects.1',
      ],
      [
        'an account that is gone',
        'account-gone',
        { targets: [{ all: true }, { account: '999999999999' }] },
        'targets.1',
      ],
      [
        'an account that is closed',
        'account-closed',
        { targets: [{ all: true }, { account: closed.id }] },
        'targets.1',
      ],
      [
        'an OU that is gone, by path',
        'ou-gone',
        { targets: [{ all: true }, { ou: '/Workloads/Prd' }] },
        'targets.1',
      ],
      [
        'an OU that is gone, by id',
        'ou-gone',
        { targets: [{ all: true }, { ou: 'ou-root-gonegone' }] },
        'targets.1',
      ],
      [
        'an OU without accounts',
        'nothing-selected',
        { targets: [{ all: true }, { ou: '/Sandbox' }] },
        'targets.1',
      ],
      [
        'an OU with accounts below it only',
        'nothing-selected',
        { targets: [{ all: true }, { ou: '/Workloads', descendants: false }] },
        'targets.1',
      ],
      [
        'a tag that no account has',
        'nothing-selected',
        { targets: [{ all: true }, { tag: { key: 'env', value: 'prd' } }] },
        'targets.1',
      ],
      [
        'an owner of nothing',
        'nothing-selected',
        { targets: [{ all: true }, { owner: 'group:default/empty' }] },
        'targets.1',
      ],
      [
        'ownership where nobody owns anything',
        'nothing-selected',
        { targets: [{ all: true }, { owned: true }] },
        'targets.1',
      ],
      [
        'a permission set that is gone',
        'permission-set-gone',
        {
          permissionSets: [{ all: true }, { name: 'Readonly' }],
          maxDuration: 'PT8H',
        },
        'permissionSets.1',
      ],
      [
        'a tag that no permission set has',
        'permission-set-gone',
        {
          permissionSets: [{ all: true }, { tag: { key: 'a', value: 'b' } }],
          maxDuration: 'PT8H',
        },
        'permissionSets.1',
      ],
    ])('warns of %s', (_, rule, overrides, path) => {
      expect(shown(lint({ eligibility: [anAllow(overrides)] }))).toEqual([
        [rule, 'warning', 'payments-engineers', path],
      ]);
    });

    it.each<[string, Parameters<typeof anAllow>[0]]>([
      ['subject', { subjects: ['group:gone'] }],
      ['account', { targets: [{ account: '999999999999' }] }],
      ['permission set', { permissionSets: [{ name: 'Gone' }] }],
    ])('calls it an error when no %s is left', (_, overrides) => {
      const claims = lint({ eligibility: [anAllow(overrides)] });
      expect(claims.map(({ severity }) => severity)).toEqual(['error']);
    });

    it('says nothing of ownership when a subject owns an account', () => {
      expect(
        lint({
          eligibility: [anAllow({ targets: [{ owned: true }] })],
          owners: new Map([[prod.id, ['group:default/payments']]]),
        }),
      ).toEqual([]);
    });

    it('looks at denials in the same way: one that names nothing protects nothing', () => {
      expect(
        shown(
          lint({
            eligibility: [
              anAllow(),
              aDeny({ targets: [{ tag: { key: 'env', value: 'prd' } }] }),
            ],
          }),
        ),
      ).toEqual([['nothing-selected', 'error', 'nobody', 'targets.0']]);
    });
  });

  describe('of approval', () => {
    const stages = (...approvers: string[][]) =>
      approvers.map((refs, index) => ({ name: `${index}`, approvers: refs }));
    const leads = 'group:default/payments-leads';

    it.each<[string, string[][], [LintRule, string, string][]]>([
      [
        'a group that is gone',
        [[leads, 'group:gone']],
        [['approver-gone', 'warning', 'stages.0.approvers.1']],
      ],
      [
        'a group without members',
        [[leads, 'group:default/empty']],
        [['approver-empty', 'warning', 'stages.0.approvers.1']],
      ],
      [
        'a group of disabled people',
        [[leads, 'group:default/disabled']],
        [['approver-empty', 'warning', 'stages.0.approvers.1']],
      ],
      [
        'nobody who is left',
        [['group:gone']],
        [
          ['approver-gone', 'warning', 'stages.0.approvers.0'],
          ['nobody-can-approve', 'error', 'stages.0'],
        ],
      ],
      [
        'a single person',
        [['group:default/lone']],
        [['only-one-can-approve', 'warning', 'stages.0']],
      ],
      [
        'one person for two stages',
        [['group:default/lone'], ['user:bo']],
        [['nobody-can-approve', 'error', 'stages.1']],
      ],
    ])('says of %s what follows', (_, approvers, expected) => {
      const approval = [anApprovalPolicy({ stages: stages(...approvers) })];
      expect(
        lint({ approval }).map(({ rule, severity, path }) => [
          rule,
          severity,
          path,
        ]),
      ).toEqual(expected);
    });

    it('counts only the stage’s own approvers, and checks those of its escalations', () => {
      const approval = [
        anApprovalPolicy({
          stages: [
            {
              name: 'one',
              approvers: ['group:default/lone'],
              escalation: [{ after: 'PT1H', approvers: [leads, 'group:gone'] }],
            },
          ],
        }),
      ];
      expect(shown(lint({ approval }))).toEqual([
        [
          'approver-gone',
          'warning',
          'payments-approval',
          'stages.0.escalation.0.approvers.1',
        ],
        ['only-one-can-approve', 'warning', 'payments-approval', 'stages.0'],
      ]);
    });

    it('does not judge what the manager of whoever asks would say', () => {
      expect(
        lint({ approval: [anApprovalPolicy({ stages: stages(['manager']) })] }),
      ).toEqual([]);
    });

    it('asks who owns the account where the owner approves', () => {
      const approval = [anApprovalPolicy({ stages: stages(['owner']) })];
      const [claim, ...others] = lint({ approval });
      expect(others).toEqual([]);
      expect(claim).toMatchObject({
        rule: 'nobody-can-approve',
        severity: 'error',
        reason: expect.stringContaining('payments-stage'),
      });
      expect(claim?.reason).not.toContain('payments-prod');
    });

    it('finds those who ask and are all that may approve', () => {
      const approval = [
        anApprovalPolicy({ stages: stages(['group:default/lone']) }),
      ];
      expect(
        shown(
          lint({
            approval,
            eligibility: [anAllow({ subjects: ['user:bo'] })],
          }),
        ),
      ).toEqual([
        ['nobody-can-approve', 'error', 'payments-engineers', 'subjects'],
        ['only-one-can-approve', 'warning', 'payments-approval', 'stages.0'],
      ]);
      const some = lint({
        approval,
        eligibility: [anAllow({ subjects: ['user:bo', 'group:payments'] })],
      });
      expect(some[0]).toMatchObject({
        rule: 'nobody-can-approve',
        severity: 'warning',
        reason: expect.stringContaining('user:default/bo'),
      });
    });

    it('knows a person under two names', () => {
      const world = aWorld();
      const [, bo] = person('bo');
      expect(
        shown(
          lint({
            eligibility: [anAllow({ subjects: ['user:bo.admin'] })],
            approval: [
              anApprovalPolicy({
                stages: stages(['user:bo.admin', 'user:bo']),
              }),
            ],
            members: new Map([
              ...world.members,
              ['user:default/bo.admin', ['user:default/bo.admin']],
            ]),
            approvers: new Map([
              ...world.approvers,
              [
                'user:default/bo.admin',
                { ...bo, entityRef: 'user:default/bo.admin' },
              ],
            ]),
          }),
        ),
      ).toEqual([
        ['nobody-can-approve', 'error', 'payments-engineers', 'subjects'],
        ['only-one-can-approve', 'warning', 'payments-approval', 'stages.0'],
      ]);
    });

    it('finds accounts that no approval policy covers', () => {
      const partly = lint({
        approval: [anApprovalPolicy({ targets: [{ account: prod.id }] })],
      });
      expect(partly).toMatchObject([
        {
          rule: 'no-approval-policy',
          severity: 'warning',
          reason: expect.stringContaining('payments-stage'),
        },
      ]);
      expect(lint({ approval: [] })).toMatchObject([
        { rule: 'no-approval-policy', severity: 'error' },
      ]);
      expect(
        lint({
          approval: [],
          eligibility: [anAllow({ approval: 'not-required' })],
        }),
      ).toEqual([]);
    });
  });

  describe('of policies beside each other', () => {
    it('finds the one that another one always answers before', () => {
      const eligibility = [
        anAllow({ name: 'low', subjects: ['user:ann'] }),
        anAllow({ name: 'high', priority: 5, maxDuration: 'PT2H' }),
      ];
      expect(shown(lint({ eligibility }))).toEqual([
        ['shadowed', 'warning', 'low', 'priority'],
      ]);
    });

    it('finds the one that is denied as a whole', () => {
      const eligibility = [anAllow({ subjects: ['user:ann'] }), aDeny()];
      expect(shown(lint({ eligibility }))).toEqual([
        ['unreachable', 'error', 'payments-engineers', 'effect'],
      ]);
    });

    it('finds the one that several together leave nothing', () => {
      const eligibility = [
        anAllow({ name: 'low' }),
        anAllow({ name: 'prod', priority: 5, targets: [{ account: prod.id }] }),
        aDeny({ targets: [{ ou: '/Workloads/Stage' }] }),
      ];
      const claims = lint({ eligibility });
      expect(shown(claims)).toEqual([
        ['unreachable', 'warning', 'low', 'priority'],
      ]);
      expect(claims[0]?.reason).toContain('prod and nobody');
    });

    it('finds access without approval to what the one beside it asks approval for', () => {
      const eligibility = [
        anAllow({ name: 'careful', priority: 5 }),
        anAllow({
          name: 'careless',
          approval: 'not-required',
          maxDuration: 'PT4H',
        }),
      ];
      const [claim, ...others] = lint({ eligibility });
      expect(others).toEqual([]);
      expect(claim).toMatchObject({
        rule: 'broader-than-beside',
        severity: 'warning',
        policy: { name: 'careless' },
        path: 'approval',
        reason: expect.stringContaining('more than 1 h'),
      });
    });

    it('finds the wider one under which a limit is none', () => {
      const eligibility = [
        anAllow({ name: 'wide', maxDuration: 'PT4H' }),
        anAllow({
          name: 'narrow',
          priority: 5,
          targets: [{ account: prod.id }],
        }),
      ];
      expect(shown(lint({ eligibility }))).toEqual([
        ['broader-than-beside', 'info', 'wide', 'targets'],
      ]);
    });

    it('takes different people, permission sets or hours for different things', () => {
      const eligibility = [
        anAllow({ name: 'a', priority: 5 }),
        anAllow({
          name: 'b',
          approval: 'not-required',
          maxDuration: 'PT8H',
          subjects: ['group:default/payments-leads'],
        }),
        anAllow({
          name: 'c',
          approval: 'not-required',
          maxDuration: 'PT8H',
          permissionSets: [{ name: 'Admin' }],
        }),
      ];
      expect(lint({ eligibility })).toEqual([]);
    });
  });

  describe('of sessions', () => {
    it('warns of credentials that outlast all access through a policy', () => {
      const permissionSets = [{ name: 'Admin' }];
      expect(
        shown(lint({ eligibility: [anAllow({ permissionSets })] })),
      ).toEqual([
        [
          'session-outlasts-grant',
          'warning',
          'payments-engineers',
          'maxDuration',
        ],
      ]);
    });

    it('calls it an error where a strict window leaves no time at all', () => {
      const eligibility = [
        anAllow({
          permissionSets: [{ name: 'Admin' }],
          maxDuration: 'PT8H',
          strictWindow: true,
        }),
      ];
      expect(shown(lint({ eligibility }))).toEqual([
        [
          'session-outlasts-grant',
          'error',
          'payments-engineers',
          'maxDuration',
        ],
      ]);
    });
  });
});
