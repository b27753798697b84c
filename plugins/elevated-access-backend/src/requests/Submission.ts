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
import type { CreateRequest } from 'backstage-plugin-elevated-access-common';
import type { Stores, TransactionStores } from '../database/types';
import type { RequestRecord } from '../domain/types';
import { formatDuration } from '../domain/window';
import type { Caller } from './Caller';
import { requireNoConflict } from './checks';
import { newRequest, type RequestPlan } from './newRequest';
import { CLAIMING_STATUSES, spanOf } from './overlap';
import { requireActive } from './windowChecks';
import type { Assessment } from './assessment';
import type { RequestAssessor } from './RequestAssessor';

/** Creates requests: all that one submission asks for, or none. */
export class Submission {
  readonly #stores: Pick<Stores, 'transaction'>;
  readonly #assessor: RequestAssessor;

  constructor(options: {
    stores: Pick<Stores, 'transaction'>;
    assessor: RequestAssessor;
  }) {
    this.#stores = options.stores;
    this.#assessor = options.assessor;
  }

  async submit(
    input: CreateRequest,
    caller: Caller,
  ): Promise<{ batchId: string; requests: RequestRecord[] }> {
    const assessments = await this.#assessor.assess(
      input,
      await caller.person(),
      { live: true },
    );
    const plans = assessments.map(requirePlan).sort(byAccount);
    return this.create(plans);
  }

  /** Creates what was planned, all of it or nothing. */
  async create(
    plans: readonly RequestPlan[],
  ): Promise<{ batchId: string; requests: RequestRecord[] }> {
    const batchId = randomUUID();
    const requests = await this.#stores.transaction(async tx => {
      const created: RequestRecord[] = [];
      for (const plan of plans) {
        created.push(await create(plan, batchId, tx));
      }
      return created;
    });
    return { batchId, requests };
  }
}

/** The plan of an assessment in which nothing was wrong; otherwise the first thing that was is thrown. */
export function requirePlan({ checks, plan }: Assessment): RequestPlan {
  const failed = checks.find(outcome => !outcome.ok);
  if (failed && !failed.ok) {
    throw failed.error;
  }
  if (!plan) {
    throw new Error('Every check passed and no plan was made');
  }
  return plan;
}

/** Assignments are locked in one order by everybody, so that two batches never wait for each other. */
function byAccount(a: RequestPlan, b: RequestPlan): number {
  return a.account.id < b.account.id ? -1 : 1;
}

async function create(
  plan: RequestPlan,
  batchId: string,
  tx: TransactionStores,
): Promise<RequestRecord> {
  const assignment = await tx.assignments.ensureLocked({
    principalId: plan.user.userId,
    accountId: plan.account.id,
    permissionSetArn: plan.permissionSet.arn,
  });
  if (plan.prolongs) {
    // Under the lock that its end takes too: access that is being given back is not prolonged.
    requireActive([(await tx.requests.get(plan.prolongs.id)) ?? plan.prolongs]);
  }
  const request = newRequest(plan, {
    id: randomUUID(),
    batchId,
    assignmentId: assignment.id,
  });
  requireNoConflict(
    spanOf(request),
    await tx.requests.listByAssignment(assignment.id, CLAIMING_STATUSES),
  );
  await tx.requests.insert(request);
  await appendEvents(request, plan, tx);
  return request;
}

async function appendEvents(
  request: RequestRecord,
  { person }: RequestPlan,
  tx: TransactionStores,
): Promise<void> {
  const common = {
    at: request.createdAt,
    actor: {
      kind: 'user' as const,
      entityRef: person.entityRef,
      displayName: person.displayName,
    },
    requestId: request.id,
    assignmentId: request.assignmentId,
  };
  await tx.events.append({
    ...common,
    type: 'request.created',
    data: {
      batchId: request.batchId,
      accountId: request.accountId,
      accountName: request.accountName,
      permissionSetArn: request.permissionSetArn,
      permissionSetName: request.permissionSetName,
      permissionSetFingerprint: request.permissionSetFingerprint,
      principalId: request.principalId,
      requestedStart: request.requestedStart?.toISOString() ?? null,
      duration: formatDuration(request.durationMs),
      reason: request.reason,
      ticket: request.ticket,
      policy: request.policyName,
      policyVersion: request.policyVersion,
      approvalPolicy: request.approval?.policyName ?? null,
      strictWindow: request.strictWindow,
      extends: request.extendsId,
      digest: request.digest,
    },
  });
  if (request.startsAt && request.endsAt) {
    await tx.events.append({
      ...common,
      type: 'request.scheduled',
      data: {
        startsAt: request.startsAt.toISOString(),
        endsAt: request.endsAt.toISOString(),
      },
    });
  }
}
