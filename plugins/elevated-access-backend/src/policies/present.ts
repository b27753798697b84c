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
  DiffLine,
  PendingChange,
  PolicySourceState,
  PolicyVersion,
  PolicyView,
  SettingsVersion,
  SettingsView,
  UnreadablePolicy,
} from 'backstage-plugin-elevated-access-common';
import type {
  PendingChangeRecord,
  PolicyVersionRecord,
  SettingsVersionRecord,
  UnreadablePolicyRecord,
} from '../database/policyAdministrationTypes';
import type { PolicySourceRecord } from '../database/policyTypes';
import { diffLines, policyText, settingsText } from './diff';
import { findPolicy, keyOf, type PolicyChange } from './policyChange';
import { isAboutTheSame } from './PolicyChanges';
import type { Shelf, ShelvedPolicy } from './PolicyShelf';
import { cautionOf } from './unreadable';

export function presentPolicy(
  policy: ShelvedPolicy,
  pending: readonly PendingChangeRecord[],
): PolicyView {
  const { kind, spec, version, enabled, source, changedAt, changedBy } = policy;
  const change = pending.find(it =>
    isAboutTheSame(it.change, {
      subject: 'policy',
      action: 'delete',
      kind,
      name: spec.name,
    }),
  );
  return {
    kind,
    name: spec.name,
    version,
    spec,
    enabled,
    source,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy,
    pendingChangeId: source.type === 'portal' ? change?.id ?? null : null,
  };
}

export function presentUnreadable(
  policy: UnreadablePolicyRecord,
): UnreadablePolicy {
  const { kind, name, version, enabled, problems } = policy;
  return {
    kind,
    name,
    version,
    enabled,
    problems,
    closing: cautionOf([policy]).closing.length > 0,
  };
}

/** @param before - the version before it; undefined for the first */
export function presentPolicyVersion(
  record: PolicyVersionRecord,
  before: PolicyVersionRecord | undefined,
): PolicyVersion {
  const { number, version, action, spec, enabled, source } = record;
  const { by, confirmedBy, comment } = record;
  return {
    number,
    version,
    action,
    spec,
    enabled,
    source,
    at: record.at.toISOString(),
    by,
    confirmedBy,
    comment,
    diff: diffLines(textOf(before), textOf(record)),
  };
}

export function presentSettings(
  { settings: { settings, fixed, version, latest } }: Shelf,
  pending: readonly PendingChangeRecord[],
): SettingsView {
  return {
    settings,
    fixed,
    version,
    changedAt: latest?.at.toISOString() ?? null,
    changedBy: latest?.by ?? null,
    pendingChangeId:
      pending.find(({ change }) => change.subject === 'settings')?.id ?? null,
  };
}

/** @param before - the version before it; undefined for the first */
export function presentSettingsVersion(
  record: SettingsVersionRecord,
  before: SettingsVersionRecord | undefined,
): SettingsVersion {
  const { number, version, settings, by, confirmedBy, comment } = record;
  return {
    number,
    version,
    settings,
    at: record.at.toISOString(),
    by,
    confirmedBy,
    comment,
    diff: diffLines(
      before ? settingsText(before.settings) : '',
      settingsText(settings),
    ),
  };
}

export function presentPendingChange(
  record: PendingChangeRecord,
  shelf: Shelf,
  mayConfirm: boolean,
): PendingChange {
  const { id, change, proposedAt, proposedBy, comment } = record;
  return {
    id,
    subject: change.subject,
    policy: change.subject === 'policy' ? keyOf(change) : null,
    action: change.action,
    proposedAt: proposedAt.toISOString(),
    proposedBy,
    comment,
    diff:
      change.subject === 'policy'
        ? policyDiff(change, shelf)
        : diffLines(
            settingsText(shelf.settings.settings),
            settingsText(change.settings),
          ),
    mayConfirm,
  };
}

export function presentSource(record: PolicySourceRecord): PolicySourceState {
  const { type, place, policies, readAt, attemptedAt, problems } = record;
  return {
    source: { type, place },
    policies: policies.length,
    readAt: readAt?.toISOString() ?? null,
    attemptedAt: attemptedAt?.toISOString() ?? null,
    problems: [...problems],
  };
}

function policyDiff(change: PolicyChange, { policies }: Shelf): DiffLine[] {
  const before = findPolicy(policies, keyOf(change));
  const old = before ? policyText(before) : '';
  switch (change.action) {
    case 'create':
    case 'edit':
      return diffLines(
        old,
        policyText({ ...change, enabled: before?.enabled ?? true }),
      );
    case 'enable':
    case 'disable':
      return before
        ? diffLines(
            old,
            policyText({ ...before, enabled: change.action === 'enable' }),
          )
        : [];
    case 'delete':
      return diffLines(old, '');
    default:
      throw new Error(`Unknown change ${change satisfies never}`);
  }
}

/** What a version left behind; nothing where it deleted the policy. */
function textOf(version: PolicyVersionRecord | undefined): string {
  return version && version.action !== 'delete' ? policyText(version) : '';
}
