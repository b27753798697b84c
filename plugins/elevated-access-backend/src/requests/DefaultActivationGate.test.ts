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
  type TargetSelector,
  type WorkingHours,
} from 'backstage-plugin-elevated-access-common';
import { AwsFailure } from '../aws/AwsFailure';
import type { AwsFailureKind, AwsPermissionSet } from '../aws/types';
import type { ApproverPerson } from '../domain/approval';
import { problem } from '../domain/problems';
import type {
  CatalogPerson,
  DecisionRecord,
  DirectoryAccount,
  DirectoryPermissionSet,
  IdentityCenterUser,
  RequestRecord,
} from '../domain/types';
import {
  loadApprovalPolicy,
  loadEligibilityPolicy,
  loadSettings,
} from '../policies/loadPolicies';
import { aRequest, PERMISSION_SET_ARN, START } from '../__testUtils__/builders';
import { DefaultActivationGate } from './DefaultActivationGate';
import { LivePermissionSets } from './LivePermissionSets';

const settings = loadSettings(settingsSchema.parse({}));
const request = aRequest({
  assignmentId: 'a1',
  status: 'scheduled',
  startsAt: START,
  endsAt: new Date(START.getTime() + 3_600_000),
});

const decision: DecisionRecord = {
  id: 'd1',
  requestId: request.id,
  approverRef: 'user:default/bo.ek',
  approverName: 'Bo Ek',
  approverPrincipalId: 'bo',
  verdict: 'approved',
  comment: '',
  digest: request.digest,
  stage: 0,
  durationMs: null,
  decidedAt: START,
};

const approver: ApproverPerson = {
  entityRef: 'user:default/bo.ek',
  displayName: 'Bo Ek',
  principalId: 'bo',
  enabled: true,
};

const cleo: ApproverPerson = {
  entityRef: 'user:default/cleo.diaz',
  displayName: 'Cleo Diaz',
  principalId: 'cleo',
  enabled: true,
};

interface World {
  /** What AWS says about the permission set now. */
  live?: Partial<AwsPermissionSet> | Error;
  decisions?: DecisionRecord[];
  /** Who stands behind the approver group now. */
  members?: ApproverPerson[] | Error;
  person?: CatalogPerson | undefined | Error;
  user?: IdentityCenterUser | Error;
  account?: Partial<DirectoryAccount>;
  permissionSet?: Partial<DirectoryPermissionSet>;
  directory?: Error;
  /** The account's tags in AWS now; nobody may ask unless policies go by tags. */
  tags?: Record<string, string> | Error;
  /** Who owns the account now. */
  owners?: string[] | Error;
  targets?: TargetSelector[];
  maxDuration?: string;
  /** When access may begin; at any time where absent. */
  workingHours?: WorkingHours;
  /** The request that is prolonged. */
  base?: RequestRecord;
  now?: Date;
  approval?: 'required' | 'not-required';
  /** Whom the approval policy names now. */
  approvers?: string[];
}

const orThrow = <T>(value: T | Error): T => {
  if (value instanceof Error) {
    throw value;
  }
  return value;
};

