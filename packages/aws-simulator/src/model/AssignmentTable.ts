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

import { Assignment, AssignmentTuple, tupleKey } from './types';
import { holdsAt, listedAt } from './History';
import { MultiMap } from './MultiMap';

/** Every account assignment there is and ever was. */
export class AssignmentTable {
  readonly #current = new Map<string, Assignment>();
  readonly #byTuple = new MultiMap<Assignment>();
  readonly #byTarget = new MultiMap<Assignment>();
  readonly #byPrincipal = new MultiMap<Assignment>();
  readonly #heldByTarget = new Map<string, number>();

  add(assignment: Assignment): void {
    this.#current.set(tupleKey(assignment), assignment);
    this.#byTuple.add(tupleKey(assignment), assignment);
    this.#byTarget.add(targetKey(assignment), assignment);
    this.#byPrincipal.add(assignment.principalId, assignment);
    this.#count(assignment, 1);
  }

  remove(tuple: AssignmentTuple, at: number, listedUntil: number): void {
    const assignment = this.get(tuple);
    if (assignment) {
      assignment.until = at;
      assignment.listedUntil = listedUntil;
      this.#current.delete(tupleKey(tuple));
      this.#count(assignment, -1);
    }
  }

  get(tuple: AssignmentTuple): Assignment | undefined {
    return this.#current.get(tupleKey(tuple));
  }

  current(): Assignment[] {
    return [...this.#current.values()];
  }

  /** How many assignments hold the permission set's role in the account. */
  countForTarget(target: {
    accountId: string;
    permissionSetArn: string;
  }): number {
    return this.#heldByTarget.get(targetKey(target)) ?? 0;
  }

  /** The assignment of exactly this tuple that held at an instant. */
  heldAt(tuple: AssignmentTuple, instant: number): Assignment | undefined {
    return this.#byTuple.get(tupleKey(tuple)).find(a => holdsAt(a, instant));
  }

  /** A principal's assignments that held at an instant. */
  heldByPrincipalAt(principalId: string, instant: number): Assignment[] {
    return this.#byPrincipal.get(principalId).filter(a => holdsAt(a, instant));
  }

  /** What a list of one account and permission set shows: perhaps old news. */
  listedForTarget(
    accountId: string,
    permissionSetArn: string,
    instant: number,
  ): Assignment[] {
    const key = targetKey({ accountId, permissionSetArn });
    return distinct(this.#byTarget.get(key), instant);
  }

  /** What a list of one principal's assignments shows: perhaps old news. */
  listedForPrincipal(principalId: string, instant: number): Assignment[] {
    return distinct(this.#byPrincipal.get(principalId), instant);
  }

  #count(assignment: Assignment, by: 1 | -1): void {
    const key = targetKey(assignment);
    this.#heldByTarget.set(key, (this.#heldByTarget.get(key) ?? 0) + by);
  }
}

function targetKey(target: {
  accountId: string;
  permissionSetArn: string;
}): string {
  return `${target.accountId}|${target.permissionSetArn}`;
}

function distinct(
  assignments: readonly Assignment[],
  instant: number,
): Assignment[] {
  const listed = new Map<string, Assignment>();
  for (const assignment of assignments) {
    if (listedAt(assignment, instant)) {
      listed.set(tupleKey(assignment), assignment);
    }
  }
  return [...listed.values()];
}
