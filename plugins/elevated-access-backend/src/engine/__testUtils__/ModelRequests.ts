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

import {
  askAgain,
  isTooLate,
  markLate,
  markRefused,
} from '../../domain/reapproval';
import { assertTransition } from '../../domain/status';
import type { RequestRecord } from '../../domain/types';
import { accessEndsAt } from '../../domain/window';
import { aRequest, START } from '../../__testUtils__/builders';
import { elapse } from '../transitions';
import { CLEARED_FOR } from '../tuning';
import type { Deed, History, Period } from './history';
import type { ModelAws } from './ModelAws';
import type { ModelRow } from './ModelRow';

/** Why the checks at activation refuse. */
export const REFUSED = 'no longer eligible';

/** Why they refuse what was activated and had to wait. */
const REFUSED_LATER = 'not eligible any more';

/** How long approvers have who are asked again, milliseconds. */
const EXPIRY = 10 * 60_000;

/** The requests of a history: what people do with them, and what their own moments do. */
export class ModelRequests {
  /** When each grant that a person ended stopped to claim anything. */
  readonly endedEarlyAt = new Map<string, number>();
  /** What grants claimed before they were sent back for approval. */
  readonly sentBack: Period[] = [];
  readonly #history: History;
  readonly #aws: ModelAws;
  readonly #row: ModelRow;
  readonly #violations: string[];
  readonly #reapprovals = new Map<string, number>();
  /** When each was last checked and let through, as the process remembers. */
  readonly #clearedAt = new Map<string, number>();
  #grants: RequestRecord[] = [];

  constructor(options: {
    history: History;
    aws: ModelAws;
    row: ModelRow;
    /** Where to say what went wrong. */
    violations: string[];
  }) {
    this.#history = options.history;
    this.#aws = options.aws;
    this.#row = options.row;
    this.#violations = options.violations;
  }

  all(): readonly RequestRecord[] {
    return this.#grants;
  }

