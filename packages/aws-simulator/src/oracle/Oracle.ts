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

import { SimulatorClock } from '../clock/types';
import { Assignment } from '../model/types';
import { World } from '../model/World';
import { DenyPolicy } from './denyPolicy';
import { Lookup } from './Lookup';
import { Session, SessionBook } from './Sessions';
import { Timeline, TimelineEvent } from './Timeline';

/**
 * An instant: a Date, an ISO 8601 string, or epoch milliseconds.
 *
 * @public
 */
export type Instant = Date | string | number;

/**
 * A permission set that somebody may use in an account.
 *
 * @public
 */
export interface Access {
  readonly accountId: string;
  readonly accountName: string;
  readonly permissionSetArn: string;
  readonly permissionSetName: string;
  readonly roleName: string;
  /** Since when without a gap of this assignment, ISO 8601. */
  readonly since: string;
  /** Display name of the group it comes through; absent for one's own. */
  readonly viaGroup?: string;
  readonly origin: Assignment['origin'];
}

/**
 * The truth about access, now and at any instant before: not what lists show,
 * but what AWS would let somebody do.
 *
 * @public
 */
export class Oracle {
  readonly #world: World;
  readonly #clock: SimulatorClock;
  readonly #lookup: Lookup;
  readonly #sessions: SessionBook;
  readonly #timeline: Timeline;

  /** @internal */
  constructor(options: {
    world: World;
    clock: SimulatorClock;
    lookup: Lookup;
    sessions: SessionBook;
    timeline: Timeline;
  }) {
    this.#world = options.world;
    this.#clock = options.clock;
    this.#lookup = options.lookup;
    this.#sessions = options.sessions;
    this.#timeline = options.timeline;
  }

  /**
   * Whether a person could start a session at an instant, now by default:
   * the person is enabled, the account active, and an assignment present,
   * the person's own or a group's.
   */
  canUse(
    user: string,
    account: string,
    permissionSet: string,
    at?: Instant,
  ): boolean {
    const accountId = this.#lookup.account(account).id;
    const { arn } = this.#lookup.permissionSet(permissionSet);
    return this.access(user, at).some(
      a => a.accountId === accountId && a.permissionSetArn === arn,
    );
  }

  /** Everything a person could start a session with at an instant. */
  access(user: string, at?: Instant): Access[] {
    const instant = this.#instant(at);
    const { userId } = this.#lookup.user(user);
    if (this.#world.users.get(userId)?.status.at(instant) !== 'ENABLED') {
      return [];
    }
    const { assignments, memberships } = this.#world;
    const own = assignments.heldByPrincipalAt(userId, instant);
    const throughGroups = memberships
      .ofUserAt(userId, instant)
      .flatMap(m => assignments.heldByPrincipalAt(m.groupId, instant));
    return [...own, ...throughGroups].flatMap(a => this.#access(a, instant));
  }

  /**
   * Starts a session, as the access portal does.
   *
   * @throws an error when the person may not use the permission set now
   */
  assumeRole(user: string, account: string, permissionSet: string): Session {
    const person = this.#lookup.user(user);
    const accountId = this.#lookup.account(account).id;
    const { arn } = this.#lookup.permissionSet(permissionSet);
    const role = this.#world.roles.get(accountId, arn);
    if (!role || !this.canUse(user, account, permissionSet)) {
      throw new Error(
        `ForbiddenException: No access: ${person.userName} cannot use ${permissionSet} in ${account}.`,
      );
    }
    const now = this.#clock.now();
    const session = this.#sessions.issue(person, role, now);
    this.#timeline.add(now, {
      type: 'session-started',
      sessionId: session.sessionId,
      userId: session.userId,
      accountId,
      permissionSetArn: arn,
    });
    return session;
  }

  /** Every session ever issued, alive or not. */
  sessions(): Session[] {
    return this.#sessions.all();
  }

  /** Sessions that AWS honoured at an instant, now by default. */
  sessionsAliveAt(at?: Instant): Session[] {
    return this.#sessions.aliveAt(this.#instant(at));
  }

  /** Whether AWS honoured one session at an instant, now by default. */
  isSessionAlive(sessionId: string, at?: Instant): boolean {
    return this.sessionsAliveAt(at).some(s => s.sessionId === sessionId);
  }

  /** Puts deny statements in force from now on. */
  setDenyPolicy(policy: DenyPolicy): void {
    this.#sessions.setPolicy(policy, this.#clock.now());
  }

  /** Takes deny statements out of force from now on. */
  removeDenyPolicy(id: string): void {
    this.#sessions.removePolicy(id, this.#clock.now());
  }

  /** Every change of access, in order; after `seq` when given. */
  timeline(options: { since?: number } = {}): TimelineEvent[] {
    return this.#timeline.since(options.since ?? 0);
  }

  /** Order number of the latest change: cheap to poll. */
  get revision(): number {
    return this.#timeline.length;
  }

  #access(assignment: Assignment, instant: number): Access[] {
    const account = this.#world.accounts.get(assignment.accountId);
    const permissionSet = this.#world.permissionSets.get(
      assignment.permissionSetArn,
    );
    if (!permissionSet || account?.state.at(instant) !== 'ACTIVE') {
      return [];
    }
    return [
      {
        accountId: account.id,
        accountName: account.name,
        permissionSetArn: permissionSet.arn,
        permissionSetName: permissionSet.name,
        roleName:
          this.#world.roles.at(account.id, permissionSet.arn, instant)?.name ??
          '',
        since: new Date(assignment.since).toISOString(),
        viaGroup:
          assignment.principalType === 'GROUP'
            ? this.#world.groups.get(assignment.principalId)?.displayName
            : undefined,
        origin: assignment.origin,
      },
    ];
  }

  #instant(at: Instant | undefined): number {
    if (at === undefined) {
      return this.#clock.now();
    }
    const instant = new Date(at).getTime();
    if (!Number.isFinite(instant)) {
      throw new Error(`Not an instant: ${String(at)}`);
    }
    return instant;
  }
}
