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
import type { RequestPatch, Stores } from '../database/types';
import { markRefused } from '../domain/reapproval';
import { assertTransition } from '../domain/status';
import type { EventRecord, RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import type { GateKeeper, Verdict } from './GateKeeper';
import { NotLeaderError, type Leadership } from './Leadership';
import type { AgreedTime } from './time';
import { elapse } from './transitions';

/** Requests looked at in one go. */
const BATCH = 200;

/** Ends of windows committed together, so that hundreds in one second take no longer than their removal. */
const SLICE = 25;

/** A request, and how it moves on. */
interface Move {
  request: RequestRecord;
  patch: RequestPatch;
  event?: Pick<EventRecord, 'type' | 'data'>;
}

export interface DueRequestsOptions {
  stores: Stores;
  keeper: GateKeeper;
  leadership: Leadership;
  time: AgreedTime;
  logger: LoggerService;
  /** Called when a check that took its time is over. */
  onChange: () => void;
}

/** Moves requests on when their moment comes: undecided past expiry, start reached, end reached. */
export class DueRequests {
  readonly #options: DueRequestsOptions;

  constructor(options: DueRequestsOptions) {
    this.#options = options;
  }

  /**
   * @param onEnded - called between slices when windows have ended, so that the
   * first removals go out while the rest are still looked at
   */
  async advance(
    now: Date,
    signal: AbortSignal,
    onEnded: () => Promise<void>,
  ): Promise<void> {
    const { stores } = this.#options;
    const seen = new Set<string>();
    for (;;) {
      // What was left as it is stays due, so the batch has to reach beyond it.
      const limit = BATCH + seen.size;
      const due = await stores.requests.listDue(now, limit);
      const fresh = due.filter(({ id }) => !seen.has(id));
      if (fresh.length === 0) {
        return;
      }
      fresh.forEach(({ id }) => seen.add(id));
      const ended = fresh.filter(({ status }) => status === 'active');
      for (let at = 0; at < ended.length; at += SLICE) {
        if (signal.aborted) {
          return;
        }
        await this.#elapse(ended.slice(at, at + SLICE), now);
        await onEnded();
      }
      for (const request of fresh) {
        if (signal.aborted) {
          return;
        }
        if (request.status !== 'active') {
          await this.#yieldToFaster(request, () => this.#move(request, now));
        }
      }
      if (due.length < limit) {
        return;
      }
    }
  }

  /** Ends windows together, or each by itself when somebody else moved one of them. */
  async #elapse(requests: readonly RequestRecord[], now: Date): Promise<void> {
    try {
      await this.#commit(requests.map(elapse), now, { wake: true });
    } catch {
      for (const request of requests) {
        await this.#yieldToFaster(request, () => this.#move(request, now));
      }
    }
  }

  async #move(request: RequestRecord, now: Date): Promise<void> {
    switch (request.status) {
      case 'pending':
        return this.#commit([{ request, ...expire(request, now) }], now);
      case 'scheduled':
        if (isOver(request, now)) {
          return this.#commit(
            [
              {
                request,
                patch: { status: 'lapsed', endedAt: now },
                event: { type: 'request.lapsed', data: { neverStarted: true } },
              },
            ],
            now,
          );
        }
        this.#startCheck(request);
        return undefined;
      case 'active':
        return this.#commit([elapse(request)], now, {
          wake: true,
        });
      case 'activating':
      case 'ending':
      case 'ended':
      case 'rejected':
      case 'cancelled':
      case 'expired':
      case 'lapsed':
      case 'failed':
        // Moved by its assignment, or by nothing any more.
        return undefined;
      default:
        throw new Error(`Unknown status ${request.status satisfies never}`);
    }
  }

  #startCheck(request: RequestRecord): void {
    const { keeper, onChange } = this.#options;
    keeper.ask(request, {
      onVerdict: verdict => this.#begin(request, verdict),
      onOver: onChange,
    });
  }

  async #begin(request: RequestRecord, verdict: Verdict): Promise<void> {
    const { time } = this.#options;
    const reapproval = verdict.ok ? undefined : verdict.reapproval;
    if (reapproval) {
      // Nothing has been asked of AWS, so nothing has to be proved gone first.
      await this.#yieldToFaster(request, () =>
        this.#commit([{ request, ...reapproval }], time.now()),
      );
      return;
    }
    // A refusal takes the way of every failed grant: `activating` with the
    // reason, until a listing proves that there is nothing to remove.
    const refusal = verdict.ok ? {} : markRefused({ reason: verdict.reason });
    await this.#yieldToFaster(request, () =>
      this.#commit(
        [
          {
            request,
            patch: { status: 'activating', ...refusal },
            event: {
              type: 'request.activating',
              data: verdict.ok ? {} : { refused: verdict.reason },
            },
          },
        ],
        time.now(),
        { wake: true },
      ),
    );
  }

  async #commit(
    moves: readonly Move[],
    now: Date,
    options: { wake: boolean } = { wake: false },
  ): Promise<void> {
    const { stores, leadership } = this.#options;
    const lease = leadership.assertFresh();
    await stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      // All requests before any assignment, as everywhere, so that two
      // transactions never wait for each other.
      for (const { request, patch } of moves) {
        if (patch.status) {
          assertTransition(request.status, patch.status);
        }
        await tx.requests.update(request, patch);
      }
      if (options.wake) {
        for (const { request } of moves) {
          await tx.assignments.wake(request.assignmentId, now);
        }
      }
      for (const { request, event } of moves) {
        if (event) {
          await tx.events.append({
            ...event,
            at: now,
            actor: { kind: 'engine' },
            requestId: request.id,
            assignmentId: request.assignmentId,
          });
        }
      }
    });
  }

  /** Somebody else moved it, or acts now: it is read again at the next turn. */
  async #yieldToFaster(
    request: RequestRecord,
    work: () => Promise<void> | void,
  ): Promise<void> {
    const { logger, keeper } = this.#options;
    try {
      await work();
    } catch (error) {
      if (error instanceof ConflictError || error instanceof NotLeaderError) {
        logger.debug(
          `Request ${request.id} is left as it is: ${error.message}`,
        );
        return;
      }
      // It stays due: without a pause a database that takes nothing would have it
      // checked again and again at once.
      keeper.pause(request.id);
      logger.error(
        `Request ${request.id} could not be moved on`,
        toError(error),
      );
    }
  }
}

/** Nobody decided in time: for an extension that is when nothing is left to prolong, at the latest. */
function expire(request: RequestRecord, now: Date) {
  const reason =
    request.extendsId === null
      ? null
      : 'Nobody decided before the access that it was to prolong ended.';
  return {
    patch: { status: 'expired' as const, endedAt: now, endComment: reason },
    event: {
      type: 'request.expired' as const,
      data: reason === null ? {} : { reason },
    },
  };
}

/** Whether nothing is left of a request's window. */
function isOver(request: RequestRecord, now: Date): boolean {
  const until = accessEndsAt(request);
  return until !== null && until <= now;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
