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

/** A process that can die: from then on nothing that it asked for comes back, and nothing that it asks for happens. */
export class Mortal {
  readonly stores: Stores;
  readonly provisioner: AssignmentProvisioner;
  #isDead = false;

  constructor(options: { stores: Stores; provisioner: AssignmentProvisioner }) {
    this.stores = this.#wrap(options.stores);
    this.provisioner = this.#wrap(options.provisioner);
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  kill(): void {
    this.#isDead = true;
  }

  #wrap<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value === 'function') {
          return (...args: unknown[]) =>
            name === 'onCommitted'
              ? value.apply(target, args)
              : this.#call(() => value.apply(target, args));
        }
        return typeof value === 'object' && value !== null
          ? this.#wrap(value)
          : value;
      },
    });
  }

  async #call(call: () => unknown): Promise<unknown> {
    if (this.#isDead) {
      return never;
    }
    const result = await call();
    return this.#isDead ? never : result;
  }
}
