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
import { ConflictError, toError } from '@backstage/errors';
import type { ActivityRecord } from '../database/activityTypes';
import type { Stores } from '../database/types';
import {
  readingOutcome,
  retryDelayMs,
  sessionSpan,
  usageOf,
  type SessionSpan,
} from '../domain/activity';
import type { RequestRecord } from '../domain/types';
import type { Chore, ChoreContext } from '../engine/chores';
import { NotLeaderError } from '../engine/Leadership';
import { problemOf } from './problemOf';
import { readSession, type Found } from './readSession';
import type { NamedSource } from './sources';

/** How soon something that is due is noticed, milliseconds. */
const LOOK = 5_000;

/** How many sessions are begun with in one run; what remains is taken up by the next. */
const BATCH = 50;

/** Readings under way at a time, each of another account. */
const WIDTH = 4;

/** Requests that got access before the first run are gone back to this far, milliseconds: as far as CloudTrail goes back. */
const PAST = 90 * 86_400_000;

/** A request may be committed this much later than the time that it says, milliseconds. */
const OVERLAP = 10 * 60_000;

/**
 * Reads what people did with their access, from AWS, for as long as something
 * may arrive, and keeps it. A reading begins where nothing can arrive any more of
 * what was before; the same record read twice is one record.
 *
 * A reading that fails is told where the activity is shown, changes nothing of
 * what is known, and is tried again, less and less often, for ever.
 */
