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
  Person,
  PolicySource,
  Settings,
} from 'backstage-plugin-elevated-access-common';
import type {
  PolicyContent,
  UnreadablePolicyRecord,
} from '../database/policyAdministrationTypes';
import type {
  PolicySourceRecord,
  WrittenPolicy,
} from '../database/policyTypes';
import type { TransactionStores } from '../database/types';
import { effectiveSettings, type EffectiveSettings } from './settings';
import { policyVersion } from './versions';

/** A place outside config and portal, as the config names it. */
export type PolicyPlace = Pick<PolicySourceRecord, 'type' | 'place'>;

/** A policy with where it comes from, whoever wrote it. */
export type ShelvedPolicy = PolicyContent & {
  source: PolicySource;
  version: string;
  enabled: boolean;
  /** Null where nobody changed it in the portal. */
  changedAt: Date | null;
  changedBy: Person | null;
};

/** All policies and settings as they are written down at one moment. */
export interface Shelf {
  /** Those of the config first, then of files and locations, then of the portal. */
  policies: ShelvedPolicy[];
  /** Policies of the portal that cannot be read. */
  unreadable: UnreadablePolicyRecord[];
  settings: EffectiveSettings;
  /** Of the places that the config names; those that nobody tried to read yet are missing. */
  sources: PolicySourceRecord[];
  /** Places that were never read without an error. */
  unread: PolicyPlace[];
}

/** Puts together what is written in the config, in other places and in the portal. */
export class PolicyShelf {
  readonly #config: readonly WrittenPolicy[];
  readonly #configSettings: Partial<Settings>;
  readonly #places: readonly PolicyPlace[];

  constructor(options: {
    /** Policies of the config, and those settings that it sets. */
    written: {
      policies: readonly WrittenPolicy[];
      settings: Partial<Settings>;
    };
    places: readonly PolicyPlace[];
  }) {
    this.#config = options.written.policies;
    this.#configSettings = options.written.settings;
    this.#places = options.places;
  }

  async read(
    stores: Pick<TransactionStores, 'policies' | 'policySources' | 'settings'>,
  ): Promise<Shelf> {
    const records = await stores.policySources.list();
    const portal = await stores.policies.read();
    const settings = effectiveSettings(
      this.#configSettings,
      await stores.settings.latest(),
    );
    const sources = records.filter(record =>
      this.#places.some(place => isSame(place, record)),
    );
    return {
      policies: [
        ...this.#config.map(asCode),
        ...sources.flatMap(({ policies }) => policies.map(asCode)),
        ...portal.readable.map(policy => ({
          ...policy,
          source: { type: 'portal' as const, place: null },
        })),
      ],
      unreadable: portal.unreadable,
      settings,
      sources,
      unread: this.#places.filter(
        place =>
          !sources.some(
            source => isSame(place, source) && source.readAt !== null,
          ),
      ),
    };
  }

  /** How many policies the config has. */
  get configured(): number {
    return this.#config.length;
  }
}

function asCode(policy: WrittenPolicy): ShelvedPolicy {
  const enabled = true;
  return {
    ...policy,
    enabled,
    version: policyVersion({ ...policy, enabled }),
    changedAt: null,
    changedBy: null,
  };
}

function isSame(a: PolicyPlace, b: PolicyPlace): boolean {
  return a.type === b.type && a.place === b.place;
}