/** The gate in a world where everything is as it was, but for some changes. */
function aGate(world: World): DefaultActivationGate {
  const person: CatalogPerson = {
    entityRef: request.requesterRef,
    displayName: 'Ann Li',
    annotations: {},
    groupRefs: ['group:default/payments-engineers'],
  };
  return new DefaultActivationGate({
    people: {
      getPerson: async () => orThrow('person' in world ? world.person : person),
      displayNames: async refs => [...refs],
    },
    admins: ['group:default/platform'],
    identity: {
      requireEnabled: async () =>
        orThrow(
          world.user ?? {
            userId: request.principalId,
            userName: 'ann.li',
            displayName: 'Ann Li',
            enabled: true,
          },
        ),
    },
    accountTags: {
      require: async () =>
        orThrow(world.tags ?? new Error('No policy goes by tags')),
    },
    directory: {
      requireSnapshot: async () =>
        orThrow(
          world.directory ?? {
            syncedAt: START,
            managementAccountId: '999999999999',
            accounts: new Map([
              [
                request.accountId,
                {
                  id: request.accountId,
                  name: 'payments-prod',
                  state: 'ACTIVE',
                  ouIds: [],
                  ouPath: [],
                  tags: {},
                  ...world.account,
                },
              ],
            ]),
            permissionSets: new Map([
              [
                PERMISSION_SET_ARN,
                {
                  arn: PERMISSION_SET_ARN,
                  name: 'PowerUser',
                  description: '',
                  sessionDurationMs: 3_600_000,
                  tags: {},
                  fingerprint: request.permissionSetFingerprint,
                  inManagementAccount: false,
                  ...world.permissionSet,
                },
              ],
            ]),
          },
        ),
    },
    policies: {
      getPolicies: async () => ({
        eligibility: [
          loadEligibilityPolicy(
            eligibilityPolicySchema.parse({
              name: 'production',
              effect: 'allow',
              subjects: ['group:default/payments-engineers'],
              targets: world.targets ?? [{ account: request.accountId }],
              permissionSets: [{ name: 'PowerUser' }],
              maxDuration: world.maxDuration ?? 'PT2H',
              approval: world.approval ?? 'required',
              ...(world.workingHours
                ? { workingHours: world.workingHours }
                : {}),
            }),
            settings,
          ),
        ],
        approval: [
          loadApprovalPolicy(
            approvalPolicySchema.parse({
              name: 'payments-approval',
              targets: [{ all: true }],
              permissionSets: [{ all: true }],
              stages: [
                {
                  name: 'Payments leads',
                  approvers: world.approvers ?? [
                    'group:default/payments-leads',
                  ],
                },
              ],
            }),
            settings,
          ),
        ],
        settings,
      }),
    },
    owners: { ownersOf: async () => orThrow(world.owners ?? []) },
    protection: { protectedAccountIds: [], delegatedAdministrator: true },
    permissionSets: new LivePermissionSets({
      reader: {
        describePermissionSet: async arn => ({
          arn,
          name: 'PowerUser',
          description: '',
          sessionDurationMs: 3_600_000,
          tags: {},
          fingerprint: request.permissionSetFingerprint,
          ...orThrow(world.live ?? {}),
        }),
      },
      clock: { now: () => START },
    }),
    stores: {
      decisions: {
        listByRequests: async ids =>
          (world.decisions ?? [decision]).filter(it =>
            ids.includes(it.requestId),
          ),
      },
      requests: { get: async () => world.base },
      now: async () => world.now ?? START,
    },
    approvers: {
      membersOf: async refs =>
        new Map(
          refs.map(ref => [ref, orThrow(world.members ?? [approver])] as const),
        ),
    },
  });
}

const unavailable = (
  code:
    | 'catalog-unavailable'
    | 'directory-unavailable'
    | 'identity-center-unavailable',
) => problem('unavailable', { code, reason: code, remedy: 'wait' });

const awsFailure = (kind: AwsFailureKind) =>
  new AwsFailure({
    kind,
    operation: 'DescribePermissionSet',
    reason: kind,
    remedy: 'x',
  });

