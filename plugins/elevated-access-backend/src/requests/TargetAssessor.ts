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

import type { Stores } from '../database/types';
import { newestOf } from '../domain/extension';
import type { LoadedAllowPolicy } from '../domain/policies';
import type { Protection } from '../domain/protection';
import { refsOf } from '../domain/refs';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  IdentityCenterUser,
} from '../domain/types';
import { accessEndsAt, describeDuration, expiryOf } from '../domain/window';
import type { ApprovalResolver, ResolvedApproval } from './ApprovalResolver';
import type { Assessment, Ground } from './assessment';
import { Checklist } from './Checklist';
import {
  requireAccount,
  requireNoConflict,
  requirePermissionSet,
  requirePolicy,
  requireText,
  requireWindow,
  type WishedWindow,
} from './checks';
import { requireExtension, requireTimeLeft } from './windowChecks';
import { spanOfPlan, type RequestPlan } from './newRequest';
import { CLAIMING_STATUSES } from './overlap';

/** Account and permission set, both known. */
interface Target {
  account: DirectoryAccount;
  permissionSet: DirectoryPermissionSet;
}

/** Judges what is asked for in one account, check by check. */
export class TargetAssessor {
  readonly #requests: Pick<Stores['requests'], 'list'>;
  readonly #protection: Protection;
  readonly #approval: ApprovalResolver;

  constructor(options: {
    stores: { requests: Pick<Stores['requests'], 'list'> };
    protection: Protection;
    approval: ApprovalResolver;
  }) {
    this.#requests = options.stores.requests;
    this.#protection = options.protection;
    this.#approval = options.approval;
  }

  async assess(accountId: string, ground: Ground): Promise<Assessment> {
    const { input, person, policies, now } = ground;
    const list = new Checklist();
    const user = await list.add(
      'identity',
      ground.identity,
      ({ userName }) => `Identity Center user ${userName} is enabled`,
    );
    const target = await this.#checkTarget(list, accountId, ground);
    const window = await list.add(
      'window',
      () => wishedWindow(ground),
      ({ durationMs }) => `${describeDuration(durationMs)} is possible`,
    );
    const policy =
      target &&
      window &&
      (await this.#checkPolicy(list, ground, target, window));
    const approval =
      policy &&
      target &&
      (await this.#checkApproval(list, ground, policy, target, user));

    const startsAt = window?.requestedStart ?? now;
    const common = {
      accountId,
      policy,
      approval,
      startsAt,
      endsAt: new Date(startsAt.getTime() + (window?.durationMs ?? 0)),
      sessionDurationMs: target?.permissionSet.sessionDurationMs ?? 0,
    };
    // An approval that is not known is not the same as one that is not needed.
    if (!target || !window || !user || !policy || approval === undefined) {
      return { ...common, checks: list.outcomes };
    }
    const plan: RequestPlan = {
      ...window,
      ...target,
      person,
      user,
      policy,
      prolongs: ground.prolonged && newestOf(ground.prolonged),
      approval: approval?.requirement ?? null,
      reason: input.reason.trim(),
      ticket: input.ticket?.trim() || null,
      createdAt: now,
      expiresAt: expiryFor(
        ground,
        window,
        { policy, ...target },
        approval?.expiryMs ?? policies.settings.requestExpiryMs,
      ),
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

  async #checkTarget(
    list: Checklist,
    accountId: string,
    { input, snapshot, upToDate }: Ground,
  ): Promise<Target | undefined> {
    const account = await list.add(
      'account',
      () => requireAccount(accountId, snapshot, this.#protection),
      ({ name }) => `${name} is active`,
    );
    const permissionSet = await list.add(
      'permission-set',
      () =>
        upToDate(
          requirePermissionSet(
            input.permissionSetArn,
            snapshot,
            this.#protection,
          ),
        ),
      ({ name }) => `${name} exists`,
    );
    return account && permissionSet && { account, permissionSet };
  }

  async #checkPolicy(
    list: Checklist,
    ground: Ground,
    target: Target,
    window: WishedWindow,
  ): Promise<LoadedAllowPolicy | undefined> {
    const { input, person, policies, now, prolonged } = ground;
    const { durationMs } = window;
    const policy = await list.add(
      'policy',
      async () => {
        const answering = requirePolicy(
          {
            person,
            ...target,
            ownerRefs: await ground.ownersOf(target.account.id),
            // An extension begins as soon as it is approved.
            startsAt: prolonged ? now : window.requestedStart ?? now,
            durationMs,
          },
          policies.eligibility,
        );
        if (prolonged) {
          requireExtension(answering, prolonged, durationMs);
        }
        return answering;
      },
      ({ name }) => `Policy ${name} permits it`,
    );
    if (policy) {
      list.reconsider('window', () => {
        const { sessionDurationMs } = target.permissionSet;
        requireTimeLeft({
          durationMs,
          prolongs: prolonged && newestOf(prolonged),
          policy,
          permissionSet: target.permissionSet,
        });
        return policy.strictWindow
          ? `${describeDuration(
              durationMs,
            )} is possible; new sessions end ${describeDuration(
              sessionDurationMs,
            )} before it does, so that none outlives it`
          : undefined;
      });
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
    target: Target,
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
      async () =>
        this.#approval.resolve(
          {
            ...target,
            ownership: {
              ownerRefs: await ground.ownersOf(target.account.id),
              askerRefs: refsOf(ground.person),
            },
            requesterRef: ground.person.entityRef,
            requesterPrincipalId: user?.userId ?? '',
            now: ground.now,
          },
          ground.policies,
          ground.members,
        ),
      ({ requirement }) =>
        `Approval policy ${requirement.policyName} has enough approvers`,
    );
  }

  async #checkConflict(plan: RequestPlan): Promise<void> {
    const { items } = await this.#requests.list({
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
}

/** An extension is asked for from the end that it prolongs. */
function wishedWindow({
  input,
  policies,
  now,
  prolonged,
}: Ground): WishedWindow {
  const window = requireWindow(input, policies.settings, now);
  return prolonged
    ? { ...window, requestedStart: newestOf(prolonged).endsAt }
    : window;
}

/** An extension that nobody decides on ends with what it would have prolonged. */
function expiryFor(
  { prolonged, now }: Ground,
  window: WishedWindow,
  {
    policy,
    permissionSet,
  }: { policy: LoadedAllowPolicy; permissionSet: DirectoryPermissionSet },
  expiryMs: number,
): Date {
  const own = expiryOf(
    {
      ...window,
      strictWindow: policy.strictWindow,
      sessionDurationMs: permissionSet.sessionDurationMs,
    },
    now,
    expiryMs,
  );
  const baseEnds = prolonged && accessEndsAt(newestOf(prolonged));
  return baseEnds && baseEnds < own ? baseEnds : own;
}
