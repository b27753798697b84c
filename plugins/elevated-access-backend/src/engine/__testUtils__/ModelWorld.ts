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
import type { OperationStatus } from '../../aws/types';
import { assertTransition } from '../../domain/status';
import type {
  AssignmentOperation,
  AssignmentRecord,
  RequestRecord,
} from '../../domain/types';
import { aRequest, START } from '../../__testUtils__/builders';
import { decideStep } from '../decideStep';
import type { Change, Observation, Step } from '../steps';

/** What a person does in a history; instants in milliseconds from its start. */
export type Deed =
  | { kind: 'grant'; at: number; durationMs: number }
  | { kind: 'end'; at: number; which: number };

export interface History {
  deeds: readonly Deed[];
  /** The assignment was there before. */
  standing: boolean;
  /** How long AWS's lists lag behind at most, milliseconds. */
  lagMs: number;
  /** How long an operation takes, milliseconds. */
  operationMs: number;
  /** Probability that something goes wrong at any one moment. */
  trouble: number;
  /** Probability that the process dies at any one moment. */
  crashes: number;
  /** Everything goes well from here on, milliseconds. */
  calmFrom: number;
  seed: number;
}

/** More than any history needs that ends at all. */
const MOMENTS = 20_000;

interface Operation {
  id: string;
  operation: AssignmentOperation;
  doneAt: number;
  fails: string | undefined;
  finished: boolean;
}

/**
 * One assignment, AWS and the people around it, small enough to run thousands
 * of histories: what decideStep says is carried out against it, with crashes
 * between any two moments.
 */
export class ModelWorld {
  readonly violations: string[] = [];
  readonly sent: { operation: AssignmentOperation; at: number }[] = [];
  readonly #history: History;
  readonly #random: () => number;
  #now = 0;
  #exists: boolean;
  /** Every change of what exists, for listings that lag. */
  readonly #past: { at: number; exists: boolean }[];
  #operations: Operation[] = [];
  #late: { at: number; operation: AssignmentOperation }[] = [];
  row: AssignmentRecord = {
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
  grants: RequestRecord[] = [];

  constructor(history: History) {
    this.#history = history;
    this.#random = mulberry32(history.seed);
    this.#exists = history.standing;
    this.#past = [{ at: -Infinity, exists: history.standing }];
  }

  get exists(): boolean {
    return this.#exists;
  }

  /** Runs the history and then on until nothing is left to do. */
  run(): void {
    const deeds = [...this.#history.deeds].sort((a, b) => a.at - b.at);
    for (let moments = 0; moments < MOMENTS; moments += 1) {
      while (deeds[0] && deeds[0].at <= this.#now) {
        const deed = deeds.shift();
        if (deed) {
          this.#do(deed);
        }
      }
      this.#elapse();
      if (this.#isDue()) {
        this.#work();
      }
      const next = Math.min(
        deeds[0]?.at ?? Infinity,
        this.row.nextActionAt
          ? this.row.nextActionAt.getTime() - START.getTime()
          : Infinity,
        ...this.grants
          .filter(({ status }) => status === 'active')
          .map(({ endsAt }) => (endsAt?.getTime() ?? 0) - START.getTime()),
      );
      if (next === Infinity) {
        return;
      }
      this.#advanceTo(Math.max(next, this.#now + 1));
    }
    this.violations.push(`something was still to do at ${this.#now}`);
  }

  #do(deed: Deed): void {
    if (deed.kind === 'grant') {
      const startsAt = this.#date();
      this.grants.push(
        aRequest({
          assignmentId: this.row.id,
          status: 'activating',
          startsAt,
          endsAt: new Date(startsAt.getTime() + deed.durationMs),
        }),
      );
      this.#wake();
      return;
    }
    const grant = this.grants[deed.which % Math.max(1, this.grants.length)];
    if (grant && ['activating', 'active'].includes(grant.status)) {
      this.#set(grant, { status: 'ending', endReason: 'released' });
      this.#wake();
    }
  }

  #elapse(): void {
    const now = this.#date();
    if (
      this.grants.some(
        ({ status, endsAt }) =>
          status === 'active' && endsAt !== null && endsAt <= now,
      )
    ) {
      this.#wake();
    }
  }

