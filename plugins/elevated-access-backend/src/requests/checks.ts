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

import { toError } from '@backstage/errors';
import type {
  CreateRequest,
  TextRule,
} from 'backstage-plugin-elevated-access-common';
import {
  findUnapprovableStage,
  type ApproverMembers,
  type RequesterIdentity,
} from '../domain/approval';
import { describeApprover } from '../domain/approvers';
import {
  evaluateEligibility,
  type EligibilityQuery,
} from '../domain/eligibility';
import type {
  LoadedAllowPolicy,
  LoadedEligibilityPolicy,
  LoadedSettings,
} from '../domain/policies';
import { problem } from '../domain/problems';
import {
  accountProtection,
  permissionSetProtection,
  type Protection,
} from '../domain/protection';
import type {
  ApprovalRequirement,
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
  RequestRecord,
} from '../domain/types';
import { describeDuration, parseDurationMs } from '../domain/window';
import { overlaps, spanOf, type Span } from './overlap';

/** A start chosen as "now" is a little in the past when it arrives. */
const START_TOLERANCE_MS = 60_000;

/** @throws InputError with code `invalid-input` when an account is named twice */
export function requireDistinct(accountIds: readonly string[]): void {
  const twice = accountIds.find((id, at) => accountIds.indexOf(id) !== at);
  if (twice !== undefined) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'accountIds',
      reason: `Account ${twice} is named twice.`,
      remedy: 'Name each account once.',
    });
  }
}

/** @throws InputError with code `unknown-account` or `account-not-active` */
export function requireAccount(
  accountId: string,
  snapshot: DirectorySnapshot,
  protection: Protection,
): DirectoryAccount {
  const account = snapshot.accounts.get(accountId);
  if (!account) {
    throw problem('input', {
      code: 'unknown-account',
      field: 'accountIds',
      reason: `There is no account ${accountId} in the organization as of ${snapshot.syncedAt.toISOString()}.`,
      remedy:
        'Check the twelve digits. A new account can be asked for after the next directory synchronisation.',
    });
  }
  if (account.state !== 'ACTIVE') {
    throw problem('input', {
      code: 'account-not-active',
      field: 'accountIds',
      reason: `Account ${account.name} (${account.id}) is ${account.state}, not ACTIVE.`,
      remedy: 'Choose another account.',
    });
  }
  const protectedBecause = accountProtection(account, snapshot, protection);
  if (protectedBecause) {
    throw problem(
      protectedBecause.code === 'directory-unavailable'
        ? 'unavailable'
        : 'not-allowed',
      protectedBecause,
    );
  }
  return account;
}

/** @throws InputError with code `unknown-permission-set`, NotAllowedError with code `permission-set-protected` */
export function requirePermissionSet(
  arn: string,
  snapshot: DirectorySnapshot,
  protection: Protection,
): DirectoryPermissionSet {
  const permissionSet = snapshot.permissionSets.get(arn);
  if (!permissionSet) {
    throw problem('input', {
      code: 'unknown-permission-set',
      field: 'permissionSetArn',
      reason: `There is no permission set ${arn} as of ${snapshot.syncedAt.toISOString()}.`,
      remedy: 'Choose one from the list of what you may ask for.',
    });
  }
  const protectedBecause = permissionSetProtection(permissionSet, protection);
  if (protectedBecause) {
    throw problem('not-allowed', protectedBecause);
  }
  return permissionSet;
}

/** When access is wished for and for how long. */
export interface WishedWindow {
  /** Null: as soon as approved. */
  requestedStart: Date | null;
  durationMs: number;
}

