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

import { Membership } from './types';
import { holdsAt, listedAt } from './History';
import { MultiMap } from './MultiMap';

/** Who is, and was, in which group. */
export class MembershipTable {
  readonly #current = new Map<string, Membership>();
  readonly #byId = new Map<string, Membership>();
  readonly #byUser = new MultiMap<Membership>();
  readonly #byGroup = new MultiMap<Membership>();

  add(membership: Membership): void {
    this.#current.set(key(membership.groupId, membership.userId), membership);
    this.#byId.set(membership.membershipId, membership);
    this.#byUser.add(membership.userId, membership);
    this.#byGroup.add(membership.groupId, membership);
  }

  remove(membership: Membership, at: number, listedUntil: number): void {
    membership.until = at;
    membership.listedUntil = listedUntil;
    this.#current.delete(key(membership.groupId, membership.userId));
    this.#byId.delete(membership.membershipId);
  }

  get(groupId: string, userId: string): Membership | undefined {
    return this.#current.get(key(groupId, userId));
  }

  byId(membershipId: string): Membership | undefined {
    return this.#byId.get(membershipId);
  }

  ofUser(userId: string): Membership[] {
    return this.#byUser.get(userId).filter(m => m.until === undefined);
  }

  ofUserAt(userId: string, instant: number): Membership[] {
    return this.#byUser.get(userId).filter(m => holdsAt(m, instant));
  }

  listedOfUser(userId: string, instant: number): Membership[] {
    return this.#byUser.get(userId).filter(m => listedAt(m, instant));
  }

  listedOfGroup(groupId: string, instant: number): Membership[] {
    return this.#byGroup.get(groupId).filter(m => listedAt(m, instant));
  }
}

function key(groupId: string, userId: string): string {
  return `${groupId}|${userId}`;
}
