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
  PolicyContent,
  PolicyKey,
  PolicyVersionRecord,
} from '../database/policyAdministrationTypes';
import type { Lease, Stores, TransactionStores } from '../database/types';
import { eventOf } from './PolicyChanges';
import { findPolicy } from './policyChange';
import type { PolicyShelf, Shelf, ShelvedPolicy } from './PolicyShelf';

/** What somebody did outside the portal, seen only afterwards. */
type Seen = PolicyContent &
  Pick<
    PolicyVersionRecord,
    | 'action'
    | 'enabled'
    | 'version'
    | 'source'
    | 'by'
    | 'confirmedBy'
    | 'comment'
  >;

const NOBODY = { by: null, confirmedBy: null };

/**
 * Keeps the history of what is changed outside the portal: policies of the
 * config, of files and locations, and settings that the config sets. The acting
 * replica does it, so that two versions of the config during a roll-out do not
 * take turns in the history.
 */
export class HistoryKeeper {
  readonly name = 'The history of policies';
  readonly everyMs = 1000;
  readonly #stores: Stores;
  readonly #shelf: PolicyShelf;
  /** Up to which revision everything is recorded; the config does not change while the process lives. */
  #recorded: number | undefined;

  constructor(options: { stores: Stores; shelf: PolicyShelf }) {
    this.#stores = options.stores;
    this.#shelf = options.shelf;
  }

  async run({ lease }: { lease(): Lease }): Promise<void> {
    const revision = await this.#stores.policyRevision.current();
    if (revision === this.#recorded) {
      return;
    }
    if (await this.#isBehind(this.#stores)) {
      const at = await this.#stores.now();
      await this.#stores.transaction(async tx => {
        await tx.lease.assertHeld(lease());
        // Takes turns with those who change something in the portal.
        await tx.policyRevision.raise();
        await this.#record(tx, at);
      });
    }
    this.#recorded = revision;
  }

  async #isBehind(
    stores: Pick<TransactionStores, 'policies' | 'policySources' | 'settings'>,
  ): Promise<boolean> {
    const shelf = await this.#shelf.read(stores);
    const latest = await stores.policies.latestVersions();
    return settingsDiffer(shelf) || newVersions(shelf, latest).length > 0;
  }

  async #record(tx: TransactionStores, at: Date): Promise<void> {
    const shelf = await this.#shelf.read(tx);
    const latest = await tx.policies.latestVersions();
    for (const seen of newVersions(shelf, latest)) {
      const number = await tx.policies.nextNumber(keyOf(seen));
      await tx.policies.addVersion({ ...seen, number, at });
      await tx.events.append({
        type: eventOf(seen.action),
        at,
        actor: { kind: 'engine' },
        requestId: null,
        assignmentId: null,
        data: {
          kind: seen.kind,
          name: seen.spec.name,
          action: seen.action,
          number,
          version: seen.version,
          source: seen.source.type,
          place: seen.source.place,
        },
      });
    }
    if (settingsDiffer(shelf)) {
      await recordSettings(tx, shelf, at);
    }
  }
}

async function recordSettings(
  tx: TransactionStores,
  { settings: { settings, version, fixed, latest } }: Shelf,
  at: Date,
): Promise<void> {
  const number = (latest?.number ?? 0) + 1;
  await tx.settings.add({
    ...NOBODY,
    number,
    version,
    settings,
    portal: latest?.portal ?? {},
    at,
    comment: 'As the configuration has them',
  });
  await tx.events.append({
    type: 'settings.changed',
    at,
    actor: { kind: 'engine' },
    requestId: null,
    assignmentId: null,
    data: {
      number,
      version,
      fixed,
      before: latest?.settings ?? null,
      after: settings,
    },
  });
}

function settingsDiffer({ settings: { latest, version } }: Shelf): boolean {
  return latest?.version !== version;
}

/** Versions that the history lacks. While a place is unread nobody can tell what is gone from it. */
function newVersions(
  shelf: Shelf,
  latest: readonly PolicyVersionRecord[],
): Seen[] {
  const written = shelf.policies.filter(
    policy =>
      policy.source.type !== 'portal' &&
      findPolicy(shelf.policies, keyOf(policy)) === policy,
  );
  const changed = written.flatMap(policy => {
    const before = versionOf(policy, latest);
    const isNew = !before || before.action === 'delete';
    return !isNew && before.version === policy.version
      ? []
      : [seenOf(policy, isNew ? 'create' : 'edit')];
  });
  if (shelf.unread.length > 0) {
    return changed;
  }
  const gone = latest.filter(
    version =>
      version.action !== 'delete' &&
      version.source.type !== 'portal' &&
      !findPolicy(shelf.policies, keyOf(version)),
  );
  return [...changed, ...gone.map(version => seenOf(version, 'delete'))];
}

function seenOf(
  policy: Pick<PolicyVersionRecord, 'enabled' | 'version' | 'source'> &
    ShelvedOrRecorded,
  action: PolicyVersionRecord['action'],
): Seen {
  const { enabled, version, source } = policy;
  const rest = { ...NOBODY, enabled, version, source, action, comment: '' };
  return policy.kind === 'eligibility'
    ? { ...rest, kind: policy.kind, spec: policy.spec }
    : { ...rest, kind: policy.kind, spec: policy.spec };
}

type ShelvedOrRecorded = ShelvedPolicy | PolicyVersionRecord;

function versionOf(
  policy: ShelvedOrRecorded | Seen,
  latest: readonly PolicyVersionRecord[],
): PolicyVersionRecord | undefined {
  const { kind, name } = keyOf(policy);
  return latest.find(it => it.kind === kind && it.spec.name === name);
}

function keyOf({ kind, spec }: ShelvedOrRecorded | Seen): PolicyKey {
  return { kind, name: spec.name };
}
