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

import type { CreateRequest } from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import type { ApproverMembers } from '../domain/approval';
import type { LoadedAllowPolicy } from '../domain/policies';
import type { Protection } from '../domain/protection';
import type {
  CatalogPerson,
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
  IdentityCenterUser,
} from '../domain/types';
import { describeDuration } from '../domain/window';
import type { Policies, PolicyService } from '../policies/types';
import type {
  ApprovalResolver,
  MembersOf,
  ResolvedApproval,
} from './ApprovalResolver';
import { Checklist, type CheckOutcome } from './Checklist';
import {
  requireAccount,
  requireDistinct,
  requireNoConflict,
  requirePermissionSet,
  requirePolicy,
  requireText,
  requireWindow,
  type WishedWindow,
} from './checks';
import { expiryOf, spanOfPlan, type RequestPlan } from './newRequest';
import { CLAIMING_STATUSES } from './overlap';

/** What would come of asking for one account. */
export interface Assessment {
  accountId: string;
  checks: readonly CheckOutcome[];
  /** Undefined unless every check passed. */
  plan?: RequestPlan;
  policy?: LoadedAllowPolicy;
  /** Null when no approval is needed, undefined when that is not known. */
  approval?: ResolvedApproval | null;
  /** As wished for; both are now when the wish itself was refused. */
  startsAt: Date;
  endsAt: Date;
  /** Zero when the permission set is not known. */
  sessionDurationMs: number;
}

/** What all accounts of one submission share. */
interface Ground {
  input: CreateRequest;
  person: CatalogPerson;
  identity: () => Promise<IdentityCenterUser>;
  membersOf: MembersOf;
  snapshot: DirectorySnapshot;
  policies: Policies;
  now: Date;
}

/**
 * Judges a submission, account by account. Preflight shows the result and submit
 * acts on it, so that the two cannot disagree.
 */
