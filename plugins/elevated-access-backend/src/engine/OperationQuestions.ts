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

import type { OperationStatus } from '../aws/types';
import type { AssignmentOperation } from '../domain/types';
import type { AwsLine, Question } from './AwsLine';
import type { Failure } from './steps';
import type { Monotonic } from './time';

/** How long to do without a list that could not be had, milliseconds. */
const WITHOUT_LIST = 600_000;

/** AWS could not be asked. */
export class ReadFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'ReadFailed';
    this.failure = failure;
  }
}

/** What can be asked about operations under way, and what it costs. All methods throw `ReadFailed`. */
export class OperationQuestions {
  readonly #line: AwsLine;
  readonly #monotonic: Monotonic;
  readonly #pages: Record<AssignmentOperation, number> = {
    create: 1,
    delete: 1,
  };
  readonly #withoutListUntil: Record<AssignmentOperation, number> = {
    create: -Infinity,
    delete: -Infinity,
  };

  constructor(options: { line: AwsLine; monotonic: Monotonic }) {
    this.#line = options.line;
    this.#monotonic = options.monotonic;
  }

  /** Calls that the last listing of succeeded operations took. */
  pages(operation: AssignmentOperation): number {
    return this.#pages[operation];
  }

  /** Undefined where there is no such list. */
  async list(
    operation: AssignmentOperation,
    state: 'in-progress' | 'succeeded',
    until?: ReadonlySet<string>,
  ): Promise<ReadonlySet<string> | undefined> {
    if (this.#withoutListUntil[operation] > this.#monotonic()) {
      return undefined;
    }
    const listed = await this.#ask(provisioner =>
      provisioner.listRequestIds(operation, state, until ? { until } : {}),
    );
    if (!listed) {
      this.#withoutListUntil[operation] = this.#monotonic() + WITHOUT_LIST;
      return undefined;
    }
    if (state === 'succeeded') {
      this.#pages[operation] = Math.max(1, listed.pages);
    }
    return listed.ids;
  }

  status(
    operation: AssignmentOperation,
    awsRequestId: string,
    options: { isOver: boolean },
  ): Promise<OperationStatus> {
    return this.#ask(provisioner =>
      provisioner.getStatus(operation, awsRequestId, options),
    );
  }

  async #ask<T>(question: Question<T>): Promise<T> {
    const answer = await this.#line.read(question);
    if (!answer.ok) {
      throw new ReadFailed(answer.failure);
    }
    return answer.value;
  }
}
