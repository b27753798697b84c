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

import { Random } from '../random';
import { faultRule, ResolvedFaultAction, ResolvedFaultRule } from './schema';
import { FaultRule } from './types';

/** What a rule is matched against. */
export interface FaultSubject {
  readonly service: string;
  readonly operation: string;
  readonly body: unknown;
}

/**
 * A fault that has been set.
 *
 * @public
 */
export interface InjectedFault {
  readonly id: string;
  readonly rule: FaultRule;
  /** Calls that the rule matched, whether it struck or not. */
  readonly matches: number;
  /** Times that it struck. */
  readonly hits: number;
  remove(): void;
}

interface Entry {
  readonly id: string;
  readonly rule: ResolvedFaultRule;
  readonly random: Random;
  matches: number;
  hits: number;
}

/**
 * Faults to inject, in the order they were added. Several may strike one call.
 *
 * @public
 */
export class Faults {
  readonly #entries = new Map<string, Entry>();
  readonly #random: Random;
  #count = 0;

  /** @internal */
  constructor(random: Random) {
    this.#random = random;
  }

  /** Sets a fault; throws when the rule is not valid. */
  add(rule: FaultRule): InjectedFault {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    const entry: Entry = {
      id,
      rule: faultRule.parse(rule),
      random: this.#random.fork(id),
      matches: 0,
      hits: 0,
    };
    this.#entries.set(id, entry);
    return this.#view(entry);
  }

  /** Removes a fault by its id. */
  remove(id: string): boolean {
    return this.#entries.delete(id);
  }

  list(): InjectedFault[] {
    return [...this.#entries.values()].map(entry => this.#view(entry));
  }

  clear(): void {
    this.#entries.clear();
  }

  /** @internal */
  strike(subject: FaultSubject): ResolvedFaultAction[] {
    const actions: ResolvedFaultAction[] = [];
    for (const entry of this.#entries.values()) {
      if (matches(entry.rule, subject) && this.#strikes(entry)) {
        actions.push(entry.rule.action);
      }
    }
    return actions;
  }

  #strikes(entry: Entry): boolean {
    const { nth, probability, times } = entry.rule;
    entry.matches += 1;
    if (times !== undefined && entry.hits >= times) {
      return false;
    }
    if (nth !== undefined && ![nth].flat().includes(entry.matches)) {
      return false;
    }
    if (probability !== undefined && !entry.random.chance(probability)) {
      return false;
    }
    entry.hits += 1;
    return true;
  }

  #view(entry: Entry): InjectedFault {
    return {
      id: entry.id,
      rule: entry.rule,
      get matches() {
        return entry.matches;
      },
      get hits() {
        return entry.hits;
      },
      remove: () => {
        this.#entries.delete(entry.id);
      },
    };
  }
}

function matches(rule: ResolvedFaultRule, subject: FaultSubject): boolean {
  if (rule.operation !== '*' && rule.operation !== subject.operation) {
    return false;
  }
  if (rule.service && rule.service !== subject.service) {
    return false;
  }
  const { body } = subject;
  return Object.entries(rule.match ?? {}).every(
    ([member, value]) =>
      typeof body === 'object' &&
      body !== null &&
      Object.entries(body).some(
        ([name, actual]) => name === member && actual === value,
      ),
  );
}
