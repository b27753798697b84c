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
  elevatedAccessReviewReadPermission,
  type AccessReview,
  type AccessReviewPage,
  type AccessReviewSummary,
  type ListAccessReviewsQuery,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import type {
  ReviewRecord,
  ReviewStore,
  ReviewSummary,
} from '../database/reviewTypes';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import { problem } from '../domain/problems';
import type { Caller, CallerFactory } from '../requests/Caller';
import type { PermissionGate } from '../requests/PermissionGate';
import { isRequestId } from '../requests/RequestReader';
import type { RequestCall } from '../requests/types';

/** The last review of a page: when it was made, in milliseconds, and its id. */
const cursorSchema = z.tuple([
  z.int().min(0).max(253_402_300_799_999),
  z.uuid(),
]);

/**
 * Access reviews, for whom they were made, themselves or as a member of the
 * group at this moment; for auditors and administrators all.
 */
export class AccessReviews {
  readonly #store: Pick<ReviewStore, 'list' | 'get'>;
  readonly #callers: Pick<CallerFactory, 'create'>;
  readonly #gate: PermissionGate;
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;

  constructor(options: {
    store: Pick<ReviewStore, 'list' | 'get'>;
    callers: Pick<CallerFactory, 'create'>;
    gate: PermissionGate;
    auditing: Pick<Auditing, 'onlyDenials'>;
  }) {
    this.#store = options.store;
    this.#callers = options.callers;
    this.#gate = options.gate;
    this.#auditing = options.auditing;
  }

  list(
    query: ListAccessReviewsQuery,
    call: RequestCall,
  ): Promise<AccessReviewPage> {
    return this.#auditing.onlyDenials(
      auditedAction('access-review-list', 'low', call, {}),
      async () => {
        const caller = await this.#requireReader(call);
        const { cursor, limit } = query;
        const after = cursor && decodePageCursor(cursor, cursorSchema);
        // One more tells whether there is another page.
        const found = await this.#store.list({
          reviewerRefs: (await seesAll(caller))
            ? undefined
            : await caller.refs(),
          limit: limit + 1,
          ...(after && {
            after: { createdAt: new Date(after[0]), id: after[1] },
          }),
        });
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return {
          items: items.map(presentSummary),
          ...(last &&
            found.length > limit && {
              nextCursor: encodePageCursor([last.createdAt.getTime(), last.id]),
            }),
        };
      },
    );
  }

  /** @throws NotFoundError with code `unknown-review`, also for one that is somebody else's */
  get(id: string, call: RequestCall): Promise<AccessReview> {
    return this.#auditing.onlyDenials(
      auditedAction('access-review-read', 'medium', call, { reviewId: id }),
      async () => {
        const caller = await this.#requireReader(call);
        const review = isRequestId(id) ? await this.#store.get(id) : undefined;
        const theirs =
          review &&
          ((await caller.isAnyOf([review.reviewerRef])) ||
            (await seesAll(caller)));
        if (!review || !theirs) {
          throw unknownReview(id);
        }
        return present(review);
      },
    );
  }

  async #requireReader(call: RequestCall): Promise<Caller> {
    await this.#gate.require(elevatedAccessReviewReadPermission, call);
    return this.#callers.create(call);
  }
}

function seesAll(caller: Caller): Promise<boolean> {
  return caller.hasAnyRole('auditor', 'admin');
}

function unknownReview(id: string): Error {
  return problem('not-found', {
    code: 'unknown-review',
    reason: `There is no access review ${id.slice(0, 64)} that you may see.`,
    remedy:
      'Check the link. A review is for the owner of the accounts or the members of the group that it was made for, as the catalog has them now.',
  });
}

function presentSummary(review: ReviewSummary): AccessReviewSummary {
  return {
    id: review.id,
    scope: review.scope,
    reviewer: {
      entityRef: review.reviewerRef,
      displayName: review.reviewerName,
    },
    from: review.period.from.toISOString(),
    to: review.period.to.toISOString(),
    createdAt: review.createdAt.toISOString(),
    accesses: review.accesses,
    unused: review.unused,
  };
}

function present(review: ReviewRecord): AccessReview {
  return {
    ...presentSummary(review),
    rows: review.rows.map(row => ({
      person: { entityRef: row.personRef, displayName: row.personName },
      account: { id: row.accountId, name: row.accountName },
      permissionSet: { arn: row.permissionSetArn, name: row.permissionSetName },
      accesses: row.accesses,
      used: row.used,
      unused: row.unused,
      lastGivenAt: row.lastGivenAt.toISOString(),
      lastRequestId: row.lastRequestId,
    })),
    accountIds: review.accountIds,
    truncated: review.truncated,
    unusedPolicies: review.unusedPolicies.map(({ name, lastUsedAt }) => ({
      name,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  };
}
