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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  AccessRequest,
  RequestAction,
} from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { ApproverPeople } from '../directory/ApproverPeople';
import {
  canDecide,
  evaluateApproval,
  type ApproverMembers,
  type Decider,
} from '../domain/approval';
import type {
  AssignmentRecord,
  DecisionRecord,
  RequestRecord,
} from '../domain/types';
import type { ExtensionOffer } from '../domain/extension';
import { approvalQuestion, approverRefsOf } from './approvalQuestion';
import type { Caller } from './Caller';
import type { ExtensionOffers } from './ExtensionOffers';
import { presentRequest, type PresentedStage } from './presentRequest';

/**
 * Shows requests to a caller: with their decisions, their assignment, who can
 * approve now, and what the caller may do.
 *
 * Who can approve comes from the catalog, up to a minute old: whoever decides is
 * asked about anew. When it does not answer, requests are
 * shown without approvers and without a decision to make: a page on which access
 * can be given back must not depend on it.
 */
export class RequestPresenter {
  readonly #stores: Pick<Stores, 'decisions' | 'assignments' | 'now'>;
  readonly #recentApprovers: Pick<ApproverDirectory, 'membersOfEach'>;
  readonly #approverPeople: Pick<ApproverPeople, 'toApprover'>;
  readonly #extensions: ExtensionOffers;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Pick<Stores, 'decisions' | 'assignments' | 'now'>;
    recentApprovers: Pick<ApproverDirectory, 'membersOfEach'>;
    approverPeople: Pick<ApproverPeople, 'toApprover'>;
    extensions: ExtensionOffers;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#recentApprovers = options.recentApprovers;
    this.#approverPeople = options.approverPeople;
    this.#extensions = options.extensions;
    this.#logger = options.logger;
  }

  async presentOne(
    request: RequestRecord,
    caller: Caller,
  ): Promise<AccessRequest> {
    const [presented] = await this.present([request], caller);
    return presented;
  }

  async present(
    requests: readonly RequestRecord[],
    caller: Caller,
  ): Promise<AccessRequest[]> {
    const decisions = groupByRequest(
      await this.#stores.decisions.listByRequests(requests.map(({ id }) => id)),
    );
    const assignments = new Map(
      (
        await this.#stores.assignments.getMany([
          ...new Set(requests.map(({ assignmentId }) => assignmentId)),
        ])
      ).map(assignment => [assignment.id, assignment]),
    );
    const members = await this.#membersOf(requests);
    const decider = await this.#deciderOf(requests, caller);
    const now = await this.#stores.now();
    return Promise.all(
      requests.map(async request => {
        const made = decisions.get(request.id) ?? [];
        const extension = await this.#extensions.offerFor(request, caller);
        return presentRequest({
          request,
          now,
          extension,
          decisions: made,
          assignment: shownAssignment(
            request,
            assignments.get(request.assignmentId),
          ),
          stages: stagesOf(request, made, membersFor(request, members), now),
          actions: await actionsOf(request, made, caller, {
            members: membersFor(request, members),
            now,
            decider,
            extension,
          }),
        });
      }),
    );
  }

  /** Who stands behind the approvers of each request that waits, by its id. */
  async #membersOf(
    requests: readonly RequestRecord[],
  ): Promise<ReadonlyMap<string, ApproverMembers>> {
    const cases = requests.flatMap(request =>
      isPending(request) && request.approval
        ? [{ subject: request, approvers: approverRefsOf(request.approval) }]
        : [],
    );
    if (cases.length === 0) {
      return new Map();
    }
    return this.#orWithout(async () => {
      const recent = cases.length > 1;
      const members = await this.#recentApprovers.membersOfEach(cases, {
        recent,
      });
      return new Map(
        cases.map(({ subject }, index) => [
          subject.id,
          members[index] ?? nobody,
        ]),
      );
    }, new Map());
  }

  async #deciderOf(
    requests: readonly RequestRecord[],
    caller: Caller,
  ): Promise<Decider | undefined> {
    if (!requests.some(it => isPending(it) && !caller.isRequesterOf(it))) {
      return undefined;
    }
    return this.#orWithout(async () => {
      const person = await caller.findPerson();
      return (
        person && {
          ...person,
          ...(await this.#approverPeople.toApprover(person)),
        }
      );
    }, undefined);
  }

  async #orWithout<T>(question: () => Promise<T>, without: T): Promise<T> {
    try {
      return await question();
    } catch (error) {
      this.#logger.warn(
        `Requests are shown without their approvers: ${toError(error).message}`,
      );
      return without;
    }
  }
}

