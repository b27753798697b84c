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
  PendingChange,
  Person,
  PolicyKind,
  PolicyProblem,
  PolicySource,
  PolicySpec,
  PolicyVersion,
  Settings,
} from 'backstage-plugin-elevated-access-common';

/** A policy without where it comes from. */
export type PolicyContent = PolicySpec;

/** Names a policy: names are unique among those of a kind. */
export interface PolicyKey {
  kind: PolicyKind;
  name: string;
}

/** A policy that was made in the portal. */
export type PortalPolicyRecord = PolicyContent & {
  version: string;
  enabled: boolean;
  changedAt: Date;
  changedBy: Person;
};

/**
 * A policy of the portal that cannot be read: an older version of the plugin
 * does not know what a newer one wrote, or somebody wrote it by hand.
 */
export interface UnreadablePolicyRecord extends PolicyKey {
  version: string;
  enabled: boolean;
  /** What it says for certain. Where that is not that it permits something, it may forbid anything. */
  effect: 'allow' | 'unknown';
  /** Null where it does not say so in a way that can be read. */
  priority: number | null;
  problems: PolicyProblem[];
}

/** One version of a policy, whatever its source. */
export type PolicyVersionRecord = PolicyContent & {
  /** Counts from 1 for each key, also across a deletion. */
  number: number;
  version: string;
  action: PolicyVersion['action'];
  enabled: boolean;
  source: PolicySource;
  at: Date;
  by: Person | null;
  confirmedBy: Person | null;
  comment: string;
};

/** Policies that were made in the portal, and the history of all. */
export interface PortalPolicyStore {
  /** Those that can be read. */
  list(): Promise<PortalPolicyRecord[]>;
  /** All of them. */
  read(): Promise<{
    readable: PortalPolicyRecord[];
    unreadable: UnreadablePolicyRecord[];
  }>;
  /** Makes it, or replaces the one of the same key. */
  save(policy: PortalPolicyRecord): Promise<void>;
  remove(key: PolicyKey): Promise<void>;
  /** @throws when the key has a version of this number already */
  addVersion(version: PolicyVersionRecord): Promise<void>;
  /** The number of the next version of a policy. */
  nextNumber(key: PolicyKey): Promise<number>;
  /** The newest version of every policy that ever was, where it can be read. */
  latestVersions(): Promise<PolicyVersionRecord[]>;
  /** Newest first, those with a lower number than `before`; without those that cannot be read. */
  listVersions(
    key: PolicyKey,
    page: { before?: number; limit: number },
  ): Promise<PolicyVersionRecord[]>;
}

/** One version of the settings. */
export interface SettingsVersionRecord {
  /** Counts from 1. */
  number: number;
  version: string;
  /** As they held, those of the config included. */
  settings: Settings;
  /** What the portal says, whether or not the config says otherwise. */
  portal: Partial<Settings>;
  at: Date;
  by: Person | null;
  confirmedBy: Person | null;
  comment: string;
}

export interface SettingsStore {
  /** Undefined before the first. */
  latest(): Promise<SettingsVersionRecord | undefined>;
  /** @throws when there is a version of this number already */
  add(version: SettingsVersionRecord): Promise<void>;
  /** Newest first, those with a lower number than `before`. */
  list(page: {
    before?: number;
    limit: number;
  }): Promise<SettingsVersionRecord[]>;
}

/** What a pending change would make true. */
export type ProposedChange =
  | ({ subject: 'policy'; action: 'create' | 'edit' } & PolicyContent)
  | ({ subject: 'policy'; action: 'enable' | 'disable' | 'delete' } & PolicyKey)
  | { subject: 'settings'; action: 'edit'; settings: Settings };

/** A change that waits for another administrator. */
export interface PendingChangeRecord {
  id: string;
  change: ProposedChange;
  /** The version that it was made from; null for what is new. */
  basedOn: string | null;
  proposedAt: Date;
  proposedBy: Person;
  /** The proposer's Identity Center user id, where it was known. */
  proposedByPrincipalId: string | null;
  comment: PendingChange['comment'];
}

export interface PendingChangeStore {
  /** Oldest first; without those that cannot be read, which nobody can confirm. */
  list(): Promise<PendingChangeRecord[]>;
  get(id: string): Promise<PendingChangeRecord | undefined>;
  add(change: PendingChangeRecord): Promise<void>;
  remove(id: string): Promise<void>;
}
