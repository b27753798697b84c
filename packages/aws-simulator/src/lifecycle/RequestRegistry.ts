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

import { LimitOptions } from '../options';
import { RequestRecord } from './types';

/** The status of every accepted request of one kind, by request id. */
export class RequestRegistry<R extends RequestRecord> {
  readonly #records = new Map<string, R>();
  readonly #limits: Pick<LimitOptions, 'statusRetentionMs'>;

  constructor(limits: Pick<LimitOptions, 'statusRetentionMs'>) {
    this.#limits = limits;
  }

  add(record: R): void {
    this.#records.set(record.requestId, record);
  }

  get(requestId: string, now: number): R | undefined {
    const record = this.#records.get(requestId);
    return record && this.#known(record, now) ? record : undefined;
  }

  list(now: number): R[] {
    return this.all().filter(record => this.#known(record, now));
  }

  /** Forgotten ones included. */
  all(): R[] {
    return [...this.#records.values()];
  }

  #known(record: R, now: number): boolean {
    const { statusRetentionMs } = this.#limits;
    return !record.forgotten && now - record.acceptedAt < statusRetentionMs;
  }
}
