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

import type { Stores } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { ApproverWords } from '../directory/ApproverWords';
import { evaluateApproval, type StageApprover } from '../domain/approval';
import { namedIn, nobodyNamed, type NamedApprovers } from '../domain/approvers';
import { normalizeRef } from '../domain/refs';
import type { DecisionRecord, RequestRecord } from '../domain/types';

/**
 * Whom to tell of a request, as the catalog says when they are told, or said less
 * than a minute before: somebody who has left a group meanwhile is not bothered.
 *
 * Every method throws ServiceUnavailableError with code `catalog-unavailable`
 * when the catalog does not answer.
 */
export class ApproverAudience {
  readonly #recentApprovers: Pick<ApproverDirectory, 'membersOf'>;
  readonly #words: Pick<ApproverWords, 'named'>;
  readonly #stores: Pick<Stores, 'now'>;

  constructor(options: {
    recentApprovers: Pick<ApproverDirectory, 'membersOf'>;
    words: Pick<ApproverWords, 'named'>;
    stores: Pick<Stores, 'now'>;
  }) {
    this.#recentApprovers = options.recentApprovers;
    this.#words = options.words;
    this.#stores = options.stores;
  }

  /** Whom `owner` and `manager` mean in a request. */
  async named(request: RequestRecord): Promise<NamedApprovers> {
    return request.approval
      ? this.#words.named(request, request.approval.stages.flatMap(namedIn))
      : nobodyNamed;
  }

  /** Who can decide on a request now and has not; nobody when it does not wait. */
  async deciders(
    request: RequestRecord,
    decisions: readonly DecisionRecord[],
  ): Promise<StageApprover[]> {
    const { approval: requirement, status } = request;
    const now = await this.#stores.now();
    if (!requirement || status !== 'pending' || request.expiresAt <= now) {
      return [];
    }
    const { outcome, stage, stages } = evaluateApproval({
      requirement,
      decisions,
      digest: request.digest,
      askedAt: request.askedAt,
      requesterRef: request.requesterRef,
      requesterPrincipalId: request.principalId,
      members: await this.#recentApprovers.membersOf(
        requirement.stages.flatMap(namedIn),
        request,
      ),
      now,
    });
    const asked = outcome === 'waiting' ? stages[stage]?.approvers ?? [] : [];
    const decided = decisions.filter(it => it.digest === request.digest);
    return asked.filter(
      person =>
        !decided.some(
          it =>
            normalizeRef(it.approverRef) === normalizeRef(person.entityRef) ||
            (person.principalId !== null &&
              it.approverPrincipalId === person.principalId),
        ),
    );
  }
}
