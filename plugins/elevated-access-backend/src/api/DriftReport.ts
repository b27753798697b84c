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
  Drift,
  DriftFinding,
} from 'backstage-plugin-elevated-access-common';
import type { DriftFindingRecord, DriftStore } from '../database/types';
import { problem } from '../domain/problems';
import type { CallerFactory } from '../requests/Caller';
import type { RequestCall } from '../requests/types';

/** What the last complete comparison of AWS with the grants found, on whatever replica it ran. */
export class DriftReport {
  readonly #store: Pick<DriftStore, 'state' | 'listFindings'>;
  readonly #callers: CallerFactory;

  constructor(options: {
    store: Pick<DriftStore, 'state' | 'listFindings'>;
    callers: CallerFactory;
  }) {
    this.#store = options.store;
    this.#callers = options.callers;
  }

  /** @throws NotAllowedError with code `forbidden` for those who hold no role */
  async report(call: RequestCall): Promise<Drift> {
    const caller = this.#callers.create(call);
    if (!(await caller.hasAnyRole('admin', 'auditor', 'responder'))) {
      throw problem('not-allowed', {
        code: 'forbidden',
        reason:
          'Differences between AWS and the grants are shown to administrators, auditors and responders only.',
        remedy: 'Ask your platform team for one of these roles.',
      });
    }
    const state = await this.#store.state();
    const findings = await this.#store.listFindings();
    return {
      comparedAt: state.comparedAt?.toISOString() ?? null,
      lastAttemptAt: state.lastAttemptAt?.toISOString() ?? null,
      lastError: state.lastError,
      items: findings.map(present),
    };
  }
}

function present(finding: DriftFindingRecord): DriftFinding {
  const { assignmentId: _, foundAt, lastSeenAt, ...shown } = finding;
  return {
    ...shown,
    foundAt: foundAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
