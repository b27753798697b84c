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

import type { AssignmentOperation, RequestRecord } from '../../domain/types';
import { accessEndsAt } from '../../domain/window';
import { START } from '../../__testUtils__/builders';
import { decideStep } from '../decideStep';
import type { Change, Observation, Step } from '../steps';
import { POLL_LIST } from '../tuning';
import type { Deed, History } from './history';
import { ModelAws } from './ModelAws';
import { dateOf, ModelRequests } from './ModelRequests';
import { ModelRow } from './ModelRow';
import { mulberry32 } from './random';

/** More than any history needs that ends at all. */
const MOMENTS = 20_000;

/** How long one step takes at most, milliseconds. */
export const STEP = 50;

/** How long it takes at most to check once more whether access may be given, milliseconds. */
export const RECHECK = 500;

/** How long a process that died stays away at most, milliseconds. */
const RESTART = 20_000;

/**
 * One assignment, AWS and the people around it, small enough to run tens of
 * thousands of histories: what decideStep says is carried out against it, with
 * people and crashes between any two moments.
 */
export class ModelWorld {
  readonly violations: string[] = [];
  readonly aws: ModelAws;
  readonly row = new ModelRow();
  readonly requests: ModelRequests;
  readonly #history: History;
  readonly #random: () => number;
  #deeds: Deed[];
  /** When the poller says what became of an operation, milliseconds from the start. */
  #polledAt = Infinity;
  /** When the checks answer about a grant that waits. */
  #rechecks = new Map<string, number>();

  constructor(history: History) {
    this.#history = history;
    this.#random = mulberry32(history.seed);
    this.aws = new ModelAws(history, this.#random);
    this.requests = new ModelRequests({
      history,
      aws: this.aws,
      row: this.row,
      violations: this.violations,
    });
    this.#deeds = [...history.deeds].sort((a, b) => a.at - b.at);
  }

  get grants(): readonly RequestRecord[] {
    return this.requests.all();
  }

  /** Runs the history and then on until nothing is left to do. */
  run(): void {
    for (let moments = 0; moments < MOMENTS; moments += 1) {
      this.#passTo(this.aws.now);
      this.requests.move();
      this.#hearPoller();
      this.#hearRechecks();
      const { nextActionAt } = this.row.value;
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
      this.requests.do(deed);
    }
    this.aws.advanceTo(at);
  }

  #nextMoment(): number {
    const { nextActionAt } = this.row.value;
    return Math.min(
      this.#deeds[0]?.at ?? Infinity,
      this.#polledAt,
      ...this.#rechecks.values(),
      this.requests.nextMoment(),
      nextActionAt ? nextActionAt.getTime() - START.getTime() : Infinity,
    );
  }

  #work(): void {
    let observation: Observation = { kind: 'none' };
    for (let steps = 0; steps < 100; steps += 1) {
      if (this.aws.happens(this.#history.crashes)) {
        this.#rechecks.clear();
        this.requests.forget();
        this.#passTo(this.aws.now + this.#random() * RESTART);
        return;
      }
      const { version } = this.row.value;
      const step = decideStep({
        assignment: this.row.value,
        grants: this.requests.live(),
        cleared: this.requests.cleared(),
        observation,
        now: this.#date(),
        jitter: this.#random(),
      });
      this.#passTo(this.aws.now + this.#random() * STEP);
      if ('change' in step && this.row.value.version !== version) {
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
        return this.#read(() => ({
          kind: 'recovered',
          awsRequestId: this.aws.inProgress(step.operation),
        }));
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
        const ownedBefore = this.row.value.owned;
        this.#commit(step.change);
        return { kind: 'intent-committed', ownedBefore };
      }
      case 'record':
      case 'finish':
        this.#commit(step.change);
        return { kind: 'none' };
      case 'check':
        step.grants.forEach(({ id }) => this.#recheck(id));
        this.#commit(step.change);
        this.#checkRest(step.until);
        return undefined;
      case 'wait':
        this.#commit(step.change);
        this.#checkRest(step.until);
        this.#poll();
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
    if (operation === 'create') {
      this.#checkCleared();
    }
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
          status: this.aws.firstStatusOf(answer.id),
        };
  }

  #commit(change: Change): void {
    for (const { request, patch } of change.transitions) {
      const current = this.requests.get(request.id);
      if (current) {
        this.requests.set(current, patch);
      }
    }
    this.row.update(change.assignment);
  }

  /** Nothing is created for anybody who was not checked a moment ago. */
  #checkCleared(): void {
    const cleared = this.requests.cleared(4 * STEP);
    const waits = this.requests
      .live()
      .some(
        grant =>
          grant.status === 'activating' &&
          grant.failure === null &&
          (accessEndsAt(grant) ?? START) > this.#date() &&
          !cleared.has(grant.id),
      );
    if (waits) {
      this.violations.push(`created without a check at ${this.aws.now}`);
    }
  }

  /**
   * Whoever waits hears at once when the time is up, unless AWS is at it: then
   * nothing can be done before AWS is done.
   */
  #checkRest(until: Date | null): void {
    const { phase } = this.row.value;
    const now = this.aws.now + START.getTime();
    const nextEnd = Math.min(
      ...this.requests
        .live()
        .filter(({ status, failure }) => status === 'activating' && !failure)
        .map(grant => accessEndsAt(grant)?.getTime() ?? Infinity)
        .filter(end => end > now),
    );
    if (phase !== 'accepted' && nextEnd < (until?.getTime() ?? Infinity)) {
      this.violations.push(
        `rests at ${this.aws.now} beyond the end of a grant that waits`,
      );
    }
  }

  /** An operation is asked about soon after it is done, and now and then before. */
  #poll(): void {
    const { phase, awsRequestId } = this.row.value;
    if (phase === 'accepted' && awsRequestId !== null) {
      const doneAt = this.aws.doneAt(awsRequestId);
      const soonest = this.#random() < 0.5 ? this.aws.now : doneAt;
      this.#polledAt =
        soonest + this.#random() * (doneAt - soonest + POLL_LIST.hurried);
    }
  }

  #recheck(id: string): void {
    if (!this.#rechecks.has(id)) {
      this.#rechecks.set(id, this.aws.now + this.#random() * RECHECK);
    }
  }

  #hearRechecks(): void {
    for (const [id, at] of this.#rechecks) {
      if (at <= this.aws.now) {
        this.#rechecks.delete(id);
        this.requests.recheck(id);
      }
    }
  }

  #hearPoller(): void {
    if (this.#polledAt <= this.aws.now) {
      this.#polledAt = Infinity;
      this.row.wake(this.#date());
    }
  }

  #date(): Date {
    return dateOf(this.aws.now);
  }
}
