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
  elevatedAccessPolicyReadPermission,
  type AccountReach,
  type PolicyCoverageQuery,
  type PolicyCoverages,
  type ReachingPolicy,
} from 'backstage-plugin-elevated-access-common';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import type { Stores } from '../database/types';
import type { DirectoryService } from '../directory/DirectoryService';
import { byAnswerOrder, type LoadedAllowPolicy } from '../domain/policies';
import { problem } from '../domain/problems';
import { accountProtection, type Protection } from '../domain/protection';
import type { DirectoryAccount, DirectorySnapshot } from '../domain/types';
import type { RequestCall } from '../requests/types';
import type { Administration } from './Administration';
import { CoverageReader, samplePeople, samplePermissionSets } from './coverage';
import type { LintWorldReader } from './lint/LintWorldReader';
import {
  loadEligibilityPolicy,
  loadPolicies,
  loadSettings,
} from './loadPolicies';
import type { PolicyShelf } from './PolicyShelf';

/** Policies listed for one account; people read no further. */
const MOST = 200;

/**
 * How far policies reach, as catalog and directory are now: how much each covers,
 * and who reaches one account through which. Asks AWS nothing.
 */
export class PolicyReach {
  readonly #stores: Pick<Stores, 'policies' | 'policySources' | 'settings'>;
  readonly #shelf: Pick<PolicyShelf, 'read'>;
  readonly #worlds: Pick<LintWorldReader, 'read'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #protection: Protection;
  readonly #administration: Pick<Administration, 'requireReader'>;
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;

  constructor(options: {
    stores: Pick<Stores, 'policies' | 'policySources' | 'settings'>;
    shelf: Pick<PolicyShelf, 'read'>;
    worlds: Pick<LintWorldReader, 'read'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    protection: Protection;
    administration: Pick<Administration, 'requireReader'>;
    auditing: Pick<Auditing, 'onlyDenials'>;
  }) {
    this.#stores = options.stores;
    this.#shelf = options.shelf;
    this.#worlds = options.worlds;
    this.#directory = options.directory;
    this.#protection = options.protection;
    this.#administration = options.administration;
    this.#auditing = options.auditing;
  }

  /**
   * How much each of some policies covers, also of disabled ones: it is what they
   * would cover again.
   *
   * @throws NotAllowedError with code `forbidden` for all but administrators and auditors
   * @throws ServiceUnavailableError when catalog or directory cannot be read
   */
  coverage(
    { kind, names }: PolicyCoverageQuery,
    call: RequestCall,
  ): Promise<PolicyCoverages> {
    return this.#reading(call, async () => {
      const shelf = await this.#shelf.read(this.#stores);
      const wanted = new Set(names);
      const policies = shelf.policies.filter(
        it => it.kind === kind && wanted.has(it.spec.name),
      );
      const settings = loadSettings(shelf.settings.settings);
      const world = await this.#worlds.read(loadPolicies(policies, settings));
      const reader = new CoverageReader(world);
      return {
        items: policies.map(policy => {
          const covered = reader.read(policy);
          return {
            kind,
            name: policy.spec.name,
            people: covered.people.length,
            accounts: covered.accounts.length,
            permissionSets: covered.permissionSets.length,
          };
        }),
      };
    });
  }

  /**
   * Who reaches an account, and through which of the enabled eligibility policies.
   *
   * @throws NotAllowedError with code `forbidden` for all but administrators and auditors
   * @throws NotFoundError with code `unknown-account`
   * @throws ServiceUnavailableError when catalog or directory cannot be read
   */
  ofAccount(accountId: string, call: RequestCall): Promise<AccountReach> {
    return this.#reading(call, async () => {
      const snapshot = await this.#directory.requireSnapshot();
      const account = snapshot.accounts.get(accountId);
      if (!account) {
        throw unknownAccount(accountId);
      }
      const barred = this.#barred(account, snapshot);
      const items = barred === null ? await this.#reaching(account) : [];
      return {
        account: { id: account.id, name: account.name },
        barred,
        items: items.slice(0, MOST),
        truncated: items.length > MOST,
      };
    });
  }

  #barred(
    account: DirectoryAccount,
    snapshot: DirectorySnapshot,
  ): string | null {
    if (account.state !== 'ACTIVE') {
      return `${account.name} (${account.id}) is not active in the organization.`;
    }
    return (
      accountProtection(account, snapshot, this.#protection)?.reason ?? null
    );
  }

  async #reaching(account: DirectoryAccount): Promise<ReachingPolicy[]> {
    const shelf = await this.#shelf.read(this.#stores);
    const settings = loadSettings(shelf.settings.settings);
    const loaded = shelf.policies.flatMap(({ kind, spec, enabled, version }) =>
      kind === 'eligibility' && enabled
        ? [{ ...loadEligibilityPolicy(spec, settings), version }]
        : [],
    );
    const world = await this.#worlds.read({
      eligibility: loaded,
      approval: [],
    });
    const reader = new CoverageReader(world);
    const denies = loaded.filter(it => it.effect === 'deny');
    const allows = loaded
      .filter((it): it is LoadedAllowPolicy => it.effect === 'allow')
      .sort(byAnswerOrder);
    return [...denies, ...allows].flatMap(policy => {
      const reach = reader.reaching(
        { kind: 'eligibility', spec: policy },
        account,
      );
      if (!reach || reach.people.length === 0) {
        return [];
      }
      const { name, description, effect, workingHours } = policy;
      return [
        {
          name,
          ...(description === undefined ? {} : { description }),
          effect,
          priority: effect === 'allow' ? policy.priority : 0,
          people: reach.people.length,
          samplePeople: samplePeople(reach),
          permissionSets: reach.permissionSets.length,
          samplePermissionSets: samplePermissionSets(reach),
          maxDuration: effect === 'allow' ? policy.maxDuration : null,
          approval: effect === 'allow' ? policy.approval : null,
          workingHoursOnly: workingHours !== undefined,
        },
      ];
    });
  }

  #reading<T>(call: RequestCall, read: () => Promise<T>): Promise<T> {
    return this.#auditing.onlyDenials(
      auditedAction('policy-reach-read', 'low', call, {}),
      async () => {
        await this.#administration.requireReader(
          elevatedAccessPolicyReadPermission,
          call,
        );
        return read();
      },
    );
  }
}

function unknownAccount(accountId: string) {
  return problem('not-found', {
    code: 'unknown-account',
    field: 'accountId',
    reason: `The directory knows no account ${accountId}.`,
    remedy:
      'Check the id. A new account appears with the next reading of the directory.',
  });
}
