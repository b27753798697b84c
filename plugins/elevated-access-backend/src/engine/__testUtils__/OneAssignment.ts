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

import type {
  AssignmentOperation,
  AssignmentRecord,
  EventRecord,
  RequestRecord,
} from '../../domain/types';
import type { OperationStatus } from '../../aws/types';
import { aRequest, START } from '../../__testUtils__/builders';
import { decideStep } from '../decideStep';
import type { Failure, Observation, Step } from '../steps';
import { anIdleRow } from './ModelRow';

const MINUTE = 60_000;

/** What AWS answers, whenever it is asked; by default a new assignment is made and removed without trouble. */
export interface Answers {
  listed(): boolean;
  send(
    operation: AssignmentOperation,
  ): { awsRequestId: string; status: OperationStatus } | Failure;
  status(): OperationStatus;
  recovered(): string | undefined;
}

/** The last step before the assignment rests, and until when. */
type Rest = Extract<Step, { kind: 'wait' | 'check' }>;

/**
 * One assignment whose steps are carried out one after another, with answers of AWS that
 * a test makes up. For rules about a chain of steps; a single one is `decideStep`'s own.
 */
export class OneAssignment {
  now = new Date(START.getTime() + 10 * MINUTE);
  row: AssignmentRecord;
  grants: RequestRecord[] = [];
  /** Whether the checks let everybody through, whenever they are asked. */
  isOpen = true;
  readonly told: Pick<EventRecord, 'type' | 'data'>[] = [];
  /** What AWS was asked to do, and what it was asked. */
  readonly sent: AssignmentOperation[] = [];
  readonly asked: Step['kind'][] = [];
  #answers: Answers;
  #isThere = false;

  constructor(
    options: {
      row?: Partial<AssignmentRecord>;
      /** It was there before. */
      isThere?: boolean;
      answers?: Partial<Answers>;
    } = {},
  ) {
    this.row = { ...anIdleRow(), ...options.row };
    this.#isThere = options.isThere ?? false;
    this.#answers = {
      listed: () => this.#isThere,
      send: operation => {
        this.#isThere = operation === 'create';
        return {
          awsRequestId: `r-${this.sent.length}`,
          status: { state: 'in-progress' },
        };
      },
      status: () => ({ state: 'succeeded' }),
      recovered: () => undefined,
      ...options.answers,
    };
  }

  /** The types of the events so far. */
  get events(): EventRecord['type'][] {
    return this.told.map(({ type }) => type);
  }

  /** From now on AWS answers otherwise. */
  answer(answers: Partial<Answers>): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  /** A grant that waits for access, for an hour. */
  grant(more: Partial<RequestRecord> = {}): RequestRecord {
    const request = aRequest({
      assignmentId: this.row.id,
      status: 'activating',
      startsAt: this.now,
      endsAt: new Date(this.now.getTime() + 60 * MINUTE),
      ...more,
    });
    this.grants.push(request);
    return request;
  }

  read({ id }: RequestRecord): RequestRecord {
    const found = this.grants.find(grant => grant.id === id);
    if (!found) {
      throw new Error(`There is no grant ${id}`);
    }
    return found;
  }

  /** Somebody changes a grant. */
  change(grant: RequestRecord, patch: Partial<RequestRecord>): void {
    this.grants = this.grants.map(it =>
      it.id === grant.id ? { ...it, ...patch } : it,
    );
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** One decision, written down but not carried out. */
  decide(observation: Observation = { kind: 'none' }): Step {
    const step = decideStep({
      assignment: this.row,
      grants: this.grants.filter(({ status }) =>
        ['activating', 'active', 'ending'].includes(status),
      ),
      cleared: new Set(this.isOpen ? this.grants.map(({ id }) => id) : []),
      observation,
      now: this.now,
      jitter: 0.5,
    });
    if ('change' in step) {
      this.row = { ...this.row, ...step.change.assignment };
      this.told.push(...step.change.events);
      step.change.transitions.forEach(({ request, patch, event }) => {
        this.change(request, patch);
        this.told.push(...(event ? [event] : []));
      });
    }
    return step;
  }

  /** Steps until it rests. */
  run(): Rest {
    let observation: Observation = { kind: 'none' };
    for (let steps = 0; steps < 50; steps += 1) {
      const ownedBefore: boolean = this.row.owned;
      const step = this.decide(observation);
      if (step.kind === 'wait' || step.kind === 'check') {
        return step;
      }
      observation = this.#carryOut(step, observation, ownedBefore);
    }
    throw new Error('It never rests');
  }

  /** Rests and goes on until nothing is left to do, or so many times. */
  settle(rests = 40): void {
    for (let count = 0; count < rests; count += 1) {
      const { until } = this.run();
      if (until === null) {
        return;
      }
      this.now = until;
    }
  }

  #carryOut(
    step: Exclude<Step, Rest>,
    observation: Observation,
    ownedBefore: boolean,
  ): Observation {
    switch (step.kind) {
      case 'look':
      case 'verify':
        this.asked.push(step.kind);
        return { kind: 'listed', listed: this.#answers.listed() };
      case 'recover':
        this.asked.push(step.kind);
        return { kind: 'recovered', awsRequestId: this.#answers.recovered() };
      case 'follow':
        this.asked.push(step.kind);
        return { kind: 'status', status: this.#answers.status() };
      case 'intend':
        return { kind: 'intent-committed', ownedBefore };
      case 'send': {
        this.sent.push(step.operation);
        const answer = this.#answers.send(step.operation);
        return 'awsRequestId' in answer
          ? { kind: 'sent', ...answer }
          : {
              kind: 'send-failed',
              ownedBefore:
                observation.kind === 'intent-committed' &&
                observation.ownedBefore,
              failure: answer,
            };
      }
      case 'record':
      case 'finish':
        return { kind: 'none' };
      default:
        throw new Error(`Unknown step ${step satisfies never}`);
    }
  }
}
