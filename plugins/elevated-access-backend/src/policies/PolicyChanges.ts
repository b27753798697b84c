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

import { randomUUID } from 'node:crypto';
import type {
  ChangeOutcome,
  Person,
} from 'backstage-plugin-elevated-access-common';
import type {
  PendingChangeRecord,
  ProposedChange,
} from '../database/policyAdministrationTypes';
import type { Stores, TransactionStores } from '../database/types';
import type { EventType } from '../domain/events';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { Actor } from '../domain/types';
import {
  keyOf,
  planPolicyChange,
  type PlannedPolicyChange,
} from './policyChange';
import type { PolicyShelf, Shelf } from './PolicyShelf';
import {
  planSettingsChange,
  type PlannedSettingsChange,
} from './settingsChange';

/** A person who changes something, as who they are in the portal and in AWS. */
export interface Author {
  actor: Extract<Actor, { kind: 'user' }>;
  /**
   * Their Identity Center user id; null where they have none.
   *
   * @throws when that cannot be told
   */
  principalId(): string | null;
}

/** A change and what it would do. */
export type PlannedChange = PlannedPolicyChange | PlannedSettingsChange;

/** Who made a change, and why. */
interface Authorship {
  at: Date;
  by: Person;
  confirmedBy: Person | null;
  comment: string;
  actor: Actor;
}

/**
 * Makes changes of policies and settings, or puts them aside until another
 * administrator confirms them. Changes take turns: each raises the revision
 * before it looks at anything, so that what it was made from still holds when it
 * is written.
 */
export class PolicyChanges {
  readonly #stores: Stores;
  readonly #shelf: PolicyShelf;

  constructor(options: { stores: Stores; shelf: PolicyShelf }) {
    this.#stores = options.stores;
    this.#shelf = options.shelf;
  }

  /**
   * @param basedOn - the version that it was made from; null for what is new
   * @throws InputError, NotFoundError or ConflictError when it may not be made
   */
  async submit(
    change: ProposedChange,
    options: { basedOn: string | null; comment: string; author: Author },
  ): Promise<ChangeOutcome> {
    const { basedOn, comment, author } = options;
    const at = await this.#stores.now();
    return this.#inTurn(async (tx, shelf) => {
      const planned = planChange(change, basedOn, shelf);
      await requireNothingPending(tx, change);
      if (shelf.settings.settings.confirmChanges) {
        return propose(tx, { change, basedOn, comment, author, at });
      }
      await commit(tx, shelf, planned, {
        at,
        by: personOf(author),
        confirmedBy: null,
        comment,
        actor: author.actor,
      });
      return { outcome: 'applied', changeId: null };
    });
  }

  /**
   * Makes what somebody else has proposed.
   *
   * @throws NotAllowedError with code `own-change`
   * @throws ConflictError with code `changed-meanwhile` when what it was made from does not hold any more
   */
  confirm(
    id: string,
    options: { comment: string; author: Author },
  ): Promise<ChangeOutcome> {
    return this.#resolve(id, async (tx, shelf, pending, at) => {
      const { author, comment } = options;
      if (isOwn(pending, author)) {
        throw ownChange();
      }
      const planned = planChange(pending.change, pending.basedOn, shelf);
      await record(tx, 'policy-change.confirmed', author.actor, at, {
        changeId: id,
        ...subjectOf(pending.change),
        proposedBy: pending.proposedBy.entityRef,
        comment,
      });
      await commit(tx, shelf, planned, {
        at,
        by: pending.proposedBy,
        confirmedBy: personOf(author),
        comment: pending.comment,
        actor: author.actor,
      });
      return { outcome: 'applied', changeId: id };
    });
  }

  /** Puts a proposal away, one's own or another's. */
  discard(
    id: string,
    options: { comment: string; author: Author },
  ): Promise<ChangeOutcome> {
    return this.#resolve(id, async (tx, _shelf, pending, at) => {
      await record(tx, 'policy-change.discarded', options.author.actor, at, {
        changeId: id,
        ...subjectOf(pending.change),
        proposedBy: pending.proposedBy.entityRef,
        comment: options.comment,
      });
      return { outcome: 'discarded', changeId: id };
    });
  }

  async #resolve(
    id: string,
    work: (
      tx: TransactionStores,
      shelf: Shelf,
      pending: PendingChangeRecord,
      at: Date,
    ) => Promise<ChangeOutcome>,
  ): Promise<ChangeOutcome> {
    const at = await this.#stores.now();
    return this.#inTurn(async (tx, shelf) => {
      const pending = await tx.pendingChanges.get(id);
      if (!pending) {
        throw unknownChange(id);
      }
      await tx.pendingChanges.remove(id);
      return work(tx, shelf, pending, at);
    });
  }

  #inTurn<T>(
    work: (tx: TransactionStores, shelf: Shelf) => Promise<T>,
  ): Promise<T> {
    return this.#stores.transaction(async tx => {
      await tx.policyRevision.raise();
      return work(tx, await this.#shelf.read(tx));
    });
  }
}

/** @throws InputError, NotFoundError or ConflictError when it may not be made */
export function planChange(
  change: ProposedChange,
  basedOn: string | null,
  shelf: Shelf,
): PlannedChange {
  return change.subject === 'policy'
    ? planPolicyChange(change, basedOn, shelf)
    : planSettingsChange(change.settings, basedOn, shelf);
}

