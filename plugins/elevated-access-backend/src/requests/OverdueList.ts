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
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { OverdueAccess } from 'backstage-plugin-elevated-access-common';
import type {
  OverdueWatchRecord,
  RequestFilter,
  Stores,
} from '../database/types';
import type { AssignmentRecord, RequestRecord } from '../domain/types';
import { accessEndsAt, sessionsEndBy } from '../domain/window';
import type { Caller } from './Caller';
import type { RequestReader } from './RequestReader';
import type { OverdueListing } from './types';

/** Items listed at most. */
const SHOWN = 50;

/** Items looked at to find the longest overdue. */
const LOOKED_AT = 500;

/** Access that should have ended and is not verified gone, as far as a caller may see it. */
export class OverdueList {
  readonly #stores: Pick<Stores, 'requests' | 'assignments' | 'overdue'>;
  readonly #reader: RequestReader;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'assignments' | 'overdue'>;
    reader: RequestReader;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#reader = options.reader;
    this.#logger = options.logger;
  }

  async list(caller: Caller): Promise<OverdueListing> {
    const { scope, detailed } = await this.#scopeOf(caller);
    const { items } = await this.#stores.requests.list({
      filter: {
        overdue: true,
        statuses: ['ending', 'activating'],
        allOf: [
          ...(scope ? [scope] : []),
          ...(caller.permits?.readable ? [caller.permits.readable] : []),
        ],
      },
      order: 'oldest',
      limit: LOOKED_AT,
    });
    const shown = items
      .sort((a, b) => overdueMs(a) - overdueMs(b))
      .slice(0, SHOWN);
    const assignments = await this.#stores.assignments.getMany(
      shown.map(({ assignmentId }) => assignmentId),
    );
    const watched = await this.#stores.overdue.getMany(
      shown.map(({ id }) => id),
    );
    return {
      detailed,
      items: shown.map(request =>
        present(request, {
          detailed,
          assignment: assignments.find(({ id }) => id === request.assignmentId),
          watched: watched.find(({ requestId }) => requestId === request.id),
        }),
      ),
    };
  }

  /** While the catalog cannot tell who somebody is, they see their own and no details. */
  async #scopeOf(
    caller: Caller,
  ): Promise<{ scope: RequestFilter | undefined; detailed: boolean }> {
    try {
      return {
        scope: await this.#reader.scopeOf(caller),
        detailed: await caller.hasAnyRole('admin', 'auditor', 'responder'),
      };
    } catch (error) {
      this.#logger.warn(
        `Overdue access is shown to its holders only: ${
          toError(error).message
        }`,
      );
      return { scope: { requesterRefs: [caller.entityRef] }, detailed: false };
    }
  }
}

function overdueMs({ overdueSince }: RequestRecord): number {
  return overdueSince?.getTime() ?? 0;
}

function present(
  request: RequestRecord,
  known: {
    detailed: boolean;
    assignment: AssignmentRecord | undefined;
    watched: OverdueWatchRecord | undefined;
  },
): OverdueAccess {
  const { detailed, assignment, watched } = known;
  const since = request.overdueSince ?? request.createdAt;
  const endAt = watched?.endAt ?? accessEndsAt(request) ?? since;
  return {
    requestId: request.id,
    person: {
      entityRef: request.requesterRef,
      displayName: request.requesterName,
    },
    account: { id: request.accountId, name: request.accountName },
    permissionSetName: request.permissionSetName,
    endAt: endAt.toISOString(),
    overdueSince: since.toISOString(),
    attempts: assignment?.attempts ?? 0,
    nextAttemptAt: assignment?.nextActionAt?.toISOString() ?? null,
    lastError: (detailed && assignment?.lastError) || null,
    sessionsEndBy: sessionsEndBy({
      endsAt: endAt,
      sessionDurationMs: request.sessionDurationMs,
    }).toISOString(),
    // Nothing in IAM fences windows yet.
    enforcedBy: 'nothing',
  };
}
