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

import type {
  PolicyProblem,
  PolicyVersion,
} from 'backstage-plugin-elevated-access-common';
import { formatPath } from '../configProblems';
import type {
  PolicyContent,
  PolicyKey,
  ProposedChange,
  UnreadablePolicyRecord,
} from '../database/policyAdministrationTypes';
import { problem } from '../domain/problems';
import { loadSettings } from './loadPolicies';
import type { Shelf, ShelvedPolicy } from './PolicyShelf';
import { readPolicy } from './readPolicy';
import { faultsOf } from './unreadable';
import { policyVersion } from './versions';

/** A change of a policy of the portal. */
export type PolicyChange = Extract<ProposedChange, { subject: 'policy' }>;

/** A change that may be made, as things stand. */
export interface PlannedPolicyChange {
  subject: 'policy';
  key: PolicyKey;
  action: PolicyVersion['action'];
  before: ShelvedPolicy | undefined;
  /** As it will be; what is deleted, as it was, and undefined where nobody could read that. */
  after: (PolicyContent & { enabled: boolean; version: string }) | undefined;
  /** The version of what is deleted and could not be read. */
  was?: string;
}

/** Which policy a change is about. */
export function keyOf(change: PolicyChange): PolicyKey {
  return {
    kind: change.kind,
    name: 'spec' in change ? change.spec.name : change.name,
  };
}

/** The policy of a key: that of the portal, where a file has since taken its name. */
export function findPolicy(
  policies: readonly ShelvedPolicy[],
  { kind, name }: PolicyKey,
): ShelvedPolicy | undefined {
  const found = policies.filter(
    policy => policy.kind === kind && policy.spec.name === name,
  );
  return found.find(({ source }) => source.type === 'portal') ?? found[0];
}

export function findUnreadable(
  unreadable: readonly UnreadablePolicyRecord[],
  { kind, name }: PolicyKey,
): UnreadablePolicyRecord | undefined {
  return unreadable.find(
    policy => policy.kind === kind && policy.name === name,
  );
}

/**
 * What a change would do.
 *
 * @param basedOn - the version that it was made from; null for what is new
 * @throws InputError, NotFoundError or ConflictError when it may not be made
 */
export function planPolicyChange(
  change: PolicyChange,
  basedOn: string | null,
  shelf: Shelf,
): PlannedPolicyChange {
  const key = keyOf(change);
  const before = findPolicy(shelf.policies, key);
  const unreadable = findUnreadable(shelf.unreadable, key);
  if (unreadable) {
    return planRepair(change, basedOn, unreadable, shelf);
  }
  if (change.action === 'create') {
    requireFreeName(key, before);
    return plan(
      key,
      change.action,
      undefined,
      { ...contentOf(change), enabled: true },
      shelf,
    );
  }
  if (!before) {
    throw unknownPolicy(key);
  }
  requirePortal(before);
  if (before.version !== basedOn) {
    throw changedMeanwhile(`The policy ${key.name}`);
  }
  switch (change.action) {
    case 'edit':
      return plan(
        key,
        change.action,
        before,
        { ...contentOf(change), enabled: before.enabled },
        shelf,
      );
    case 'enable':
      return plan(
        key,
        change.action,
        before,
        { ...contentOf(before), enabled: true },
        shelf,
      );
    case 'disable':
      return plan(
        key,
        change.action,
        before,
        { ...contentOf(before), enabled: false },
        shelf,
      );
    case 'delete':
      return {
        subject: 'policy',
        key,
        action: change.action,
        before,
        after: {
          ...contentOf(before),
          enabled: before.enabled,
          version: before.version,
        },
      };
    default:
      throw new Error(`Unknown change ${change.action satisfies never}`);
  }
}

