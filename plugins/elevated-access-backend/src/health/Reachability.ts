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

import { toError } from '@backstage/errors';
import { AwsFailure } from '../aws/AwsFailure';
import type { DependencyName } from '../database/types';

/** Failures in a row after which a service counts as down. */
const FAILURES = 3;

/** What this process knows of one service. */
export interface Finding {
  status: 'ok' | 'down';
  lastError: string | null;
}

/**
 * How the services of AWS answer this process: from the calls that it makes
 * anyway, of which a few may fail, and from probes, of which none may.
 */
export class Reachability {
  readonly #findings = new Map<DependencyName, Finding>();
  readonly #failures = new Map<DependencyName, number>();

  /** Undefined while nothing was asked. */
  of(name: DependencyName): Finding | undefined {
    return this.#findings.get(name);
  }

  /** A call came back, with an error where it did not do what it should. */
  heard(name: DependencyName, error?: unknown): void {
    if (error !== undefined && !(error instanceof AwsFailure)) {
      // Thrown by us, before or after AWS was asked: it says nothing of AWS.
      return;
    }
    if (error === undefined || isAnswer(error)) {
      this.#ok(name);
      return;
    }
    const failures = (this.#failures.get(name) ?? 0) + 1;
    this.#failures.set(name, failures);
    if (failures >= FAILURES) {
      this.#down(name, error);
    }
  }

  /** A call that was made to find out, and that the client has tried several times, came back. */
  probed(name: DependencyName, error?: unknown): void {
    if (error === undefined || isAnswer(error)) {
      this.#ok(name);
    } else {
      this.#down(name, error);
    }
  }

  #ok(name: DependencyName): void {
    this.#failures.delete(name);
    this.#findings.set(name, { status: 'ok', lastError: null });
  }

  #down(name: DependencyName, error: unknown): void {
    this.#findings.set(name, {
      status: 'down',
      lastError: toError(error).message,
    });
  }
}

/** Whether the service is there and works for us, although it did not do this one thing. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof AwsFailure)) {
    return false;
  }
  switch (error.kind) {
    case 'retry':
    case 'throttled':
    case 'conflict':
    case 'not-found':
    case 'permanent':
      return true;
    case 'unavailable':
    case 'unknown-outcome':
    case 'denied':
      return false;
    default:
      throw new Error(`Unknown failure ${error.kind satisfies never}`);
  }
}
