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
import type { Decide } from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { ApproverPeople } from '../directory/ApproverPeople';
import type { IdentityMapper } from '../directory/IdentityMapper';
import {
  canDecide,
  evaluateApproval,
  type ApprovalQuestion,
  type ApproverMembers,
  type ApproverPerson,
} from '../domain/approval';
import { isProblem, problem } from '../domain/problems';
import type {
  ApprovalRequirement,
  CatalogPerson,
  DecisionRecord,
  RequestRecord,
} from '../domain/types';
import type { PolicyService } from '../policies/types';
import { approvalQuestion, approverRefsOf } from './approvalQuestion';
import { requireApprovedDuration } from './approvedDuration';
import type { Caller } from './Caller';
import { recordDecision } from './recordDecision';
import type { DecidedRequest, RequestReader } from './RequestReader';
import { retryOnConflict } from './retryOnConflict';
import { alreadyDecided, wrongStatus } from './statusWords';

/**
 * Records an approver's decision and what follows from it.
 *
 * Every decision changes the request's row, even one that leaves it waiting:
 * that is what makes two approvers who act in the same instant take turns, so
 * that the second sees the first.
 */
export class Decision {
  readonly #stores: Pick<Stores, 'transaction' | 'now'>;
  readonly #reader: RequestReader;
  readonly #approvers: Pick<ApproverDirectory, 'membersOf'>;
  readonly #approverPeople: Pick<ApproverPeople, 'toApprover'>;
  readonly #identity: Pick<IdentityMapper, 'requireEnabled'>;
  readonly #policies: PolicyService;

  constructor(options: {
    stores: Pick<Stores, 'transaction' | 'now'>;
    reader: RequestReader;
    approvers: Pick<ApproverDirectory, 'membersOf'>;
    approverPeople: Pick<ApproverPeople, 'toApprover'>;
    identity: Pick<IdentityMapper, 'requireEnabled'>;
    policies: PolicyService;
  }) {
    this.#stores = options.stores;
    this.#reader = options.reader;
    this.#approvers = options.approvers;
    this.#approverPeople = options.approverPeople;
    this.#identity = options.identity;
    this.#policies = options.policies;
  }

  decide(id: string, input: Decide, caller: Caller): Promise<RequestRecord> {
    return retryOnConflict(() => this.#attempt(id, input, caller));
  }

  async #attempt(
    id: string,
    input: Decide,
    caller: Caller,
  ): Promise<RequestRecord> {
    const subject = await this.#reader.requireShown(id, input.digest, caller);
    const { request } = subject;
    const now = await this.#stores.now();
    const undecided = requireUndecided(subject, now);
    const { requirement } = undecided;
    const person = await caller.person();
    const members = await this.#approvers.membersOf(
      approverRefsOf(requirement),
      request,
    );
    const question = { ...undecided, members, now };

    // Who may not decide in any case is told so without asking AWS.
    const known = await this.#approverPeople.toApprover(person);
    requirePermit(question, { ...person, ...known });
    const approver = await this.#liveApprover(person, known);
    const live = { ...question, members: withLive(members, approver) };
    const stage = requirePermit(live, { ...person, ...approver });
    requireSameDigest(request, input);
    const comment = requireComment(requirement, input);
    const durationMs = await this.#approvedDuration(request, input);

    const decision: DecisionRecord = {
      id: randomUUID(),
      requestId: request.id,
      approverRef: approver.entityRef,
      approverName: approver.displayName,
      approverPrincipalId: approver.principalId,
      verdict: input.verdict === 'approve' ? 'approved' : 'rejected',
      comment,
      digest: request.digest,
      stage,
      durationMs,
      decidedAt: now,
    };
    const state = evaluateApproval({
      ...live,
      decisions: [...undecided.decisions, decision],
    });
    return this.#stores.transaction(tx =>
      recordDecision(request, decision, state, tx),
    );
  }

  async #approvedDuration(
    request: RequestRecord,
    input: Decide,
  ): Promise<number | null> {
    if (input.duration === undefined) {
      // Deciding on what was asked needs no policy that can be read.
      return null;
    }
    const { settings } = await this.#policies.getPolicies();
    return requireApprovedDuration(request, input.verdict, {
      duration: input.duration,
      minimumDurationMs: settings.minimumDurationMs,
    });
  }

  /**
   * The approver as Identity Center knows them at this moment. Somebody who
   * never had a user there may still approve, as the requester cannot be that
   * person. Somebody who was known there and is gone may not.
   */
  async #liveApprover(
    person: CatalogPerson,
    known: ApproverPerson,
  ): Promise<ApproverPerson> {
    const { entityRef, displayName } = person;
    try {
      const { userId } = await this.#identity.requireEnabled(person);
      return { entityRef, displayName, principalId: userId, enabled: true };
    } catch (error) {
      if (
        isProblem(error) &&
        error.code === 'no-identity-center-user' &&
        known.principalId === null
      ) {
        return { entityRef, displayName, principalId: null, enabled: true };
      }
      throw error;
    }
  }
}

function requireUndecided(
  { request, decisions }: DecidedRequest,
  now: Date,
): ApprovalQuestion {
  const question = approvalQuestion(request, decisions);
  if (request.status !== 'pending' || !question) {
    throw alreadyDecided(request, decisions);
  }
  if (now >= request.expiresAt) {
    throw wrongStatus({ ...request, status: 'expired' }, 'decided');
  }
  return question;
}

/** @throws NotAllowedError or ConflictError; returns the stage that the decision counts for */
function requirePermit(
  question: ApprovalQuestion & { members: ApproverMembers; now: Date },
  person: ApproverPerson & { groupRefs: readonly string[] },
): number {
  const permit = canDecide({ ...question, person });
  if (permit.allowed) {
    return permit.stage;
  }
  const { code, reason, remedy } = permit;
  throw problem(code === 'already-decided' ? 'conflict' : 'not-allowed', {
    code,
    reason,
    remedy,
  });
}

function requireSameDigest(request: RequestRecord, input: Decide): void {
  if (input.digest !== request.digest) {
    throw problem('conflict', {
      code: 'digest-changed',
      field: 'digest',
      reason: 'What is asked for has changed since it was shown to you.',
      remedy: 'Reload the request, look again, and decide on what it says now.',
    });
  }
}

function requireComment(
  requirement: ApprovalRequirement,
  input: Decide,
): string {
  const comment = input.comment.trim();
  const required =
    requirement.comment === 'always' ||
    (requirement.comment === 'on-reject' && input.verdict === 'reject');
  if (required && comment === '') {
    throw problem('input', {
      code: 'comment-required',
      field: 'comment',
      reason: `Approval policy ${requirement.policyName} asks for a comment.`,
      remedy: `Say in a few words why you ${input.verdict} it.`,
    });
  }
  return comment;
}

/** The members with what AWS has just said about one of them. */
function withLive(
  members: ApproverMembers,
  live: ApproverPerson,
): ApproverMembers {
  return new Map(
    [...members].map(([ref, people]) => [
      ref,
      people.map(person =>
        person.entityRef === live.entityRef ? live : person,
      ),
    ]),
  );
}