  /** Those that the engine decides by. */
  live(): RequestRecord[] {
    return this.#grants.filter(({ status }) =>
      ['activating', 'active', 'ending'].includes(status),
    );
  }

  /** Those that were checked and let through a moment ago, or a little more. */
  cleared(graceMs = 0): Set<string> {
    const since = this.#aws.now - CLEARED_FOR - graceMs;
    return new Set(
      [...this.#clearedAt].flatMap(([id, at]) => (at >= since ? [id] : [])),
    );
  }

  /** The process dies, and nobody knows any more who was checked. */
  forget(): void {
    this.#clearedAt.clear();
  }

  /** The checks answer once more about a grant that waits. */
  recheck(id: string): void {
    const grant = this.get(id);
    const { trouble } = this.#history;
    if (
      grant?.status !== 'activating' ||
      grant.failure !== null ||
      this.#aws.happens(trouble)
    ) {
      return;
    }
    if (!this.#aws.happens(trouble / 4)) {
      this.#clearedAt.set(id, this.#aws.now);
    } else {
      const reason = REFUSED_LATER;
      const reapproval = this.#aws.happens(0.5)
        ? askAgain(grant, { reason, now: this.#date(), expiryMs: EXPIRY })
        : undefined;
      this.set(grant, markRefused({ reason, reapproval }));
      if (!reapproval) {
        this.endedEarlyAt.set(id, this.#aws.now);
      }
    }
    this.#row.wake(this.#date());
  }

  get(id: string): RequestRecord | undefined {
    return this.#grants.find(grant => grant.id === id);
  }

  /** When a request has to be looked at next, milliseconds from the start; Infinity for never. */
  nextMoment(): number {
    const moments = this.#grants.map(grant => {
      switch (grant.status) {
        case 'scheduled':
          return grant.startsAt;
        case 'active':
          return accessEndsAt(grant);
        case 'pending':
          return this.#reapprovals.has(grant.id) ? null : this.#date();
        default:
          return null;
      }
    });
    return Math.min(
      Infinity,
      ...this.#reapprovals.values(),
      ...moments
        .filter(moment => moment !== null)
        .map(moment => moment.getTime() - START.getTime()),
    );
  }

  /** What a person does. */
  do(deed: Deed): void {
    const now = this.#aws.now;
    switch (deed.kind) {
      case 'grant': {
        const startsAt = dateOf(now + deed.startsInMs);
        this.#approve({
          startsAt,
          endsAt: new Date(startsAt.getTime() + deed.durationMs),
          strictWindow: deed.strictByMs !== null,
          sessionDurationMs: deed.strictByMs ?? 3_600_000,
        });
        return;
      }
      case 'extend': {
        const grant = this.#pick(deed.which);
        if (grant?.status === 'active' && grant.endsAt) {
          this.#approve({
            startsAt: this.#date(),
            endsAt: new Date(grant.endsAt.getTime() + deed.byMs),
            strictWindow: grant.strictWindow,
            sessionDurationMs: grant.sessionDurationMs,
            extendsId: grant.id,
          });
        }
        return;
      }
      case 'end': {
        const grant = this.#pick(deed.which);
        if (grant) {
          this.#end(grant, deed.by);
        }
        return;
      }
      case 'revoke-all':
        this.#grants.forEach(grant => this.#end(grant, 'revoked'));
        return;
      default:
        throw new Error(`Unknown deed ${deed satisfies never}`);
    }
  }

  #pick(which: number): RequestRecord | undefined {
    return this.#grants[which % Math.max(1, this.#grants.length)];
  }

  #approve(members: Partial<RequestRecord>): void {
    this.#grants.push(
      aRequest({
        assignmentId: this.#row.value.id,
        status: 'scheduled',
        ...members,
      }),
    );
  }

  #end(grant: RequestRecord, by: 'released' | 'revoked'): void {
    switch (grant.status) {
      case 'scheduled':
      case 'pending':
        this.set(grant, { status: 'cancelled' });
        this.#reapprovals.delete(grant.id);
        break;
      case 'activating':
      case 'active':
        this.set(grant, { status: 'ending', endReason: by });
        this.#row.wake(this.#date());
        break;
      default:
        return;
    }
    this.endedEarlyAt.set(grant.id, this.#aws.now);
  }

  /** What the engine does with requests whose moment has come. */
  move(): void {
    const now = this.#date();
    for (const grant of this.#grants) {
      const until = accessEndsAt(grant);
      const isOver = until !== null && until <= now;
      switch (grant.status) {
        case 'scheduled':
          if (isOver) {
            this.set(grant, { status: 'lapsed' });
          } else if (grant.startsAt && grant.startsAt <= now) {
            this.#clearedAt.set(grant.id, this.#aws.now);
            this.set(grant, {
              status: 'activating',
              failure: this.#aws.happens(this.#history.trouble / 10)
                ? REFUSED
                : null,
            });
            this.#row.wake(this.#date());
          }
          break;
        case 'active':
          if (isOver) {
            // Whether the request or its assignment is looked at first is a matter of luck.
            if (grant.startsAt && grant.startsAt.getTime() % 2 === 0) {
              this.set(grant, elapse(grant).patch);
            }
            this.#row.wake(this.#date());
          }
          break;
        case 'activating':
          this.#watchDelay(grant);
          break;
        case 'pending':
          this.#decideAgain(grant);
          break;
        default:
      }
    }
  }

  /** Access that comes too late goes back to its approvers, unless AWS has accepted it. */
  #watchDelay(grant: RequestRecord): void {
    const { maximumDelayMs } = this.#history;
    const now = this.#date();
    if (
      grant.failure === null &&
      !this.#row.isGiven &&
      isTooLate(grant, now, maximumDelayMs)
    ) {
      this.set(
        grant,
        markLate(grant, { maximumDelayMs, requestExpiryMs: EXPIRY }, now),
      );
      this.#row.wake(this.#date());
    }
  }

  /** It was sent back for approval: somebody approves it again, or nobody does. */
  #decideAgain(grant: RequestRecord): void {
    const { reapprovedAfterMs } = this.#history;
    if (reapprovedAfterMs === null) {
      this.set(grant, { status: 'expired' });
      return;
    }
    const at = this.#reapprovals.get(grant.id);
    if (at === undefined) {
      this.#reapprovals.set(grant.id, this.#aws.now + reapprovedAfterMs);
    } else if (at <= this.#aws.now) {
      this.#reapprovals.delete(grant.id);
      this.set(grant, {
        status: 'scheduled',
        startsAt: this.#date(),
        endsAt: new Date(this.#date().getTime() + grant.durationMs),
      });
    }
  }

  /** One change of a request, as the state machine allows it. */
  set(grant: RequestRecord, patch: Partial<RequestRecord>): void {
    if (patch.status) {
      assertTransition(grant.status, patch.status);
      this.#check(grant, patch.status);
    }
    if (patch.status === 'pending' && grant.startsAt) {
      const from = grant.startsAt.getTime() - START.getTime();
      this.sentBack.push({ from, until: this.#aws.now });
    }
    this.#grants = this.#grants.map(item =>
      item.id === grant.id ? { ...item, ...patch } : item,
    );
  }

  /** What a status promises has to be true at the moment it is written. */
  #check(grant: RequestRecord, status: RequestRecord['status']): void {
    if (status === 'active' && !this.#aws.exists) {
      this.#violations.push(`active without access at ${this.#aws.now}`);
    }
    const isGone = ['ended', 'lapsed', 'failed', 'pending'].includes(status);
    const isHeldByOthers = this.#grants.some(
      ({ id, status: other, failure }) =>
        id !== grant.id &&
        failure === null &&
        ['activating', 'active'].includes(other),
    );
    const wasTried = grant.status !== 'scheduled';
    if (
      isGone &&
      wasTried &&
      this.#aws.isThere &&
      !this.#history.standing &&
      !isHeldByOthers
    ) {
      this.#violations.push(`${status} with access at ${this.#aws.now}`);
    }
  }

  #date(): Date {
    return dateOf(this.#aws.now);
  }
}

/** @param now - milliseconds from the start of a history */
export function dateOf(now: number): Date {
  return new Date(START.getTime() + Math.floor(now));
}