export class ActivityWatch implements Chore {
  readonly name = 'Session activity';
  readonly everyMs: number;
  readonly #stores: Pick<
    Stores,
    'activity' | 'requests' | 'now' | 'transaction'
  >;
  readonly #source: NamedSource;
  readonly #refreshMs: number;
  readonly #maximumEvents: number;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Pick<Stores, 'activity' | 'requests' | 'now' | 'transaction'>;
    source: NamedSource;
    /** Milliseconds between two readings of a session about which there may be more. */
    refreshMs: number;
    /** Events that are kept of one request, the newest. */
    maximumEvents: number;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#source = options.source;
    this.#refreshMs = options.refreshMs;
    this.#maximumEvents = options.maximumEvents;
    this.#logger = options.logger;
    this.everyMs = Math.min(LOOK, options.refreshMs);
  }

  async run(context: ChoreContext): Promise<void> {
    await this.#notice(context);
    const due = await this.#stores.activity.listDue(
      await this.#stores.now(),
      BATCH,
    );
    const requests = new Map(
      (
        await this.#stores.requests.getMany(
          due.map(({ requestId }) => requestId),
        )
      ).map(request => [request.id, request]),
    );
    // AWS counts calls by account: sessions of one wait for each other.
    const byAccount = new Map<string, (() => Promise<void>)[]>();
    for (const record of due) {
      const request = requests.get(record.requestId);
      const account = request?.accountId ?? '';
      const line = byAccount.get(account) ?? [];
      byAccount.set(account, [
        ...line,
        () => this.#look(record, request, context),
      ]);
    }
    const lines = byAccount.values();
    const worker = async () => {
      for (const line of lines) {
        for (const look of line) {
          if (context.signal.aborted) {
            return;
          }
          await look();
        }
      }
    };
    const ends = await Promise.allSettled(
      Array.from({ length: WIDTH }, worker),
    );
    for (const end of ends) {
      if (end.status === 'rejected') {
        throw end.reason;
      }
    }
  }

  /** Finds requests that got access since the last look. */
  async #notice(context: ChoreContext): Promise<void> {
    const { activity } = this.#stores;
    const now = await this.#stores.now();
    const before = await activity.noticedTo();
    const found = await activity.unnoticed(
      new Date(before ? before.getTime() - OVERLAP : now.getTime() - PAST),
    );
    const isOld = !before || now.getTime() - before.getTime() > OVERLAP / 2;
    if (found.length === 0 && !isOld) {
      return;
    }
    // Nothing can have arrived yet of what began this moment.
    const first = before
      ? Math.min(this.#refreshMs, this.#source.source.deliveryDelayMs)
      : 0;
    await this.#commit(context, tx =>
      tx.activity.notice(found, {
        readAt: new Date(now.getTime() + first),
        noticedTo: now,
      }),
    );
  }

  async #look(
    record: ActivityRecord,
    request: RequestRecord | undefined,
    context: ChoreContext,
  ): Promise<void> {
    const now = await this.#stores.now();
    const span = request && sessionSpan(request, now);
    if (!request || !span) {
      // Wanted by somebody before there was access: it is noticed when there is.
      await this.#commit(context, tx =>
        tx.activity.save({ ...record, nextReadAt: null }),
      );
      return;
    }
    try {
      const found = await this.#read(record, request, span, now, context);
      await this.#keep({ record, request, span, now, found }, context);
    } catch (error) {
      if (
        context.signal.aborted ||
        error instanceof NotLeaderError ||
        error instanceof ConflictError
      ) {
        // Whoever acts next begins anew.
        return;
      }
      await this.#recordFailure(record, error, context);
    }
  }

  /** The newest events from where the last reading can be relied upon, of all that the source has. */
  async #read(
    record: ActivityRecord,
    request: RequestRecord,
    span: SessionSpan,
    now: Date,
    context: ChoreContext,
  ): Promise<Found> {
    const { source, name } = this.#source;
    const { historyMs } = source;
    if (
      historyMs !== undefined &&
      span.to.getTime() < now.getTime() - historyMs
    ) {
      throw new TooOldError(historyMs);
    }
    const from =
      record.source === name && record.deliveredTo
        ? record.deliveredTo
        : span.from;
    if (from >= span.to) {
      return { events: [], truncated: false };
    }
    return readSession(
      source,
      {
        accountId: request.accountId,
        permissionSetName: request.permissionSetName,
        userName: request.principalUserName,
        from,
        to: span.to,
        limit: this.#maximumEvents,
        signal: context.signal,
      },
      () => context.lease(),
    );
  }

  async #keep(
    reading: {
      record: ActivityRecord;
      request: RequestRecord;
      span: SessionSpan;
      now: Date;
      found: Found;
    },
    context: ChoreContext,
  ): Promise<void> {
    const { record, request, span, now, found } = reading;
    const { name, source } = this.#source;
    const outcome = readingOutcome(span, now, {
      deliveryDelayMs: source.deliveryDelayMs,
      refreshMs: this.#refreshMs,
    });
    await this.#commit(context, async tx => {
      const { counts, dropped } = await tx.activity.addEvents(
        request.id,
        found.events,
        this.#maximumEvents,
      );
      const truncated = record.truncated || dropped || found.truncated;
      await tx.activity.save({
        requestId: request.id,
        source: name,
        coversFrom: span.from,
        coversTo: outcome.coversTo,
        deliveredTo: outcome.deliveredTo,
        readAt: now,
        completeAt: outcome.completeAt,
        complete: outcome.complete,
        truncated,
        counts,
        failures: 0,
        problem: null,
        nextReadAt: outcome.nextReadAt,
      });
      const usage = usageOf({
        events: counts.events,
        // Of what could not be read to its end nobody can say that it is empty.
        complete: outcome.complete && !truncated,
      });
      const seen = await tx.requests.get(request.id);
      if (seen && usage !== 'unknown' && usage !== seen.usage) {
        await tx.requests.update(seen, { usage });
      }
      if (outcome.complete) {
        await tx.events.append({
          type: 'activity.complete',
          at: now,
          actor: { kind: 'engine' },
          requestId: request.id,
          assignmentId: null,
          data: { source: name, ...counts, usage },
        });
      }
    });
  }

  async #recordFailure(
    record: ActivityRecord,
    error: unknown,
    context: ChoreContext,
  ): Promise<void> {
    const problem = problemOf(error);
    const failures = record.failures + 1;
    if (problem.code !== record.problem?.code) {
      this.#logger.warn(
        `Activity of request ${record.requestId} cannot be read from ${
          this.#source.name
        }: ${problem.reason} ${problem.remedy}`,
        error instanceof TooOldError ? {} : toError(error),
      );
    }
    const now = await this.#stores.now();
    await this.#commit(context, tx =>
      tx.activity.save({
        ...record,
        problem,
        failures,
        nextReadAt:
          error instanceof TooOldError
            ? null
            : new Date(now.getTime() + retryDelayMs(failures)),
      }),
    );
  }

  async #commit(
    context: ChoreContext,
    write: Parameters<Stores['transaction']>[0],
  ): Promise<void> {
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(context.lease());
      await write(tx);
    });
  }
}

/** The source does not go back to the session; it never will. */
class TooOldError extends Error {
  readonly code = 'activity-too-old';
  readonly reason: string;
  readonly remedy =
    'Look for it in an archive of CloudTrail. A source over a trail in S3, such as athena, goes back further.';

  constructor(historyMs: number) {
    const days = Math.floor(historyMs / 86_400_000);
    const reason = `The session ended more than ${days} days ago, and the records go back no further.`;
    super(reason);
    this.reason = reason;
  }
}
