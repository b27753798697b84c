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
import { ConflictError } from '@backstage/errors';
import type { ApprovalWatchRecord, Stores } from '../database/types';
import type { DecisionRecord, RequestRecord } from '../domain/types';
import { escalationsDue, nextReminder, waitsSince } from '../domain/waiting';
import { apart } from './apart';
import type { Chore, ChoreContext } from './chores';

/** How often to look, milliseconds. */
const INTERVAL = 5_000;

/** Requests looked at in one go; what is left comes a moment later. */
const BATCH = 500;

/**
 * Reminds approvers of what waits for them, and tells those of an escalation when
 * it is their turn.
 *
 * For each pending request the database keeps which stage waits since when, what
 * has been told, and when there is something to tell next, so that a look costs
 * two indexed reads. It is worked out anew whenever the request changes. What is
 * told is an event, committed together with that record: a replica that takes
 * over neither repeats it nor leaves it out, and after an outage what was missed
 * is told once. Who hears of it is asked when they are told.
 *
 * Nobody's right to decide hangs on any of this: that is read off the clock.
 */
export class ReminderWatch implements Chore {
  readonly name = 'Reminders of approvals';
  readonly everyMs = INTERVAL;
  readonly #stores: Stores;
  readonly #logger: LoggerService;

  constructor(options: { stores: Stores; logger: LoggerService }) {
    this.#stores = options.stores;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    await this.#stores.approvalWatch.forgetDecided();
    await this.#watchNew(context);
    const due = await this.#stores.approvalWatch.listDue(context.now, BATCH);
    for (const watched of due) {
      if (context.signal.aborted) {
        return;
      }
      await apart(
        this.#logger,
        `Nobody could be reminded of request ${watched.requestId}`,
        () => this.#tell(watched, context),
      );
    }
  }

  async #watchNew(context: ChoreContext): Promise<void> {
    const { approvalWatch, requests, decisions } = this.#stores;
    const ids = await approvalWatch.listUnwatched(BATCH);
    if (ids.length === 0) {
      return;
    }
    const known = new Map(
      (await approvalWatch.getMany(ids)).map(it => [it.requestId, it]),
    );
    const made = await decisions.listByRequests(ids);
    const records = (await requests.getMany(ids)).flatMap(
      request =>
        watchFrom(
          request,
          made.filter(it => it.requestId === request.id),
          known.get(request.id),
        ) ?? [],
    );
    const lease = context.lease();
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.approvalWatch.save(records);
    });
  }

  async #tell(
    watched: ApprovalWatchRecord,
    { now, lease: assertFresh }: ChoreContext,
  ): Promise<void> {
    const request = await this.#stores.requests.get(watched.requestId);
    const stage = request?.approval?.stages[watched.stage];
    const isAsWatched =
      request?.status === 'pending' &&
      request.version === watched.requestVersion;
    if (!request?.approval || !stage || !isAsWatched) {
      return;
    }
    if (request.expiresAt <= now) {
      // About to expire; there is nothing left to decide.
      await this.#stores.approvalWatch.replace(watched, {
        ...watched,
        nextAt: null,
      });
      return;
    }
    const escalations = escalationsDue(stage, watched.since, now);
    const told = stage.escalation.slice(watched.escalations, escalations);
    const { since, remindedThrough } = watched;
    const reminderAt = nextReminder(
      request.approval.reminders,
      since,
      remindedThrough,
    );
    const reminded = reminderAt !== undefined && reminderAt <= now;
    const common = {
      at: now,
      actor: { kind: 'engine' as const },
      requestId: request.id,
      assignmentId: request.assignmentId,
    };
    const about = { stage: watched.stage, since: since.toISOString() };
    const next = withNextAt(request, {
      ...watched,
      escalations: Math.max(watched.escalations, escalations),
      remindedThrough: reminded ? now : remindedThrough,
    });
    const lease = assertFresh();
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      if (!(await tx.approvalWatch.replace(watched, next))) {
        throw new ConflictError('It was told already');
      }
      if (told.length > 0) {
        await tx.events.append({
          ...common,
          type: 'request.escalated',
          data: {
            ...about,
            approvers: [...new Set(told.flatMap(step => step.approvers))],
            reminded,
          },
        });
      } else if (reminded) {
        await tx.events.append({
          ...common,
          type: 'request.reminded',
          data: about,
        });
      }
    });
  }
}

/** What to remember of a request as it is now; undefined when nobody has to approve it. */
function watchFrom(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
  known: ApprovalWatchRecord | undefined,
): ApprovalWatchRecord | undefined {
  const { approval: requirement, digest, askedAt } = request;
  if (!requirement) {
    return undefined;
  }
  const query = { requirement, decisions, digest, askedAt };
  const sinceOf = requirement.stages.map((_, index) =>
    waitsSince(query, index),
  );
  // The last one that has begun to wait.
  const stage = sinceOf.filter(Boolean).length - 1;
  const since = sinceOf[stage] ?? askedAt;
  const goesOn =
    known?.stage === stage && known.since.getTime() === since.getTime();
  return withNextAt(request, {
    requestId: request.id,
    requestVersion: request.version,
    stage,
    since,
    escalations: goesOn ? known.escalations : 0,
    remindedThrough: goesOn ? known.remindedThrough : since,
    nextAt: null,
  });
}

function withNextAt(
  { approval }: Pick<RequestRecord, 'approval'>,
  watched: ApprovalWatchRecord,
): ApprovalWatchRecord {
  const { since, remindedThrough } = watched;
  const step = approval?.stages[watched.stage]?.escalation[watched.escalations];
  const times = [
    nextReminder(approval?.reminders ?? null, since, remindedThrough),
    step && new Date(since.getTime() + step.afterMs),
  ].flatMap(at => at?.getTime() ?? []);
  return {
    ...watched,
    nextAt: times.length > 0 ? new Date(Math.min(...times)) : null,
  };
}
