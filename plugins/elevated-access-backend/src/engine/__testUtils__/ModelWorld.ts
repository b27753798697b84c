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
import { isTooLate, markLate } from '../../domain/reapproval';
import { assertTransition } from '../../domain/status';
import type {
  AssignmentOperation,
  AssignmentRecord,
  RequestRecord,
} from '../../domain/types';
import { accessEndsAt } from '../../domain/window';
import { aRequest, START } from '../../__testUtils__/builders';
import { decideStep } from '../decideStep';
import type { Change, Observation, Step } from '../steps';
import { elapse } from '../transitions';
import type { Deed, History, Period } from './history';
import { ModelAws } from './ModelAws';
import { mulberry32 } from './random';

/** More than any history needs that ends at all. */
const MOMENTS = 20_000;

/** How long one step takes at most, milliseconds. */
export const STEP = 50;

/** Why the checks at activation refuse. */
export const REFUSED = 'no longer eligible';

/** How long a process that died stays away at most, milliseconds. */
const RESTART = 20_000;

/** An assignment that nobody has touched. */
export function anIdleRow(): AssignmentRecord {
  return {
    id: randomUUID(),
    principalId: 'p',
    accountId: '111122223333',
    permissionSetArn: 'arn',
    owned: false,
    standing: false,
    standingEvidence: null,
    verified: null,
    verifiedAt: null,
    operation: null,
    phase: 'idle',
    awsRequestId: null,
    attempts: 0,
    operationStartedAt: null,
    lastError: null,
    nextActionAt: null,
    version: 1,
  };
}

/**
 * One assignment, AWS and the people around it, small enough to run tens of
 * thousands of histories: what decideStep says is carried out against it, with
 * people and crashes between any two moments.
 */
export class ModelWorld {
  readonly violations: string[] = [];
  readonly aws: ModelAws;
  row = anIdleRow();
  grants: RequestRecord[] = [];
  /** When each grant that a person ended stopped to claim anything. */
  readonly endedEarlyAt = new Map<string, number>();
  /** What grants claimed before they were sent back for approval. */
  readonly sentBack: Period[] = [];
  readonly #history: History;
  readonly #random: () => number;
  #deeds: Deed[];
  readonly #reapprovals = new Map<string, number>();

  constructor(history: History) {
    this.#history = history;
    this.#random = mulberry32(history.seed);
    this.aws = new ModelAws(history, this.#random);
    this.#deeds = [...history.deeds].sort((a, b) => a.at - b.at);
  }

  get exists(): boolean {
    return this.aws.exists;
  }

  /** Runs the history and then on until nothing is left to do. */
  run(): void {
    for (let moments = 0; moments < MOMENTS; moments += 1) {
      this.#passTo(this.aws.now);
      this.#moveRequests();
      const { nextActionAt } = this.row;
      if (nextActionAt !== null && nextActionAt <= this.#date()) {
        this.#work();
      }
      const next = this.#nextMoment();
      if (next === Infinity) {
        return;
      }
      this.#passTo(Math.max(next, this.aws.now + 1));
    }
    this.violations.push(`something was still to do at ${this.aws.now}`);
  }

  /** Lets time pass; people do what they do at their moment. */
  #passTo(at: number): void {
    for (;;) {
      const [deed] = this.#deeds;
      if (!deed || deed.at > at) {
        break;
      }
      this.#deeds = this.#deeds.slice(1);
      this.aws.advanceTo(deed.at);
      this.#do(deed);
    }
    this.aws.advanceTo(at);
  }

