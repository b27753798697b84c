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

import type { Me } from 'backstage-plugin-elevated-access-common';
import type { IdentityMapper } from '../directory/IdentityMapper';
import type { PolicyService } from '../policies/types';
import { isProblem } from '../domain/problems';
import type { Caller } from './Caller';
import type { RequestLists } from './RequestLists';

/** Tells callers who they are here and how much waits for them. */
export class SelfDescription {
  readonly #identity: Pick<IdentityMapper, 'find'>;
  readonly #lists: Pick<RequestLists, 'countInbox' | 'countLive'>;
  readonly #policies: PolicyService;
  readonly #aws: Me['aws'];

  constructor(options: {
    identity: Pick<IdentityMapper, 'find'>;
    lists: Pick<RequestLists, 'countInbox' | 'countLive'>;
    policies: PolicyService;
    aws: Me['aws'];
  }) {
    this.#identity = options.identity;
    this.#lists = options.lists;
    this.#policies = options.policies;
    this.#aws = options.aws;
  }

  async describe(caller: Caller): Promise<Me> {
    const { entityRef, displayName } = await caller.actor();
    return {
      entityRef,
      displayName,
      roles: await caller.roles(),
      identityCenter: await this.#identityOf(caller),
      counts: {
        inbox: await this.#lists.countInbox(caller),
        live: await this.#lists.countLive(caller),
      },
      aws: this.#aws,
      banner: await this.#banner(),
    };
  }

  /** Whoever wants to give access back must not be kept from it by settings that cannot be read. */
  async #banner(): Promise<Me['banner']> {
    try {
      const { settings } = await this.#policies.getPolicies();
      return settings.banner;
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      return null;
    }
  }

  async #identityOf(caller: Caller): Promise<Me['identityCenter']> {
    try {
      const user = await this.#identity.find(await caller.person());
      if (user.enabled) {
        const { userId, userName } = user;
        return { state: 'enabled', userId, userName };
      }
      return {
        state: 'problem',
        code: 'identity-center-user-disabled',
        reason: `Your Identity Center user ${user.userName} was disabled when the directory was last read.`,
        remedy: 'Ask whoever administers your identities to enable it.',
      };
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      const { code, reason, remedy } = error;
      return { state: 'problem', code, reason, remedy };
    }
  }
}
