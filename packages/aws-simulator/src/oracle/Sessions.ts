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

import { World } from '../model/World';
import { History, holdsAt } from '../model/History';
import { Role } from '../model/types';
import { Random } from '../random';
import {
  ConditionContext,
  denies,
  denyPolicy,
  DenyPolicy,
  ResolvedDenyPolicy,
} from './denyPolicy';

/**
 * A session that the access portal issued. Nothing can be done with it, but
 * the oracle can say for how long AWS would honour it.
 *
 * @public
 */
export interface Session {
  readonly sessionId: string;
  readonly userId: string;
  readonly userName: string;
  readonly accountId: string;
  readonly permissionSetArn: string;
  readonly roleArn: string;
  readonly accessKeyId: string;
  /** `aws:TokenIssueTime`, ISO 8601. */
  readonly tokenIssueTime: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

interface Entry {
  readonly session: Session;
  readonly role: Role;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Sessions, and the deny statements that may end them early. */
export class SessionBook {
  readonly #world: World;
  readonly #random: Random;
  readonly #survivesRole: boolean;
  readonly #entries: Entry[] = [];
  readonly #policies: History<readonly ResolvedDenyPolicy[]>;

  constructor(options: {
    world: World;
    random: Random;
    survivesRoleDeletion: boolean;
    startedAt: number;
  }) {
    this.#world = options.world;
    this.#random = options.random;
    this.#survivesRole = options.survivesRoleDeletion;
    this.#policies = new History<readonly ResolvedDenyPolicy[]>(
      options.startedAt,
      [],
    );
  }

  issue(
    user: { userId: string; userName: string },
    role: Role,
    now: number,
  ): Session {
    const expiresAt = now + durationMs(role.provisioned.sessionDuration);
    const session: Session = {
      sessionId: this.#random.uuid(),
      userId: user.userId,
      userName: user.userName,
      accountId: role.accountId,
      permissionSetArn: role.permissionSetArn,
      roleArn: role.arn,
      accessKeyId: `ASIM${this.#random.hex(16).toUpperCase()}`,
      // AWS issues to the second.
      tokenIssueTime: new Date(Math.floor(now / 1000) * 1000).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
    };
    this.#entries.push({ session, role, issuedAt: now, expiresAt });
    return session;
  }

  all(): Session[] {
    return this.#entries.map(entry => entry.session);
  }

  aliveAt(instant: number): Session[] {
    return this.#entries
      .filter(entry => this.#isAlive(entry, instant))
      .map(entry => entry.session);
  }

  /** Sets a policy from now on, in place of the one with the same id. */
  setPolicy(policy: DenyPolicy, now: number): void {
    const next = denyPolicy.parse(policy);
    this.#policies.set(now, [
      ...this.#policies.current.filter(p => p.id !== next.id),
      next,
    ]);
  }

  removePolicy(id: string, now: number): void {
    this.#policies.set(
      now,
      this.#policies.current.filter(p => p.id !== id),
    );
  }

  /** Whether a session of this role would be denied everything. */
  isDenied(
    subject: { userId: string; role: Role; issuedAt: number },
    instant: number,
  ): boolean {
    const { userId, role, issuedAt } = subject;
    const context: ConditionContext = new Map([
      ['identitystore:userid', userId],
      ['aws:principalaccount', role.accountId],
      ['aws:principalarn', role.arn],
      ['aws:currenttime', new Date(instant).toISOString()],
      [
        'aws:tokenissuetime',
        new Date(Math.floor(issuedAt / 1000) * 1000).toISOString(),
      ],
    ]);
    return this.#policies
      .at(instant)
      .filter(policy => this.#isAttached(policy, role))
      .some(policy => denies(policy, context));
  }

  #isAlive(entry: Entry, instant: number): boolean {
    const { session, role, issuedAt, expiresAt } = entry;
    return (
      issuedAt <= instant &&
      instant < expiresAt &&
      (this.#survivesRole || holdsAt(role, instant)) &&
      !this.isDenied({ userId: session.userId, role, issuedAt }, instant)
    );
  }

  #isAttached(policy: ResolvedDenyPolicy, role: Role): boolean {
    const { attachedAs } = policy;
    return attachedAs.kind === 'service-control-policy'
      ? // Service control policies do not bind the management account.
        role.accountId !== this.#world.identity.managementAccountId
      : attachedAs.accountId === role.accountId &&
          attachedAs.permissionSetArn === role.permissionSetArn;
  }
}

/** Milliseconds of an ISO 8601 duration in hours and minutes. */
function durationMs(iso: string): number {
  const [, hours = '0', minutes = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(iso) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}
