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
  list(): Promise<PortalPolicyRecord[]>;
  /** Makes it, or replaces the one of the same key. */
  save(policy: PortalPolicyRecord): Promise<void>;
  remove(key: PolicyKey): Promise<void>;
  /** @throws when the key has a version of this number already */
  addVersion(version: PolicyVersionRecord): Promise<void>;
  /** The newest version of every policy that ever was. */
  latestVersions(): Promise<PolicyVersionRecord[]>;
  /** Newest first, those with a lower number than `before`. */
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
  /** Oldest first. */
  list(): Promise<PendingChangeRecord[]>;
  get(id: string): Promise<PendingChangeRecord | undefined>;
  add(change: PendingChangeRecord): Promise<void>;
  remove(id: string): Promise<void>;
}
