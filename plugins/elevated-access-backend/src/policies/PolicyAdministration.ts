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
  elevatedAccessPolicyCreatePermission,
  elevatedAccessPolicyDeletePermission,
  elevatedAccessPolicyReadPermission,
  elevatedAccessPolicyUpdatePermission,
  elevatedAccessSettingsUpdatePermission,
  type ChangeOutcome,
  type ChangePolicy,
  type CreatePolicy,
  type ListPoliciesQuery,
  type ListVersionsQuery,
  type PendingChange,
  type PolicyPage,
  type PolicySourceState,
  type PolicyVersionPage,
  type PolicyView,
  type ResolveChange,
} from 'backstage-plugin-elevated-access-common';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Auditing } from '../audit/Auditing';
import type {
  PendingChangeRecord,
  PolicyKey,
  ProposedChange,
} from '../database/policyAdministrationTypes';
import type { Stores } from '../database/types';
import { problem } from '../domain/problems';
import type { RequestCall } from '../requests/types';
import { auditedAction } from '../audit/auditedAction';
import type { Administration } from './Administration';
import { listPolicies } from './listPolicies';
import {
  findPolicy,
  findUnreadable,
  unknownPolicy,
  unreadablePolicy,
} from './policyChange';
import { isOwn, type Author, type PolicyChanges } from './PolicyChanges';
import type { PolicyShelf } from './PolicyShelf';
import {
  presentPendingChange,
  presentPolicy,
  presentPolicyVersion,
  presentSource,
  presentUnreadable,
} from './present';
import { cutVersions, versionsBefore } from './versionPages';

/** Policies, their history and their pending changes, for those who look after them. */
export class PolicyAdministration {
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

