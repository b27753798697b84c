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

import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { IdentityMapper } from '../directory/IdentityMapper';
import { problem } from '../domain/problems';
import type { Actor, CatalogPerson } from '../domain/types';
import type { PermissionGate } from '../requests/PermissionGate';
import type { RequestCall } from '../requests/types';
import type { Author } from './PolicyChanges';

/** What has to be known of somebody who looks at policies or changes them. */
export interface AdministrationCaller {
  readonly entityRef: string;
  readonly actsThroughPlugin: boolean;
  hasAnyRole(...roles: ('admin' | 'auditor')[]): Promise<boolean>;
  findPerson(): Promise<CatalogPerson | undefined>;
  actor(): Promise<Extract<Actor, { kind: 'user' }>>;
}

/**
 * Who may look at policies and settings, and who may change them. The permission
 * framework narrows; the roles of the config decide, whatever it says.
 */
export class Administration {
  readonly #gate: PermissionGate;
  readonly #callers: { create(call: RequestCall): AdministrationCaller };
  readonly #identity: Pick<IdentityMapper, 'findKnown'>;

  constructor(options: {
    gate: PermissionGate;
    callers: { create(call: RequestCall): AdministrationCaller };
    identity: Pick<IdentityMapper, 'findKnown'>;
  }) {
    this.#gate = options.gate;
    this.#callers = options.callers;
    this.#identity = options.identity;
  }

  /** For what everybody who is signed in may read. */
  requireAnybody(
    permission: BasicPermission,
    call: RequestCall,
  ): Promise<void> {
    return this.#gate.require(permission, call);
  }

  /** @throws NotAllowedError with code `forbidden` for all but administrators and auditors */
  async requireReader(
    permission: BasicPermission,
    call: RequestCall,
  ): Promise<AdministrationCaller> {
    await this.#gate.require(permission, call);
    const caller = this.#callers.create(call);
    if (!(await caller.hasAnyRole('admin', 'auditor'))) {
      throw onlyFor('administrators and auditors may read policies');
    }
    return caller;
  }

  /**
   * @throws NotAllowedError with code `acting-through-plugin` for agents
   * @throws NotAllowedError with code `forbidden` for all but administrators
   */
  async requireAdministrator(
    permission: BasicPermission,
    call: RequestCall,
  ): Promise<AdministrationCaller> {
    const caller = this.#callers.create(call);
    if (caller.actsThroughPlugin) {
      throw problem('not-allowed', {
        code: 'acting-through-plugin',
        reason:
          'Another plugin acts for you here; policies and settings are changed by people themselves.',
        remedy: 'Do it in the portal, yourself.',
      });
    }
    await this.#gate.require(permission, call);
    if (!(await caller.hasAnyRole('admin'))) {
      throw onlyFor('administrators may change policies and settings');
    }
    return caller;
  }

  /** Somebody as who they are in the portal and in AWS, as far as that can be told now. */
  async authorOf(caller: AdministrationCaller): Promise<Author> {
    const actor = await caller.actor();
    try {
      const person = await caller.findPerson();
      const user = person && (await this.#identity.findKnown(person));
      return { actor, principalId: () => user?.userId ?? null };
    } catch (error) {
      // Only where a change needs a second person does it matter.
      return {
        actor,
        principalId: () => {
          throw error;
        },
      };
    }
  }
}

function onlyFor(who: string): Error {
  return problem('not-allowed', {
    code: 'forbidden',
    reason: `Only ${who}.`,
    remedy:
      'Ask an administrator of the portal; elevatedAccess.access in the configuration names who holds which role.',
  });
}
