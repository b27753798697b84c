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
  elevatedAccessSettingsReadPermission,
  elevatedAccessSettingsUpdatePermission,
  type ChangeOutcome,
  type ChangeSettings,
  type ListVersionsQuery,
  type SettingsVersionPage,
  type SettingsView,
} from 'backstage-plugin-elevated-access-common';
import type { Auditing } from '../audit/Auditing';
import type { Stores } from '../database/types';
import type { RequestCall } from '../requests/types';
import type { Administration } from './Administration';
import { auditedAction } from '../audit/auditedAction';
import type { PolicyChanges } from './PolicyChanges';
import type { PolicyShelf } from './PolicyShelf';
import { presentSettings, presentSettingsVersion } from './present';
import { cutVersions, versionsBefore } from './versionPages';

/** The settings and their history. Everybody may read what holds; it says what they have to keep to. */
export class SettingsAdministration {
  readonly #stores: Stores;
  readonly #shelf: PolicyShelf;
  readonly #changes: PolicyChanges;
  readonly #administration: Administration;
  readonly #auditing: Auditing;

  constructor(options: {
    stores: Stores;
    shelf: PolicyShelf;
    changes: PolicyChanges;
    administration: Administration;
    auditing: Auditing;
  }) {
    this.#stores = options.stores;
    this.#shelf = options.shelf;
    this.#changes = options.changes;
    this.#administration = options.administration;
    this.#auditing = options.auditing;
  }

  get(call: RequestCall): Promise<SettingsView> {
    return this.#auditing.onlyDenials(
      auditedAction('settings-read', 'medium', call, {}),
      async () => {
        await this.#administration.requireAnybody(
          elevatedAccessSettingsReadPermission,
          call,
        );
        return presentSettings(
          await this.#shelf.read(this.#stores),
          await this.#stores.pendingChanges.list(),
        );
      },
    );
  }

  /** Newest first. */
  versions(
    query: ListVersionsQuery,
    call: RequestCall,
  ): Promise<SettingsVersionPage> {
    return this.#auditing.onlyDenials(
      auditedAction('settings-read', 'medium', call, {}),
      async () => {
        await this.#administration.requireReader(
          elevatedAccessSettingsReadPermission,
          call,
        );
        const found = await this.#stores.settings.list({
          before: versionsBefore(query),
          limit: query.limit + 1,
        });
        return cutVersions(found, query.limit, presentSettingsVersion);
      },
    );
  }

  change(
    { settings, version, comment }: ChangeSettings,
    call: RequestCall,
  ): Promise<ChangeOutcome> {
    return this.#auditing.attempt(
      auditedAction('settings-update', 'high', call, { version }),
      async () => {
        const caller = await this.#administration.requireAdministrator(
          elevatedAccessSettingsUpdatePermission,
          call,
        );
        return this.#changes.submit(
          { subject: 'settings', action: 'edit', settings },
          {
            basedOn: version,
            comment,
            author: await this.#administration.authorOf(caller),
          },
        );
      },
      ({ outcome, changeId }) => ({ outcome, changeId }),
    );
  }
}