/** @throws InputError with code `duration-too-long`, `duration-too-short`, `window-in-past` or `window-too-far` */
export function requireWindow(
  input: Pick<CreateRequest, 'startsAt' | 'duration'>,
  settings: LoadedSettings,
  now: Date,
): WishedWindow {
  const durationMs = requireDuration(input.duration);
  if (durationMs > settings.maximumDurationMs) {
    throw problem('input', {
      code: 'duration-too-long',
      field: 'duration',
      reason: `${input.duration} is longer than anybody may have access at a time.`,
      remedy: `Ask for at most ${describeDuration(
        settings.maximumDurationMs,
      )}.`,
    });
  }
  if (durationMs < settings.minimumDurationMs || durationMs === 0) {
    throw problem('input', {
      code: 'duration-too-short',
      field: 'duration',
      reason: `${input.duration} is too short to be of use.`,
      remedy: `Ask for at least ${describeDuration(
        settings.minimumDurationMs,
      )}.`,
    });
  }
  if (input.startsAt === undefined) {
    return { requestedStart: null, durationMs };
  }
  const requestedStart = new Date(input.startsAt);
  const inMs = requestedStart.getTime() - now.getTime();
  if (!(inMs >= -START_TOLERANCE_MS)) {
    throw problem('input', {
      code: 'window-in-past',
      field: 'startsAt',
      reason: `The start ${
        input.startsAt
      } has passed; it is ${now.toISOString()}.`,
      remedy: 'Choose a start to come, or none to begin as soon as approved.',
    });
  }
  if (inMs > settings.maximumAdvanceMs) {
    throw problem('input', {
      code: 'window-too-far',
      field: 'startsAt',
      reason: `The start ${input.startsAt} is too far ahead.`,
      remedy: `Choose a start within ${describeDuration(
        settings.maximumAdvanceMs,
      )} from now.`,
    });
  }
  return { requestedStart, durationMs };
}

function requireDuration(text: string): number {
  try {
    return parseDurationMs(text);
  } catch (error) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'duration',
      reason: toError(error).message,
      remedy: 'Give a duration such as PT1H30M.',
    });
  }
}

/** @throws NotAllowedError or InputError with the code that eligibility gives */
export function requirePolicy(
  query: EligibilityQuery,
  policies: readonly LoadedEligibilityPolicy[],
): LoadedAllowPolicy {
  const result = evaluateEligibility(query, policies);
  if (result.outcome === 'permitted') {
    return result.policy;
  }
  const { code, reason, remedy, field } = result;
  throw problem(field ? 'input' : 'not-allowed', {
    code,
    reason,
    remedy,
    field,
  });
}

/** @throws InputError with code `reason-invalid` or `ticket-invalid` */
export function requireText(
  field: 'reason' | 'ticket',
  text: string,
  rule: TextRule,
): void {
  const complaint = complainAbout(field, text, rule);
  if (complaint) {
    throw problem('input', {
      code: field === 'reason' ? 'reason-invalid' : 'ticket-invalid',
      field,
      reason: complaint,
      remedy: rule.message ?? remedyFor(field, rule),
    });
  }
}

function complainAbout(
  field: 'reason' | 'ticket',
  text: string,
  rule: TextRule,
): string | undefined {
  if (text === '') {
    return rule.required ? `A ${field} is required.` : undefined;
  }
  if (text.length < rule.minLength) {
    return `The ${field} has ${text.length} characters and needs ${rule.minLength}.`;
  }
  if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(text)) {
    return `The ${field} does not have the form that the policy asks for.`;
  }
  return undefined;
}

function remedyFor(field: string, rule: TextRule): string {
  const form = rule.pattern ? ` matching ${rule.pattern}` : '';
  return rule.minLength > 0
    ? `Give a ${field} of at least ${rule.minLength} characters${form}.`
    : `Give a ${field}${form}.`;
}

/** @throws ConflictError with code `no-approver` when too few people could ever approve */
export async function requireApprovers(
  query: RequesterIdentity & {
    requirement: ApprovalRequirement;
    members: ApproverMembers;
  },
  /** Who can put it right, in words. */
  whomToTell: () => Promise<string>,
): Promise<void> {
  const unapprovable = findUnapprovableStage(query);
  if (!unapprovable) {
    return;
  }
  const { name, required, approvers } = unapprovable.stage;
  const { policyName, stages } = query.requirement;
  const named = stages[unapprovable.index]?.approvers ?? [];
  const refs = named.map(describeApprover).join(', ');
  throw problem('conflict', {
    code: 'no-approver',
    reason: `Nobody could approve this: stage ${name} of approval policy ${policyName} needs ${required} of ${refs}, and ${approvers.length} can act besides you, those needed by other stages included.`,
    remedy: `Tell ${await whomToTell()}, who can correct the policy or the group.`,
  });
}

/** @throws ConflictError with code `already-requested`, naming the request in the way */
export function requireNoConflict(
  wished: Span,
  existing: readonly RequestRecord[],
): void {
  const other = existing.find(request => overlaps(wished, spanOf(request)));
  if (other) {
    throw problem('conflict', {
      code: 'already-requested',
      reason: `Request ${other.id} already asks for ${other.permissionSetName} on ${other.accountName} in that time; it is ${other.status}.`,
      remedy: `Use that request, or cancel it first: ${other.id}.`,
    });
  }
}