/** A policy that cannot be read can be written anew or deleted, and nothing else. */
function planRepair(
  change: PolicyChange,
  basedOn: string | null,
  unreadable: UnreadablePolicyRecord,
  shelf: Shelf,
): PlannedPolicyChange {
  const key = keyOf(change);
  if (change.action !== 'edit' && change.action !== 'delete') {
    throw unreadablePolicy(unreadable, 'conflict');
  }
  if (unreadable.version !== basedOn) {
    throw changedMeanwhile(`The policy ${key.name}`);
  }
  if (change.action === 'edit') {
    const { enabled } = unreadable;
    const after = { ...contentOf(change), enabled };
    return plan(key, change.action, undefined, after, shelf);
  }
  return {
    subject: 'policy',
    key,
    action: 'delete',
    before: undefined,
    after: undefined,
    was: unreadable.version,
  };
}

/** @throws InputError with code `invalid-policy` and everything that is wrong */
export function requireSense(problems: readonly PolicyProblem[], of: string[]) {
  if (problems.length === 0) {
    return;
  }
  const [first] = problems;
  throw problem('input', {
    code: 'invalid-policy',
    field: [...of, ...first.path].join('.'),
    reason: problems
      .map(({ path, reason }) => `${formatPath(path)} ${reason}`.trim())
      .join('; '),
    remedy: first.example
      ? `Correct it, for example ${first.example}.`
      : 'Correct it and send it again.',
  });
}

/** @throws ConflictError with code `changed-meanwhile` */
export function changedMeanwhile(what: string): Error {
  return problem('conflict', {
    code: 'changed-meanwhile',
    reason: `${what} is not as you saw it any more: somebody else has changed it.`,
    remedy:
      'Load it again, look at what has changed, and make your change anew.',
  });
}

export function nothingChanged(what: string): Error {
  return problem('conflict', {
    code: 'nothing-changed',
    reason: `${what} is like that already.`,
    remedy: 'Nothing has to be done.',
  });
}

export function unknownPolicy({ kind, name }: PolicyKey): Error {
  return problem('not-found', {
    code: 'unknown-policy',
    reason: `There is no ${kind} policy ${name}.`,
    remedy: 'Load the list of policies again; it may have been deleted.',
  });
}

export function unreadablePolicy(
  policy: UnreadablePolicyRecord,
  kind: 'conflict' | 'not-found' = 'not-found',
): Error {
  return problem(kind, {
    code: 'policy-unreadable',
    reason: `The ${policy.kind} policy ${
      policy.name
    } cannot be read: ${faultsOf(policy)}.`,
    remedy: 'Write it anew or delete it.',
  });
}

function plan(
  key: PolicyKey,
  action: PolicyVersion['action'],
  before: ShelvedPolicy | undefined,
  after: PolicyContent & { enabled: boolean },
  { settings }: Shelf,
): PlannedPolicyChange {
  if (action !== 'disable') {
    const reading = readPolicy(
      after.kind,
      after.spec,
      loadSettings(settings.settings),
    );
    requireSense(reading.ok ? [] : reading.problems, ['policy', 'spec']);
  }
  const version = policyVersion(after);
  if (version === before?.version) {
    throw nothingChanged(`The policy ${key.name}`);
  }
  return {
    subject: 'policy',
    key,
    action,
    before,
    after: { ...after, version },
  };
}

function contentOf(content: PolicyContent): PolicyContent {
  return content.kind === 'eligibility'
    ? { kind: content.kind, spec: content.spec }
    : { kind: content.kind, spec: content.spec };
}

function requireFreeName(
  { kind, name }: PolicyKey,
  holder: ShelvedPolicy | undefined,
): void {
  if (holder) {
    throw problem('conflict', {
      code: 'policy-name-taken',
      field: 'policy.spec.name',
      reason: `There is an ${kind} policy ${name} already: ${placeOf(holder)}.`,
      remedy: 'Give it another name.',
    });
  }
}

function requirePortal(policy: ShelvedPolicy): void {
  if (policy.source.type !== 'portal') {
    throw problem('conflict', {
      code: 'policy-read-only',
      reason: `The policy ${
        policy.spec.name
      } is written outside the portal, at ${placeOf(policy)}.`,
      remedy: `Change it there, or make a policy of another name here.`,
    });
  }
}

function placeOf({ source }: ShelvedPolicy): string {
  return source.place ?? 'in the portal';
}