  #isDue(): boolean {
    const { nextActionAt } = this.row;
    return nextActionAt !== null && nextActionAt <= this.#date();
  }

  #work(): void {
    let observation: Observation = { kind: 'none' };
    for (let steps = 0; steps < 100; steps += 1) {
      if (this.#happens(this.#history.crashes)) {
        this.#advanceTo(this.#now + this.#upTo(20_000));
        return;
      }
      const step = decideStep({
        assignment: this.row,
        grants: this.grants.filter(({ status }) =>
          ['activating', 'active', 'ending'].includes(status),
        ),
        observation,
        now: this.#date(),
        writesInFlight: 1,
        jitter: this.#random(),
      });
      const next = this.#carryOut(step, observation);
      if (!next) {
        return;
      }
      observation = next;
    }
    this.violations.push('decided a hundred steps in a row without resting');
  }

  #carryOut(step: Step, observation: Observation): Observation | undefined {
    this.#advanceTo(this.#now + this.#upTo(50));
    switch (step.kind) {
      case 'look':
      case 'verify':
        return this.#read(() => ({ kind: 'listed', listed: this.#listed() }));
      case 'recover':
        return this.#read(() => {
          const own = this.#operations.find(
            item => !item.finished && item.operation === step.operation,
          );
          return {
            kind: 'recovered',
            awsRequestId: own?.id,
            listed: own ? false : this.#listed(),
          };
        });
      case 'follow':
        return this.#read(() => ({
          kind: 'status',
          status: this.#statusOf(step.awsRequestId),
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
    return this.#happens(this.#history.trouble)
      ? {
          kind: 'read-failed',
          failure: { kind: 'unavailable', message: 'no answer' },
        }
      : answer();
  }

  #send(operation: AssignmentOperation, ownedBefore: boolean): Observation {
    this.sent.push({ operation, at: this.#now });
    const fail = (
      kind:
        | 'throttled'
        | 'conflict'
        | 'unavailable'
        | 'denied'
        | 'unknown-outcome',
    ): Observation => ({
      kind: 'send-failed',
      ownedBefore,
      failure: { kind, message: kind },
    });
    if (this.#operations.some(({ finished }) => !finished)) {
      return fail('conflict');
    }
    if (this.#happens(this.#history.trouble)) {
      switch (Math.floor(this.#upTo(7))) {
        case 0:
          return fail('throttled');
        case 1:
          return fail('conflict');
        case 2:
          return fail('unavailable');
        case 3:
          return fail('denied');
        case 4:
          return fail('unknown-outcome');
        case 5:
          this.#late.push({ at: this.#now + this.#upTo(4_000), operation });
          return fail('unknown-outcome');
        default:
          this.#accept(operation);
          return fail('unknown-outcome');
      }
    }
    const accepted = this.#accept(operation);
    return {
      kind: 'sent',
      awsRequestId: accepted.id,
      status: { state: 'in-progress' },
    };
  }

  #accept(operation: AssignmentOperation): Operation {
    if (operation === 'delete' && this.#history.standing) {
      this.violations.push('a standing assignment was about to be deleted');
    }
    const accepted: Operation = {
      id: randomUUID(),
      operation,
      doneAt: this.#now + this.#history.operationMs,
      fails: this.#happens(this.#history.trouble)
        ? ['An unexpected internal service exception', 'IAM role quota'][
            Math.floor(this.#upTo(2))
          ]
        : undefined,
      finished: false,
    };
    this.#operations.push(accepted);
    return accepted;
  }

  #statusOf(id: string): OperationStatus {
    const found = this.#operations.find(item => item.id === id);
    if (!found || this.#happens(this.#history.trouble / 4)) {
      return { state: 'forgotten' };
    }
    if (!found.finished) {
      return { state: 'in-progress' };
    }
    return found.fails
      ? { state: 'failed', reason: found.fails }
      : { state: 'succeeded' };
  }

  #advanceTo(at: number): void {
    for (;;) {
      const operation = this.#operations
        .filter(item => !item.finished && item.doneAt <= at)
        .sort((a, b) => a.doneAt - b.doneAt)[0];
      const late = this.#late.find(item => item.at <= at);
      if (late && (!operation || late.at <= operation.doneAt)) {
        this.#late = this.#late.filter(item => item !== late);
        this.#now = Math.max(this.#now, late.at);
        this.#accept(late.operation);
      } else if (operation) {
        this.#now = Math.max(this.#now, operation.doneAt);
        operation.finished = true;
        if (!operation.fails) {
          this.#exists = operation.operation === 'create';
          this.#past.push({ at: this.#now, exists: this.#exists });
        }
      } else {
        break;
      }
    }
    this.#now = Math.max(this.#now, at);
  }

  #listed(): boolean {
    // Each listing is answered by another replica of AWS's: it may show less
    // than the one before it.
    const seen = this.#now - this.#upTo(this.#history.lagMs);
    return this.#past.findLast(({ at }) => at <= seen)?.exists ?? false;
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
    this.grants = this.grants.map(item =>
      item.id === grant.id ? { ...item, ...patch } : item,
    );
  }

  /** What a status promises has to be true at the moment it is written. */
  #check(grant: RequestRecord, status: RequestRecord['status']): void {
    if (status === 'active' && !this.#exists) {
      this.violations.push(`active without access at ${this.#now}`);
    }
    const isGone = ['ended', 'lapsed', 'failed'].includes(status);
    const isHeldByOthers = this.grants.some(
      ({ id, status: other, failure }) =>
        id !== grant.id &&
        failure === null &&
        ['activating', 'active'].includes(other),
    );
    if (isGone && this.#exists && !this.#history.standing && !isHeldByOthers) {
      this.violations.push(`${status} with access at ${this.#now}`);
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

  #happens(probability: number): boolean {
    return this.#now < this.#history.calmFrom && this.#random() < probability;
  }

  #upTo(bound: number): number {
    return this.#random() * bound;
  }

  #date(): Date {
    return new Date(START.getTime() + Math.floor(this.#now));
  }
}

/** A small seeded generator, so that a failing history can be run again. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