describe('the gate before access is given', () => {
  it('opens while everything is as it was when it was asked for', async () => {
    await expect(aGate({}).check(request)).resolves.toEqual({ ok: true });
  });

  it('opens for the account of a group of theirs, and only while it is that', async () => {
    const targets: TargetSelector[] = [{ owned: true }];
    await expect(
      aGate({
        targets,
        owners: ['group:default/payments-engineers'],
      }).check(request),
    ).resolves.toEqual({ ok: true });
    await expect(
      aGate({ targets, owners: ['group:default/cards'] }).check(request),
    ).resolves.toMatchObject({ ok: false, retry: false });
  });

  it('goes by the tags that the account has now, not by those of some hours ago', async () => {
    const team = (value: string) => ({ tag: { key: 'team', value } });
    const was = { tags: { team: 'payments' } };
    const targets: TargetSelector[] = [team('payments')];
    await expect(
      aGate({ targets, account: was, tags: { team: 'payments' } }).check(
        request,
      ),
    ).resolves.toEqual({ ok: true });
    await expect(
      aGate({ targets, account: was, tags: { team: 'cards' } }).check(request),
    ).resolves.toMatchObject({ ok: false, retry: false });
    await expect(
      aGate({
        targets,
        account: was,
        tags: unavailable('directory-unavailable'),
      }).check(request),
    ).resolves.toMatchObject({ ok: false, retry: true });
  });

  it.each<[string, World, RegExp]>([
    ['left the catalog', { person: undefined }, /no longer in the catalog/],
    [
      'left the group',
      {
        person: {
          entityRef: request.requesterRef,
          displayName: 'Ann Li',
          annotations: {},
          groupRefs: [],
        },
      },
      /No policy/,
    ],
    [
      'was disabled',
      {
        user: problem('not-allowed', {
          code: 'identity-center-user-disabled',
          reason: 'is disabled',
          remedy: 'x',
        }),
      },
      /disabled/,
    ],
    [
      'is another user by now',
      {
        user: {
          userId: 'other',
          userName: 'ann.li2',
          displayName: 'Ann Li',
          enabled: true,
        },
      },
      /ann\.li2 \(other\) now/,
    ],
    ['may have it for less time', { maxDuration: 'PT30M' }, /longer than/],
    [
      'asked for an account that was suspended',
      { account: { state: 'SUSPENDED' } },
      /SUSPENDED/,
    ],
    [
      'asked for a permission set that permits something else by now',
      { live: { fingerprint: 'other' } },
      /has changed since/,
    ],
    [
      'asked for a permission set that the management account now uses',
      { permissionSet: { inManagementAccount: true } },
      /management account/,
    ],
  ])('stays shut when the person %s', async (_what, world, reason) => {
    const answer = await aGate(world).check(request);
    expect(answer).toMatchObject({
      ok: false,
      retry: false,
      reason: expect.stringMatching(reason),
      reapproval: { patch: { status: 'pending', startsAt: null } },
    });
  });

  it('asks those whom the policies name now, for what they permit now, and forgets what was approved', async () => {
    const shortened = { ...request, approvedDurationMs: 600_000 };
    const answer = await aGate({
      approvers: ['User:Cleo.Diaz', 'owner'],
      members: [cleo],
    }).check(shortened);
    expect(answer).toMatchObject({
      ok: false,
      retry: false,
      reapproval: {
        patch: {
          status: 'pending',
          policyName: 'production',
          approval: {
            policyName: 'payments-approval',
            stages: [{ approvers: ['user:default/cleo.diaz', 'owner'] }],
          },
          approvedDurationMs: null,
          askedAt: START,
        },
        event: { data: { approvalPolicy: 'payments-approval' } },
      },
    });
  });

  it('asks again on the terms of before where no policy permits it any more', async () => {
    await expect(
      aGate({ maxDuration: 'PT30M', approvers: ['owner'] }).check(request),
    ).resolves.toMatchObject({
      ok: false,
      reapproval: {
        patch: {
          policyName: request.policyName,
          approval: request.approval,
        },
      },
    });
  });

  it('fails what nobody could approve any more, and says whom to tell', async () => {
    for (const members of [
      [],
      [{ ...approver, enabled: false }],
      [{ ...approver, principalId: request.principalId }],
    ]) {
      const answer = await aGate({ members }).check(request);
      expect(answer).toEqual({
        ok: false,
        retry: false,
        reason: expect.stringMatching(
          /no longer an approver.*Nobody could approve this/,
        ),
      });
    }
  });

  it('measures what was approved, not what was asked, against the policy', async () => {
    await expect(
      aGate({ maxDuration: 'PT30M' }).check({
        ...request,
        approvedDurationMs: 1_800_000,
      }),
    ).resolves.toEqual({ ok: true });
  });

  it('asks policies about the moment of the start, not about when it was asked for', async () => {
    const asked = {
      ...request,
      createdAt: new Date(START.getTime() - 6 * 3_600_000),
    };
    const sunday = (from: string, to: string): WorkingHours => ({
      timeZone: 'UTC',
      days: [7],
      from,
      to,
    });
    await expect(
      aGate({ workingHours: sunday('12:00', '13:00') }).check(asked),
    ).resolves.toEqual({ ok: true });
    await expect(
      aGate({ workingHours: sunday('06:00', '07:00') }).check(asked),
    ).resolves.toMatchObject({
      ok: false,
      retry: false,
      reason: expect.stringMatching(/hours/),
    });
  });

  it('gives access that is late the terms of today, and those of before while they cannot be told', async () => {
    await expect(
      aGate({ approvers: ['owner'], owners: [] }).renewedTerms(request),
    ).resolves.toMatchObject({
      policyName: 'production',
      approval: { stages: [{ approvers: ['owner'] }] },
    });
    await expect(
      aGate({ person: unavailable('catalog-unavailable') }).renewedTerms(
        request,
      ),
    ).resolves.toBeUndefined();
  });

  it('asks again about what comes too late, and about nothing else', async () => {
    const minutes = (count: number) =>
      new Date(START.getTime() + count * 60_000);
    await expect(aGate({ now: minutes(30) }).check(request)).resolves.toEqual({
      ok: true,
    });
    await expect(
      aGate({ now: minutes(31) }).check(request),
    ).resolves.toMatchObject({
      ok: false,
      reason: expect.stringMatching(/more than 30 min late/),
      reapproval: { patch: { status: 'pending' } },
    });
    const base = aRequest({ assignmentId: 'a1', status: 'active' });
    await expect(
      aGate({ now: minutes(31), base }).check({
        ...request,
        extendsId: base.id,
      }),
    ).resolves.toEqual({ ok: true });
  });

  it.each(['released', 'revoked'] as const)(
    'does not prolong what was %s',
    async endReason => {
      const base = aRequest({
        assignmentId: 'a1',
        status: 'ended',
        endReason,
      });
      await expect(
        aGate({ base }).check({ ...request, extendsId: base.id }),
      ).resolves.toEqual({
        ok: false,
        retry: false,
        reason: expect.stringContaining(`was ${endReason}`),
        reapproval: undefined,
      });
    },
  );

  it('asks nobody again to prolong what is over', async () => {
    const base = aRequest({
      assignmentId: 'a1',
      status: 'active',
      startsAt: START,
      endsAt: new Date(START.getTime() + 3_600_000),
    });
    const extension = { ...request, extendsId: base.id };
    const live = { fingerprint: 'sha256:bb' };
    await expect(aGate({ base, live }).check(extension)).resolves.toMatchObject(
      { ok: false, reapproval: { patch: { status: 'pending' } } },
    );
    const over = { ...base, status: 'ended', endReason: 'elapsed' } as const;
    await expect(aGate({ base: over, live }).check(extension)).resolves.toEqual(
      {
        ok: false,
        retry: false,
        reason: expect.stringMatching(/has changed/),
        reapproval: undefined,
      },
    );
  });

  it('believes AWS rather than the directory about what a permission set permits', async () => {
    await expect(
      aGate({ permissionSet: { fingerprint: 'stale' } }).check(request),
    ).resolves.toEqual({ ok: true });
  });

  it('stays shut when the permission set is gone from AWS', async () => {
    await expect(
      aGate({ live: awsFailure('not-found') }).check(request),
    ).resolves.toEqual({
      ok: false,
      retry: false,
      reason: expect.stringMatching(/PowerUser .*no longer exists/),
    });
  });

  it.each<AwsFailureKind>([
    'retry',
    'throttled',
    'unavailable',
    'denied',
    'permanent',
  ])('waits while AWS answers about the permission set with %s', async kind => {
    await expect(
      aGate({ live: awsFailure(kind) }).check(request),
    ).resolves.toMatchObject({ ok: false, retry: true });
  });

  it.each<[string, World, RegExp]>([
    [
      'left the approver group',
      { members: [{ ...approver, entityRef: 'user:default/cleo.diaz' }] },
      /Bo Ek is no longer an approver.*stage Payments leads, has 0 of 1.*ask again/,
    ],
    [
      'is disabled',
      { members: [{ ...approver, enabled: false }, cleo] },
      /Bo Ek is no longer an approver/,
    ],
    [
      'turned out to be the requester',
      { members: [{ ...approver, principalId: request.principalId }, cleo] },
      /Bo Ek is no longer an approver/,
    ],
    [
      'no longer is the user who approved',
      { members: [{ ...approver, principalId: null }] },
      /Bo Ek is no longer an approver/,
    ],
    [
      'approved something else',
      { decisions: [{ ...decision, digest: 'sha256:other' }] },
      /0 of 1 approvals .*ask again/,
    ],
    ['never decided', { decisions: [] }, /0 of 1 approvals .*ask again/],
    [
      'rejected it',
      { decisions: [{ ...decision, verdict: 'rejected' }] },
      /rejected by Bo Ek/,
    ],
  ])('stays shut when the approver %s', async (_what, world, reason) => {
    const answer = await aGate(world).check(request);
    expect(answer).toMatchObject({
      ok: false,
      retry: false,
      reason: expect.stringMatching(reason),
      reapproval: { patch: { status: 'pending', startsAt: null } },
    });
  });

  it('counts the approval of somebody without an Identity Center user, and of one who got theirs since', async () => {
    const decisions = [{ ...decision, approverPrincipalId: null }];
    for (const principalId of [null, 'bo']) {
      await expect(
        aGate({ decisions, members: [{ ...approver, principalId }] }).check(
          request,
        ),
      ).resolves.toEqual({ ok: true });
    }
  });

  it('asks those for an approval that nobody gave whom a policy now asks for', async () => {
    const unapproved = { ...request, approval: null };
    await expect(aGate({}).check(unapproved)).resolves.toMatchObject({
      ok: false,
      retry: false,
      reapproval: {
        patch: {
          status: 'pending',
          approval: { stages: [{ required: 1 }] },
          reapprovalReason: expect.stringMatching(/now asks for approval/),
        },
      },
    });
    await expect(
      aGate({ approval: 'not-required' }).check(unapproved),
    ).resolves.toEqual({ ok: true });
  });

  it.each<[string, World]>([
    ['the catalog', { person: unavailable('catalog-unavailable') }],
    [
      'the catalog, which knows who owns the account',
      {
        targets: [{ owner: 'group:default/payments' }],
        owners: unavailable('catalog-unavailable'),
      },
    ],
    ['the directory', { directory: unavailable('directory-unavailable') }],
    ['Identity Center', { user: unavailable('identity-center-unavailable') }],
    [
      'the catalog of approvers',
      { members: unavailable('catalog-unavailable') },
    ],
    [
      'Identity Center about approvers',
      { members: unavailable('identity-center-unavailable') },
    ],
  ])('waits while %s cannot be asked', async (_what, world) => {
    await expect(aGate(world).check(request)).resolves.toMatchObject({
      ok: false,
      retry: true,
    });
  });

  it('waits when it is found changed and whom to ask about it cannot be told', async () => {
    let reads = 0;
    const world: World = {
      live: { fingerprint: 'sha256:bb' },
      get members() {
        reads += 1;
        return reads > 1 ? unavailable('catalog-unavailable') : [approver];
      },
    };
    await expect(aGate(world).check(request)).resolves.toMatchObject({
      ok: false,
      retry: true,
    });
  });
});
