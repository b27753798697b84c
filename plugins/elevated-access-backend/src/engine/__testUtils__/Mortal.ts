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

import type { AssignmentProvisioner } from '../../aws/types';
import type { Stores } from '../../database/types';

const never = new Promise<never>(() => {});

/**
 * A process that dies at a chosen moment: from then on nothing that it asked
 * for comes back, and nothing that it asks for happens. The moments are right
 * before and right after every transaction and every call to AWS.
 */
export class Mortal {
  readonly stores: Stores;
  readonly provisioner: AssignmentProvisioner;
  readonly #dieAt: number;
  #moments = 0;
  #isDead = false;

  constructor(options: {
    stores: Stores;
    provisioner: AssignmentProvisioner;
    /** Which moment, from 1; 0 for never. */
    dieAt?: number;
  }) {
    this.#dieAt = options.dieAt ?? 0;
    this.stores = this.#wrap(options.stores, name => name === 'transaction');
    this.provisioner = this.#wrap(options.provisioner, () => true);
  }

  /** How many moments there were so far. */
  get moments(): number {
    return this.#moments;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  kill(): void {
    this.#isDead = true;
  }

  #moment(): void {
    this.#moments += 1;
    this.#isDead ||= this.#moments === this.#dieAt;
  }

  #wrap<T extends object>(target: T, counts: (name: string) => boolean): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value === 'function') {
          return (...args: unknown[]) =>
            name === 'onCommitted'
              ? value.apply(target, args)
              : this.#call(counts(String(name)), () =>
                  value.apply(target, args),
                );
        }
        return typeof value === 'object' && value !== null
          ? this.#wrap(value, () => false)
          : value;
      },
    });
  }

  async #call(counts: boolean, call: () => unknown): Promise<unknown> {
    if (counts) {
      this.#moment();
    }
    if (this.#isDead) {
      return never;
    }
    const result = await call();
    if (counts) {
      this.#moment();
    }
    return this.#isDead ? never : result;
  }
}
