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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Reapproval } from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import type { Monotonic } from './time';
import { CLEARED_FOR, GATE_RETRY, GATE_WIDTH } from './tuning';

/** Why access may not be given as it was asked for. */
export interface Refusal {
  reason: string;
  /** How to ask the approvers again; without it the request fails. */
  reapproval?: Reapproval | undefined;
}

/** Whether access may still be given, asked when it is about to be. */
export interface ActivationGate {
  check(request: RequestRecord): Promise<
    | { ok: true }
    | ({
        ok: false;
        /** It cannot be told now. */
        retry: boolean;
      } & Refusal)
  >;
}

/** What the gate said for certain. */
export type Verdict = { ok: true } | ({ ok: false } & Refusal);

export interface GateKeeperOptions {
  gate: ActivationGate;
  monotonic: Monotonic;
  logger: LoggerService;
}

/** Somebody who wants to know what the gate says of a request; not told while it cannot tell. */
export interface Asker {
  /** Never rejects. */
  onVerdict: (verdict: Verdict) => Promise<void>;
  /** It may be asked about again. */
  onOver: () => void;
}

interface Question extends Asker {
  request: RequestRecord;
}

/**
 * Asks the gate, about a few requests at a time, and remembers for a while whom it
 * let through. What it remembers is lost with the process: that costs a question.
 */
export class GateKeeper {
  readonly #options: GateKeeperOptions;
  /** Checks under way, by request. They may take long and hold up nothing else. */
  readonly #checks = new Map<string, Promise<void>>();
  /** Those that wait for one of them to be over, in order. */
  readonly #questions = new Map<string, Question>();
  /** When to check again what could not be checked. */
  readonly #notBefore = new Map<string, number>();
  /** When the last check began that a request passed. */
  readonly #clearedAt = new Map<string, number>();

  constructor(options: GateKeeperOptions) {
    this.#options = options;
  }

  /** Whether a request passed a moment ago. */
  isCleared(requestId: string): boolean {
    const at = this.#clearedAt.get(requestId) ?? -Infinity;
    return this.#options.monotonic() - at <= CLEARED_FOR;
  }

  /** Whether something is being asked. */
  get isBusy(): boolean {
    return this.#checks.size > 0;
  }

  /** Asks about a request, unless that is done already or could not be done a moment ago. */
  ask(request: RequestRecord, asker: Asker): void {
    const { monotonic } = this.#options;
    const { id } = request;
    const notBefore = this.#notBefore.get(id) ?? 0;
    if (!this.#checks.has(id) && notBefore <= monotonic()) {
      this.#questions.set(id, { request, ...asker });
      this.#askNext();
    }
  }

  /** Leaves a request alone for a moment. */
  pause(requestId: string): void {
    this.#notBefore.set(requestId, this.#options.monotonic() + GATE_RETRY);
  }

  /** Asks nothing more of what waits to be asked. */
  forgetQuestions(): void {
    this.#questions.clear();
  }

  /** Resolves when nothing is being asked. */
  async idle(): Promise<void> {
    while (this.isBusy) {
      await Promise.all(this.#checks.values());
    }
  }

  #askNext(): void {
    for (const [id, question] of this.#questions) {
      if (this.#checks.size >= GATE_WIDTH) {
        return;
      }
      this.#questions.delete(id);
      const check = this.#check(question).then(isKnown => {
        this.#checks.delete(id);
        if (isKnown) {
          question.onOver();
        }
        this.#askNext();
      });
      this.#checks.set(id, check);
    }
  }

  /** @returns false when the gate cannot tell */
  async #check({ request, onVerdict }: Question): Promise<boolean> {
    const { monotonic, logger } = this.#options;
    const { id } = request;
    const began = monotonic();
    const answer = await this.#answer(request);
    if (!answer.ok && answer.retry) {
      logger.warn(
        `Access of request ${id} cannot be checked and waits: ${answer.reason}`,
      );
      this.pause(id);
      return false;
    }
    this.#notBefore.delete(id);
    this.#forgetOld();
    if (answer.ok) {
      this.#clearedAt.set(id, began);
    } else {
      this.#clearedAt.delete(id);
    }
    await onVerdict(answer);
    return true;
  }

  async #answer(request: RequestRecord) {
    try {
      return await this.#options.gate.check(request);
    } catch (error) {
      return { ok: false, reason: String(error), retry: true } as const;
    }
  }

  #forgetOld(): void {
    for (const id of this.#clearedAt.keys()) {
      if (!this.isCleared(id)) {
        this.#clearedAt.delete(id);
      }
    }
  }
}