export class RequestAssessor {
  readonly #stores: Pick<Stores, 'requests' | 'now'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #identity: Pick<IdentityMapper, 'find' | 'requireEnabled'>;
  readonly #approvers: Pick<ApproverDirectory, 'membersOf'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  readonly #approval: ApprovalResolver;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'now'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    identity: Pick<IdentityMapper, 'find' | 'requireEnabled'>;
    approvers: Pick<ApproverDirectory, 'membersOf'>;
    policies: PolicyService;
    protection: Protection;
    approval: ApprovalResolver;
  }) {
    this.#stores = options.stores;
    this.#directory = options.directory;
    this.#identity = options.identity;
    this.#approvers = options.approvers;
    this.#policies = options.policies;
    this.#protection = options.protection;
    this.#approval = options.approval;
  }

  /**
   * @param options - `live`: ask AWS whether the person is enabled now, rather
   * than believe the directory
   * @throws InputError when an account is named twice
   * @throws ServiceUnavailableError when directory or policies cannot be read
   */
  async assess(
    input: CreateRequest,
    person: CatalogPerson,
    options: { live: boolean },
  ): Promise<Assessment[]> {
    requireDistinct(input.accountIds);
    const ground: Ground = {
      input,
      person,
      identity: once(() =>
        options.live
          ? this.#identity.requireEnabled(person)
          : this.#findEnabled(person),
      ),
      membersOf: this.#rememberMembers(),
      snapshot: await this.#directory.requireSnapshot(),
      policies: await this.#policies.getPolicies(),
      now: await this.#stores.now(),
    };
    const assessments: Assessment[] = [];
    for (const accountId of input.accountIds) {
      assessments.push(await this.#assessAccount(accountId, ground));
    }
    return assessments;
  }

  async #assessAccount(accountId: string, ground: Ground): Promise<Assessment> {
    const { input, person, snapshot, policies, now } = ground;
    const list = new Checklist();
    const user = await list.add(
      'identity',
      ground.identity,
      ({ userName }) => `Identity Center user ${userName} is enabled`,
    );
    const account = await list.add(
      'account',
      () => requireAccount(accountId, snapshot, this.#protection),
      ({ name }) => `${name} is active`,
    );
    const permissionSet = await list.add(
      'permission-set',
      () =>
        requirePermissionSet(
          input.permissionSetArn,
          snapshot,
          this.#protection,
        ),
      ({ name }) => `${name} exists`,
    );
    const window = await list.add(
      'window',
      () => requireWindow(input, policies.settings, now),
      ({ durationMs }) => `${describeDuration(durationMs)} is possible`,
    );
    const policy =
      account && permissionSet && window
        ? await this.#checkPolicy(list, ground, account, permissionSet, window)
        : undefined;
    const approval =
      policy && account && permissionSet
        ? await this.#checkApproval(
            list,
            ground,
            policy,
            { account, permissionSet },
            user,
          )
        : undefined;

    const startsAt = window?.requestedStart ?? now;
    const common = {
      accountId,
      policy,
      approval,
      startsAt,
      endsAt: new Date(startsAt.getTime() + (window?.durationMs ?? 0)),
      sessionDurationMs: permissionSet?.sessionDurationMs ?? 0,
    };
    if (
      !account ||
      !permissionSet ||
      !window ||
      !user ||
      !policy ||
      // Unknown is not the same as not needed.
      approval === undefined
    ) {
      return { ...common, checks: list.outcomes };
    }
    const expiryMs = approval?.expiryMs ?? policies.settings.requestExpiryMs;
    const plan: RequestPlan = {
      ...window,
      person,
      user,
      account,
      permissionSet,
      policy,
      approval: approval?.requirement ?? null,
      reason: input.reason.trim(),
      ticket: input.ticket?.trim() || null,
      createdAt: now,
      expiresAt: expiryOf(window, now, expiryMs),
    };
    await list.add(
      'conflict',
      () => this.#checkConflict(plan),
      () => 'Nothing else is asked for there in that time',
    );
    return {
      ...common,
      checks: list.outcomes,
      plan: list.outcomes.every(({ ok }) => ok) ? plan : undefined,
    };
  }

  async #checkPolicy(
    list: Checklist,
    ground: Ground,
    account: DirectoryAccount,
    permissionSet: DirectoryPermissionSet,
    window: WishedWindow,
  ): Promise<LoadedAllowPolicy | undefined> {
    const { input, person, policies, now } = ground;
    const policy = await list.add(
      'policy',
      () =>
        requirePolicy(
          {
            person,
            account,
            permissionSet,
            startsAt: window.requestedStart ?? now,
            durationMs: window.durationMs,
          },
          policies.eligibility,
        ),
      ({ name }) => `Policy ${name} permits it`,
    );
    if (policy) {
      await list.add(
        'reason',
        () => requireText('reason', input.reason.trim(), policy.reason),
        () => 'The reason will do',
      );
      await list.add(
        'ticket',
        () => requireText('ticket', input.ticket?.trim() ?? '', policy.ticket),
        () => 'The ticket will do',
      );
    }
    return policy;
  }

  async #checkApproval(
    list: Checklist,
    ground: Ground,
    policy: LoadedAllowPolicy,
    target: Pick<RequestPlan, 'account' | 'permissionSet'>,
    user: IdentityCenterUser | undefined,
  ): Promise<ResolvedApproval | null | undefined> {
    if (policy.approval === 'not-required') {
      return list.add(
        'approvers',
        () => null,
        () => 'Nobody has to approve',
      );
    }
    return list.add(
      'approvers',
      () =>
        this.#approval.resolve(
          {
            ...target,
            requesterRef: ground.person.entityRef,
            requesterPrincipalId: user?.userId ?? '',
          },
          ground.policies,
          ground.membersOf,
        ),
      ({ requirement }) =>
        `Approval policy ${requirement.policyName} has enough approvers`,
    );
  }

  async #checkConflict(plan: RequestPlan): Promise<void> {
    const { items } = await this.#stores.requests.list({
      filter: {
        requesterRefs: [plan.person.entityRef],
        accountIds: [plan.account.id],
        statuses: CLAIMING_STATUSES,
      },
      order: 'newest',
      limit: 100,
    });
    requireNoConflict(
      spanOfPlan(plan),
      items.filter(
        ({ permissionSetArn }) => permissionSetArn === plan.permissionSet.arn,
      ),
    );
  }

  async #findEnabled(person: CatalogPerson): Promise<IdentityCenterUser> {
    const user = await this.#identity.find(person);
    return user.enabled ? user : this.#identity.requireEnabled(person);
  }

  /** Accounts of one submission often share their approvers. */
  #rememberMembers(): MembersOf {
    const known = new Map<string, Promise<ApproverMembers>>();
    return refs => {
      const key = [...refs].sort().join();
      const members = known.get(key) ?? this.#approvers.membersOf(refs);
      known.set(key, members);
      return members;
    };
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