  list(query: ListPoliciesQuery, call: RequestCall): Promise<PolicyPage> {
    return this.#reading(call, {}, async () => {
      const { policies, unreadable } = await this.#shelf.read(this.#stores);
      const pending = await this.#stores.pendingChanges.list();
      const { items, ...page } = listPolicies(policies, query);
      return {
        ...page,
        ...(unreadable.length > 0 && {
          unreadable: unreadable.map(presentUnreadable),
        }),
        items: items.map(policy => presentPolicy(policy, pending)),
      };
    });
  }

  /** @throws NotFoundError with code `unknown-policy` */
  get(key: PolicyKey, call: RequestCall): Promise<PolicyView> {
    return this.#reading(call, { ...key }, async () => {
      const { policies, unreadable } = await this.#shelf.read(this.#stores);
      const policy = findPolicy(policies, key);
      if (!policy) {
        const broken = findUnreadable(unreadable, key);
        throw broken ? unreadablePolicy(broken) : unknownPolicy(key);
      }
      return presentPolicy(policy, await this.#stores.pendingChanges.list());
    });
  }

  /**
   * Newest first; also of policies that are no more.
   *
   * @throws NotFoundError with code `unknown-policy` when there never was one
   */
  versions(
    key: PolicyKey,
    query: ListVersionsQuery,
    call: RequestCall,
  ): Promise<PolicyVersionPage> {
    return this.#reading(call, { ...key }, async () => {
      const before = versionsBefore(query);
      const found = await this.#stores.policies.listVersions(key, {
        before,
        // One more tells whether there is another page, and what the last differs from.
        limit: query.limit + 1,
      });
      if (found.length === 0 && before === undefined) {
        const { policies, unreadable } = await this.#shelf.read(this.#stores);
        if (!findPolicy(policies, key) && !findUnreadable(unreadable, key)) {
          throw unknownPolicy(key);
        }
      }
      return cutVersions(found, query.limit, presentPolicyVersion);
    });
  }

  sources(call: RequestCall): Promise<{ items: PolicySourceState[] }> {
    return this.#reading(call, {}, async () => {
      const { sources, unread } = await this.#shelf.read(this.#stores);
      const untried = unread.filter(
        ({ type, place }) =>
          !sources.some(it => it.type === type && it.place === place),
      );
      return {
        items: [
          {
            source: { type: 'config', place: 'elevatedAccess.policies' },
            policies: this.#shelf.configured,
            readAt: null,
            attemptedAt: null,
            problems: [],
          },
          ...sources.map(presentSource),
          ...untried.map(source => ({
            source,
            policies: 0,
            readAt: null,
            attemptedAt: null,
            problems: [],
          })),
        ],
      };
    });
  }

  create(
    { policy, comment }: CreatePolicy,
    call: RequestCall,
  ): Promise<ChangeOutcome> {
    return this.#submit(
      'policy-create',
      { subject: 'policy', action: 'create', ...policy },
      { basedOn: null, comment, call },
    );
  }

  /** @throws InputError when what is given is another policy than the one named */
  change(
    key: PolicyKey,
    input: ChangePolicy,
    call: RequestCall,
  ): Promise<ChangeOutcome> {
    const { version, comment } = input;
    const options = { basedOn: version, comment, call };
    return input.action === 'edit'
      ? this.#submit(
          'policy-edit',
          { subject: 'policy', action: 'edit', ...input.policy },
          options,
          () => requireSamePolicy(key, input),
        )
      : this.#submit(
          `policy-${input.action}`,
          { subject: 'policy', action: input.action, ...key },
          options,
        );
  }

  /** Oldest first. */
  pendingChanges(call: RequestCall): Promise<{ items: PendingChange[] }> {
    return this.#reading(call, {}, async author => {
      const shelf = await this.#shelf.read(this.#stores);
      const pending = await this.#stores.pendingChanges.list();
      return {
        items: pending.map(it =>
          presentPendingChange(
            it,
            shelf,
            author.isAdmin && isOthers(it, author),
          ),
        ),
      };
    });
  }

  /** @throws NotFoundError with code `unknown-change` */
  resolve(
    id: string,
    { verdict, comment }: ResolveChange,
    call: RequestCall,
  ): Promise<ChangeOutcome> {
    return this.#auditing.attempt(
      auditedAction(`policy-change-${verdict}`, 'high', call, { changeId: id }),
      async () => {
        const pending = await this.#stores.pendingChanges.get(id);
        const caller = await this.#administration.requireAdministrator(
          pending
            ? permissionFor(pending.change)
            : elevatedAccessPolicyUpdatePermission,
          call,
        );
        const author = await this.#administration.authorOf(caller);
        return this.#changes[verdict](id, { comment, author });
      },
      ({ outcome }) => ({ outcome }),
    );
  }

  #submit(
    eventId: string,
    change: Extract<ProposedChange, { subject: 'policy' }>,
    options: { basedOn: string | null; comment: string; call: RequestCall },
    check: () => void = () => {},
  ): Promise<ChangeOutcome> {
    const { basedOn, comment, call } = options;
    const name = 'spec' in change ? change.spec.name : change.name;
    return this.#auditing.attempt(
      auditedAction(eventId, 'high', call, { kind: change.kind, name }),
      async () => {
        const caller = await this.#administration.requireAdministrator(
          permissionFor(change),
          call,
        );
        check();
        const author = await this.#administration.authorOf(caller);
        return this.#changes.submit(change, { basedOn, comment, author });
      },
      ({ outcome, changeId }) => ({ outcome, changeId }),
    );
  }

  #reading<T>(
    call: RequestCall,
    meta: Record<string, string>,
    work: (reader: Author & { isAdmin: boolean }) => Promise<T>,
  ): Promise<T> {
    return this.#auditing.onlyDenials(
      auditedAction('policy-read', 'medium', call, meta),
      async () => {
        const caller = await this.#administration.requireReader(
          elevatedAccessPolicyReadPermission,
          call,
        );
        return work({
          ...(await this.#administration.authorOf(caller)),
          isAdmin:
            !caller.actsThroughPlugin && (await caller.hasAnyRole('admin')),
        });
      },
    );
  }
}

function isOthers(pending: PendingChangeRecord, author: Author): boolean {
  try {
    return !isOwn(pending, author);
  } catch {
    // Who cannot be told to be somebody else may be the same.
    return false;
  }
}

function permissionFor(change: ProposedChange): BasicPermission {
  if (change.subject === 'settings') {
    return elevatedAccessSettingsUpdatePermission;
  }
  switch (change.action) {
    case 'create':
      return elevatedAccessPolicyCreatePermission;
    case 'delete':
      return elevatedAccessPolicyDeletePermission;
    case 'edit':
    case 'enable':
    case 'disable':
      return elevatedAccessPolicyUpdatePermission;
    default:
      throw new Error(`Unknown change ${change satisfies never}`);
  }
}

function requireSamePolicy(
  { kind, name }: PolicyKey,
  { policy }: Extract<ChangePolicy, { action: 'edit' }>,
): void {
  if (policy.kind !== kind || policy.spec.name !== name) {
    throw problem('input', {
      code: 'invalid-policy',
      field: policy.kind === kind ? 'policy.spec.name' : 'policy.kind',
      reason: `What is sent is not the ${kind} policy ${name}; kind and name stay as they are.`,
      remedy: 'Make a new policy of the other name, and delete this one.',
    });
  }
}