  #do(deed: Deed): void {
    const now = this.aws.now;
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
        this.grants.forEach(grant => this.#end(grant, 'revoked'));
        return;
      default:
        throw new Error(`Unknown deed ${deed satisfies never}`);
    }
  }

  #pick(which: number): RequestRecord | undefined {
    return this.grants[which % Math.max(1, this.grants.length)];
  }

  #approve(members: Partial<RequestRecord>): void {
    this.grants.push(
      aRequest({ assignmentId: this.row.id, status: 'scheduled', ...members }),
    );
  }

  #end(grant: RequestRecord, by: 'released' | 'revoked'): void {
    switch (grant.status) {
      case 'scheduled':
      case 'pending':
        this.#set(grant, { status: 'cancelled' });
        this.#reapprovals.delete(grant.id);
        break;
      case 'activating':
      case 'active':
        this.#set(grant, { status: 'ending', endReason: by });
        this.#wake();
        break;
      default:
        return;
    }
    this.endedEarlyAt.set(grant.id, this.aws.now);
  }

  /** What the engine does with requests whose moment has come. */
  #moveRequests(): void {
    const now = this.#date();
    for (const grant of this.grants) {
      const until = accessEndsAt(grant);
      const isOver = until !== null && until <= now;
      switch (grant.status) {
        case 'scheduled':
          if (isOver) {
            this.#set(grant, { status: 'lapsed' });
          } else if (grant.startsAt && grant.startsAt <= now) {
            this.#set(grant, {
              status: 'activating',
              failure: this.aws.happens(this.#history.trouble / 10)
                ? REFUSED
                : null,
            });
            this.#wake();
          }
          break;
        case 'active':
          if (isOver) {
            // Whether the request or its assignment is looked at first is a matter of luck.
            if (grant.startsAt && grant.startsAt.getTime() % 2 === 0) {
              this.#set(grant, elapse(grant).patch);
            }
            this.#wake();
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
      !this.#isGiven() &&
      isTooLate(grant, now, maximumDelayMs)
    ) {
      this.#set(
        grant,
        markLate(grant, { maximumDelayMs, requestExpiryMs: 10 * 60_000 }, now),
      );
      this.#wake();
    }
  }

  /** Whether the person has it as far as AWS is concerned, or AWS is at it. */
  #isGiven(): boolean {
    const { phase, owned, standing, verified, operation } = this.row;
    return phase === 'idle'
      ? (owned || standing) && verified === 'present'
      : operation === 'create' && phase !== 'intent';
  }

  /** It was sent back for approval: somebody approves it again, or nobody does. */
  #decideAgain(grant: RequestRecord): void {
    const { reapprovedAfterMs } = this.#history;
    if (reapprovedAfterMs === null) {
      this.#set(grant, { status: 'expired' });
      return;
    }
    const at = this.#reapprovals.get(grant.id);
    if (at === undefined) {
      this.#reapprovals.set(grant.id, this.aws.now + reapprovedAfterMs);
    } else if (at <= this.aws.now) {
      this.#reapprovals.delete(grant.id);
      this.#set(grant, {
        status: 'scheduled',
        startsAt: this.#date(),
        endsAt: new Date(this.#date().getTime() + grant.durationMs),
      });
    }
  }

  #nextMoment(): number {
    const moments = this.grants.map(grant => {
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
      this.#deeds[0]?.at ?? Infinity,
      ...this.#reapprovals.values(),
      ...[this.row.nextActionAt, ...moments]
        .filter(moment => moment !== null)
        .map(moment => moment.getTime() - START.getTime()),
    );
  }

  #work(): void {
    let observation: Observation = { kind: 'none' };
    for (let steps = 0; steps < 100; steps += 1) {
      if (this.aws.happens(this.#history.crashes)) {
        this.#passTo(this.aws.now + this.#random() * RESTART);
        return;
      }
      const { version } = this.row;
      const step = decideStep({
        assignment: this.row,
        grants: this.grants.filter(({ status }) =>
          ['activating', 'active', 'ending'].includes(status),
        ),
        observation,
        now: this.#date(),
        jitter: this.#random(),
      });
      this.#passTo(this.aws.now + this.#random() * STEP);
      if ('change' in step && this.row.version !== version) {
        // Somebody was faster: decided again, with the same answer of AWS.
        continue;
      }
      const next = this.#carryOut(step, observation);
      if (!next) {
        return;
      }
      observation = next;
    }
    this.violations.push('decided a hundred steps in a row without resting');
  }

  #carryOut(step: Step, observation: Observation): Observation | undefined {
    switch (step.kind) {
      case 'look':
      case 'verify':
        return this.#read(() => ({
          kind: 'listed',
          listed: this.aws.isListed(),
        }));
      case 'recover':
        return this.#read(() => {
          const awsRequestId = this.aws.inProgress(step.operation);
          return {
            kind: 'recovered',
            awsRequestId,
            listed: awsRequestId ? false : this.aws.isListed(),
          };
        });
      case 'follow':
        return this.#read(() => ({
          kind: 'status',
          status: this.aws.statusOf(step.awsRequestId),
        }));
      case 'send':
        return this.#send(
          step.operation,
          observation.kind === 'intent-committed' && observation.ownedBefore,
        );
      case 'intend': {
        const ownedBefore = this.row.owned;
        this.#commit(step.change);
        return { kind: 'intent-committed', ownedBefore };
      }
      case 'record':
      case 'finish':
        this.#commit(step.change);
        return { kind: 'none' };
      case 'wait':
        this.#commit(step.change);
        return undefined;
      default:
        throw new Error(`Unknown step ${step satisfies never}`);
    }
  }

  #read(answer: () => Observation): Observation {
    return this.aws.happens(this.#history.trouble)
      ? {
          kind: 'read-failed',
          failure: { kind: 'unavailable', message: 'no answer' },
        }
      : answer();
  }

  #send(operation: AssignmentOperation, ownedBefore: boolean): Observation {
    const answer = this.aws.send(operation);
    return typeof answer === 'string'
      ? {
          kind: 'send-failed',
          ownedBefore,
          failure: { kind: answer, message: answer },
        }
      : {
          kind: 'sent',
          awsRequestId: answer.id,
          status: { state: 'in-progress' },
        };
  }

  #commit(change: Change): void {
    for (const { request, patch } of change.transitions) {
      const current = this.grants.find(({ id }) => id === request.id);
      if (current) {
        this.#set(current, patch);
      }
    }
    this.row = {
      ...this.row,
      ...change.assignment,
      version: this.row.version + 1,
    };
  }

  #set(grant: RequestRecord, patch: Partial<RequestRecord>): void {
    if (patch.status) {
      assertTransition(grant.status, patch.status);
      this.#check(grant, patch.status);
    }
    if (patch.status === 'pending' && grant.startsAt) {
      const from = grant.startsAt.getTime() - START.getTime();
      this.sentBack.push({ from, until: this.aws.now });
    }
    this.grants = this.grants.map(item =>
      item.id === grant.id ? { ...item, ...patch } : item,
    );
  }

  /** What a status promises has to be true at the moment it is written. */
  #check(grant: RequestRecord, status: RequestRecord['status']): void {
    if (status === 'active' && !this.exists) {
      this.violations.push(`active without access at ${this.aws.now}`);
    }
    const isGone = ['ended', 'lapsed', 'failed', 'pending'].includes(status);
    const isHeldByOthers = this.grants.some(
      ({ id, status: other, failure }) =>
        id !== grant.id &&
        failure === null &&
        ['activating', 'active'].includes(other),
    );
    const wasTried = grant.status !== 'scheduled';
    if (
      isGone &&
      wasTried &&
      this.exists &&
      !this.#history.standing &&
      !isHeldByOthers
    ) {
      this.violations.push(`${status} with access at ${this.aws.now}`);
    }
  }

  #wake(): void {
    const now = this.#date();
    const { nextActionAt } = this.row;
    this.row = {
      ...this.row,
      nextActionAt: nextActionAt && nextActionAt <= now ? nextActionAt : now,
      version: this.row.version + 1,
    };
  }

  #date(): Date {
    return dateOf(this.aws.now);
  }
}

function dateOf(now: number): Date {
  return new Date(START.getTime() + Math.floor(now));
}