const nobody: ApproverMembers = new Map();

function membersFor(
  { id }: RequestRecord,
  members: ReadonlyMap<string, ApproverMembers>,
): ApproverMembers {
  return members.get(id) ?? nobody;
}

function isPending({ status }: RequestRecord): boolean {
  return status === 'pending';
}

function groupByRequest(
  decisions: readonly DecisionRecord[],
): Map<string, DecisionRecord[]> {
  const groups = new Map<string, DecisionRecord[]>();
  for (const decision of decisions) {
    const group = groups.get(decision.requestId) ?? [];
    group.push(decision);
    groups.set(decision.requestId, group);
  }
  return groups;
}

/** Assignments are shared and outlive requests; one that is over has no say in it any more. */
function shownAssignment(
  { status }: RequestRecord,
  assignment: AssignmentRecord | undefined,
): AssignmentRecord | undefined {
  const shown =
    status === 'activating' || status === 'active' || status === 'ending';
  return shown ? assignment : undefined;
}

/** While a request waits: who can act now. Afterwards: who did. */
function stagesOf(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
  members: ApproverMembers,
  now: Date,
): PresentedStage[] {
  const question = approvalQuestion(request, decisions);
  if (!question) {
    return [];
  }
  if (isPending(request)) {
    return evaluateApproval({ ...question, members, now }).stages;
  }
  return question.requirement.stages.map(({ name, required }, index) => {
    const made = decisions.filter(
      ({ stage, digest }) => stage === index && digest === request.digest,
    );
    return {
      name,
      required,
      approved: made.filter(({ verdict }) => verdict === 'approved').length,
      approvers: made.map(({ approverRef, approverName }) => ({
        entityRef: approverRef,
        displayName: approverName,
        via: [],
        escalated: false,
      })),
      escalatesAt: null,
    };
  });
}

async function actionsOf(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
  caller: Caller,
  known: {
    members: ApproverMembers;
    now: Date;
    decider: Decider | undefined;
    extension: ExtensionOffer | undefined;
  },
): Promise<RequestAction[]> {
  if (caller.isRequesterOf(request)) {
    return [
      ...(known.extension ? ['extend' as const] : []),
      ...ownActions(request),
    ];
  }
  if (caller.actsThroughPlugin) {
    return [];
  }
  switch (request.status) {
    case 'pending':
      return (await mayDecide(request, decisions, caller, known))
        ? ['decide']
        : [];
    case 'scheduled':
    case 'activating':
    case 'active':
      return (await mayRevoke(request, caller)) ? ['revoke'] : [];
    default:
      return [];
  }
}

function ownActions({ status }: RequestRecord): RequestAction[] {
  switch (status) {
    case 'pending':
    case 'scheduled':
      return ['cancel'];
    case 'activating':
    case 'active':
      return ['release'];
    default:
      return [];
  }
}

async function mayDecide(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
  caller: Caller,
  known: {
    members: ApproverMembers;
    now: Date;
    decider: Decider | undefined;
  },
): Promise<boolean> {
  const question = approvalQuestion(request, decisions);
  const { members, now, decider } = known;
  return (
    question !== undefined &&
    decider !== undefined &&
    canDecide({ ...question, members, now, person: decider }).allowed &&
    ((await caller.permits?.mayDecide(request)) ?? true)
  );
}

async function mayRevoke(
  request: RequestRecord,
  caller: Caller,
): Promise<boolean> {
  return (
    ((await caller.permits?.mayRevoke(request)) ?? true) &&
    (await caller
      .isApproverOrHolds(request, ['responder', 'admin'])
      .catch(() => false))
  );
}
