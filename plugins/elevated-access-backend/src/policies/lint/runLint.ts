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

import { createHash } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { lintPolicies, type LintScope } from '../../domain/lint/lintPolicies';
import type { LintClaim, LintWorld } from '../../domain/lint/types';

/** How long to work before others get their turn, milliseconds. */
const TURN = 5;

/**
 * Looks at all policies, or at one of them, without keeping the process from other work.
 *
 * @param options - `restMs`: how long to leave the process to others after each
 *   turn, milliseconds, where nobody waits for the outcome
 */
export async function runLint(
  world: LintWorld,
  options: { scope?: LintScope; signal?: AbortSignal; restMs?: number } = {},
): Promise<LintClaim[]> {
  const { scope, signal, restMs } = options;
  const claims: LintClaim[] = [];
  let rested = performance.now();
  for (const found of lintPolicies(world, scope)) {
    claims.push(...found);
    if (performance.now() - rested >= TURN) {
      await (restMs === undefined ? setImmediate() : setTimeout(restMs));
      signal?.throwIfAborted();
      rested = performance.now();
    }
  }
  return claims;
}

/** The same for the same fault, wherever in the policy it stands and whatever its words. */
export function idOf({ rule, policy, about }: LintClaim): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, policy.kind, policy.name, about]))
    .digest('hex')
    .slice(0, 32);
}
