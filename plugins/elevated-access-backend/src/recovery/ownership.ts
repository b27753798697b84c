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

import type { SealedEvent } from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { AssignmentKey } from '../domain/types';

const keySchema = z.object({
  principalId: z.string(),
  accountId: z.string(),
  permissionSetArn: z.string(),
});

/** What the log says of one assignment. */
export interface LoggedAssignment {
  key: AssignmentKey;
  /** `ours`: we meant to create it and never saw it gone. */
  state: 'ours' | 'standing' | 'gone';
  /** The event that says so. */
  seq: number;
}

/**
 * What in AWS is ours, told by the event log alone. The engine commits what it
 * means to do before it does it, and what it saw afterwards: an assignment is
 * ours from the intent to create it until it was verified absent, or was found
 * to have stood there before.
 */
export class Ownership {
  readonly #assignments = new Map<string, LoggedAssignment>();
  /** Keys by the assignment's id, for events that name only that. */
  readonly #keys = new Map<string, AssignmentKey>();
  #nameless = 0;
  #last: { seq: number; at: string } | null = null;

  /** Events that must be applied in the order of the chain. */
  apply(event: SealedEvent): void {
    this.#last = { seq: event.seq, at: event.at };
    const state = stateAfter(event.type);
    if (!state) {
      return;
    }
    const key = this.#keyOf(event);
    if (!key) {
      this.#nameless += 1;
      return;
    }
    this.#assignments.set(nameOf(key), { key, state, seq: event.seq });
  }

  /** The last event of the log, whatever it says. */
  get last(): { seq: number; at: string } | null {
    return this.#last;
  }

  /** Events about assignments that the log does not name; of an early version. */
  get nameless(): number {
    return this.#nameless;
  }

  all(): LoggedAssignment[] {
    return [...this.#assignments.values()];
  }

  ours(): LoggedAssignment[] {
    return this.all().filter(({ state }) => state === 'ours');
  }

  find(key: AssignmentKey): LoggedAssignment | undefined {
    return this.#assignments.get(nameOf(key));
  }

  #keyOf({ data, assignmentId }: SealedEvent): AssignmentKey | undefined {
    const parsed = keySchema.safeParse(data);
    if (parsed.success) {
      if (assignmentId) {
        this.#keys.set(assignmentId, parsed.data);
      }
      return parsed.data;
    }
    return assignmentId ? this.#keys.get(assignmentId) : undefined;
  }
}

function stateAfter(type: string): LoggedAssignment['state'] | undefined {
  switch (type) {
    case 'assignment.create-intended':
    case 'assignment.delete-intended':
    case 'assignment.verified-present':
      return 'ours';
    case 'assignment.standing-found':
      return 'standing';
    case 'assignment.create-not-made':
    case 'assignment.verified-absent':
      return 'gone';
    default:
      return undefined;
  }
}

function nameOf({ principalId, accountId, permissionSetArn }: AssignmentKey) {
  return `${principalId} ${accountId} ${permissionSetArn}`;
}