/** Whether a proposal is of the person themselves, under whatever catalog name. */
export function isOwn(
  { proposedBy, proposedByPrincipalId }: PendingChangeRecord,
  author: Author,
): boolean {
  return (
    normalizeRef(proposedBy.entityRef) === author.actor.entityRef ||
    (proposedByPrincipalId !== null &&
      proposedByPrincipalId === author.principalId())
  );
}

/** Whether two changes are about the same policy, or both about the settings. */
export function isAboutTheSame(a: ProposedChange, b: ProposedChange): boolean {
  if (a.subject === 'settings' || b.subject === 'settings') {
    return a.subject === b.subject;
  }
  const [{ kind, name }, other] = [keyOf(a), keyOf(b)];
  return kind === other.kind && name === other.name;
}

async function propose(
  tx: TransactionStores,
  options: {
    change: ProposedChange;
    basedOn: string | null;
    comment: string;
    author: Author;
    at: Date;
  },
): Promise<ChangeOutcome> {
  const { change, basedOn, comment, author, at } = options;
  const id = randomUUID();
  await tx.pendingChanges.add({
    id,
    change,
    basedOn,
    proposedAt: at,
    proposedBy: personOf(author),
    proposedByPrincipalId: author.principalId(),
    comment,
  });
  await record(tx, 'policy-change.proposed', author.actor, at, {
    changeId: id,
    ...subjectOf(change),
    comment,
  });
  return { outcome: 'awaits-confirmation', changeId: id };
}

async function commit(
  tx: TransactionStores,
  shelf: Shelf,
  planned: PlannedChange,
  authorship: Authorship,
): Promise<void> {
  if (planned.subject === 'policy') {
    await commitPolicy(tx, planned, authorship);
  } else {
    await commitSettings(tx, shelf, planned, authorship);
  }
}

async function commitPolicy(
  tx: TransactionStores,
  { key, action, after, was }: PlannedPolicyChange,
  { at, by, confirmedBy, comment, actor }: Authorship,
): Promise<void> {
  if (action === 'delete' || !after) {
    await tx.policies.remove(key);
  } else {
    await tx.policies.save({ ...after, changedAt: at, changedBy: by });
  }
  const number = await tx.policies.nextNumber(key);
  // What nobody could read is no version that anybody could look at; the event tells of its end.
  if (after) {
    await tx.policies.addVersion({
      ...after,
      number,
      action,
      source: { type: 'portal', place: null },
      at,
      by,
      confirmedBy,
      comment,
    });
  }
  await record(tx, eventOf(action), actor, at, {
    ...key,
    action,
    number: after ? number : null,
    version: after?.version ?? was ?? null,
    source: 'portal',
    by: by.entityRef,
    confirmedBy: confirmedBy?.entityRef ?? null,
    comment,
  });
}

async function commitSettings(
  tx: TransactionStores,
  { settings: { latest } }: Shelf,
  { before, after, version, portal }: PlannedSettingsChange,
  { at, by, confirmedBy, comment, actor }: Authorship,
): Promise<void> {
  const number = (latest?.number ?? 0) + 1;
  await tx.settings.add({
    number,
    version,
    settings: after,
    portal,
    at,
    by,
    confirmedBy,
    comment,
  });
  await record(tx, 'settings.changed', actor, at, {
    number,
    version,
    before,
    after,
    by: by.entityRef,
    confirmedBy: confirmedBy?.entityRef ?? null,
    comment,
  });
}

/** The event that says what became of a policy. */
export function eventOf(action: PlannedPolicyChange['action']): EventType {
  switch (action) {
    case 'create':
      return 'policy.created';
    case 'delete':
      return 'policy.deleted';
    case 'edit':
    case 'enable':
    case 'disable':
      return 'policy.changed';
    default:
      throw new Error(`Unknown action ${action satisfies never}`);
  }
}

async function record(
  tx: TransactionStores,
  type: EventType,
  actor: Actor,
  at: Date,
  data: Record<string, unknown>,
): Promise<void> {
  await tx.events.append({
    type,
    at,
    actor,
    requestId: null,
    assignmentId: null,
    data,
  });
}

async function requireNothingPending(
  tx: TransactionStores,
  change: ProposedChange,
): Promise<void> {
  const pending = await tx.pendingChanges.list();
  const other = pending.find(it => isAboutTheSame(it.change, change));
  if (other) {
    throw problem('conflict', {
      code: 'change-pending',
      reason: `A change of ${other.proposedBy.displayName}'s waits for confirmation already.`,
      remedy: 'Have it confirmed or discarded first.',
    });
  }
}

function subjectOf(change: ProposedChange): Record<string, unknown> {
  return change.subject === 'policy'
    ? { subject: change.subject, ...keyOf(change), action: change.action }
    : { subject: change.subject, action: change.action };
}

function personOf({ actor }: Author): Person {
  return { entityRef: actor.entityRef, displayName: actor.displayName };
}

function unknownChange(id: string): Error {
  return problem('not-found', {
    code: 'unknown-change',
    reason: `No change ${id} waits for confirmation.`,
    remedy: 'Load the list again; somebody may have confirmed or discarded it.',
  });
}

function ownChange(): Error {
  return problem('not-allowed', {
    code: 'own-change',
    reason: 'This change is your own; another administrator has to confirm it.',
    remedy: 'Ask one of them, or discard it.',
  });
}
