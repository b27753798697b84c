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

import {
  elevatedAccessDriftReadPermission,
  type Drift,
  type DriftFinding,
  type ListDriftQuery,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import type { DriftFindingRecord, DriftStore } from '../database/types';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import { problem } from '../domain/problems';
import type { CallerFactory } from '../requests/Caller';
import type { PermissionGate } from '../requests/PermissionGate';
import type { RequestCall } from '../requests/types';

/** The last finding of a page: when it was found, 1970 to 9999, and its id. */
const cursorSchema = z.tuple([
  z.int().min(0).max(253_402_300_799_999),
  z.string().min(1).max(64),
]);

type FindingPages = Pick<
  DriftStore,
  'state' | 'pageFindings' | 'countFindings'
>;

/** What the last complete comparison of AWS with the grants found, on whatever replica it ran. */
export class DriftReport {
  readonly #store: FindingPages;
  readonly #callers: CallerFactory;
  readonly #gate: PermissionGate;
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;

  constructor(options: {
    store: FindingPages;
    callers: CallerFactory;
    gate: PermissionGate;
    auditing: Pick<Auditing, 'onlyDenials'>;
  }) {
    this.#store = options.store;
    this.#callers = options.callers;
    this.#gate = options.gate;
    this.#auditing = options.auditing;
  }

  /**
   * @throws NotAllowedError with code `forbidden` for those who hold no role
   * @throws InputError with code `invalid-input` for a cursor of somebody else's
   */
  async report(query: ListDriftQuery, call: RequestCall): Promise<Drift> {
    await this.#auditing.onlyDenials(
      auditedAction('drift-read', 'low', call, {}),
      () => this.#requireReader(call),
    );
    const state = await this.#store.state();
    const { kind: kinds, limit } = query;
    const { items, hasMore } = await this.#store.pageFindings({
      kinds,
      limit,
      after: query.cursor ? keyOf(query.cursor) : undefined,
    });
    const last = items.at(-1);
    return {
      comparedAt: state.comparedAt?.toISOString() ?? null,
      lastAttemptAt: state.lastAttemptAt?.toISOString() ?? null,
      lastError: state.lastError,
      items: items.map(present),
      nextCursor:
        hasMore && last
          ? encodePageCursor([last.foundAt.getTime(), last.id])
          : undefined,
      total: query.total
        ? await this.#store.countFindings({ kinds })
        : undefined,
    };
  }

  async #requireReader(call: RequestCall): Promise<void> {
    await this.#gate.require(elevatedAccessDriftReadPermission, call);
    const caller = this.#callers.create(call);
    if (!(await caller.hasAnyRole('admin', 'auditor', 'responder'))) {
      throw problem('not-allowed', {
        code: 'forbidden',
        reason:
          'Differences between AWS and the grants are shown to administrators, auditors and responders only.',
        remedy: 'Ask your platform team for one of these roles.',
      });
    }
  }
}

function keyOf(cursor: string) {
  const [foundAt, id] = decodePageCursor(cursor, cursorSchema);
  return { foundAt: new Date(foundAt), id };
}

function present(finding: DriftFindingRecord): DriftFinding {
  const { assignmentId: _, foundAt, lastSeenAt, ...shown } = finding;
  return {
    ...shown,
    foundAt: foundAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
