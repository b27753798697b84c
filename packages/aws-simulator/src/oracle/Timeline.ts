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

import { AccountState, PrincipalType } from '../model/types';

interface AssignmentEvent {
  readonly type: 'assignment-created' | 'assignment-removed';
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly accountId: string;
  readonly permissionSetArn: string;
  /** Who made the change: the file, an API call, or the test itself. */
  readonly origin: 'standing' | 'api' | 'behind-your-back';
  /** Of the API call that asked for it. */
  readonly requestId?: string;
}

interface RoleEvent {
  readonly type: 'role-created' | 'role-deleted' | 'permission-set-provisioned';
  readonly accountId: string;
  readonly permissionSetArn: string;
  readonly roleName: string;
}

interface MemberEvent {
  readonly type: 'member-added' | 'member-removed';
  readonly groupId: string;
  readonly userId: string;
}

interface UserEvent {
  readonly type: 'user-status';
  readonly userId: string;
  readonly status: 'ENABLED' | 'DISABLED' | 'DELETED';
}

interface AccountEvent {
  readonly type: 'account-state';
  readonly accountId: string;
  readonly state: AccountState;
}

interface SessionEvent {
  readonly type: 'session-started';
  readonly sessionId: string;
  readonly userId: string;
  readonly accountId: string;
  readonly permissionSetArn: string;
}

/**
 * What happened to somebody's access.
 *
 * @public
 */
export type TimelineChange =
  | AssignmentEvent
  | RoleEvent
  | MemberEvent
  | UserEvent
  | AccountEvent
  | SessionEvent;

/**
 * A change, when it happened, and its place in the order of all changes.
 *
 * @public
 */
export type TimelineEvent = TimelineChange & {
  /** Order of occurrence, from 1. */
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
};

/** The record of every change of access, in the order they happened. */
export class Timeline {
  readonly #events: TimelineEvent[] = [];
  readonly #listeners: Array<(event: TimelineEvent) => void> = [];

  add(at: number, change: TimelineChange): void {
    const event = {
      seq: this.#events.length + 1,
      at: new Date(at).toISOString(),
      ...change,
    };
    this.#events.push(event);
    this.#listeners.forEach(listener => listener(event));
  }

  /** Hears of every change from now on. */
  listen(listener: (event: TimelineEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** How many changes there were: also a cheap "did anything change?". */
  get length(): number {
    return this.#events.length;
  }

  since(seq: number): TimelineEvent[] {
    return this.#events.slice(Math.max(0, seq));
  }
}
