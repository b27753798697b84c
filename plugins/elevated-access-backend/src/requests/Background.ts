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

import type { RequestBackground } from 'backstage-plugin-elevated-access-common';
import type { PastApproval } from '../database/reportTypes';
import type { Stores } from '../database/types';
import type { DirectoryService } from '../directory/DirectoryService';
import { problem } from '../domain/problems';
import type { DirectoryPermissionSet, RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import type { Caller } from './Caller';
import type { LivePermissionSets } from './LivePermissionSets';
import type { RequestReader } from './RequestReader';

/** How far back the requester's other requests are counted, milliseconds. */
const HISTORY = 30 * 24 * 60 * 60_000;

/** Other access of the requester's that is listed. */
const MOST_HELD = 20;

const LIVE = ['activating', 'active', 'ending'] as const;

/**
 * What helps to decide on a request, from what is stored: AWS is asked nothing.
 *
 * Whoever decides learns how often the requester asked, and of single other
 * requests only where they may read them.
 */
export class Background {
  readonly #stores: Pick<Stores, 'requests' | 'reports' | 'now'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #permissionSets: Pick<LivePermissionSets, 'newest'>;
  readonly #reader: RequestReader;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'reports' | 'now'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    permissionSets: Pick<LivePermissionSets, 'newest'>;
    reader: RequestReader;
  }) {
    this.#stores = options.stores;
    this.#directory = options.directory;
    this.#permissionSets = options.permissionSets;
    this.#reader = options.reader;
  }

  /**
   * @throws NotFoundError with code `unknown-request` as the request itself does
   * @throws NotAllowedError with code `not-approver` for whoever may see it and not decide
   */
  async of(id: string, caller: Caller): Promise<RequestBackground> {
    const { request } = await this.#reader.requireVisible(id, caller);
    await requireDecider(request, caller);
    const permissionSet = await this.#permissionSet(request);
    const now = await this.#stores.now();
    const lastApproval = await this.#stores.reports.lastApproval({
      approverRef: caller.entityRef,
      accountId: request.accountId,
      permissionSetArn: request.permissionSetArn,
      exceptId: request.id,
    });
    return {
      requester: await this.#stores.reports.historyOf({
        requesterRef: request.requesterRef,
        since: new Date(now.getTime() - HISTORY),
        exceptId: request.id,
      }),
      permissionSet: present(permissionSet),
      lastApproval: lastApproval
        ? {
            requestId: lastApproval.requestId,
            at: lastApproval.at.toISOString(),
            unchanged: isUnchanged(lastApproval, permissionSet),
          }
        : null,
      alsoHolds: await this.#alsoHolds(request, caller),
    };
  }

  /** Undefined when there is no such permission set any more. */
  async #permissionSet({
    permissionSetArn,
  }: RequestRecord): Promise<DirectoryPermissionSet | undefined> {
    const snapshot = await this.#directory.requireSnapshot();
    const known = snapshot.permissionSets.get(permissionSetArn);
    return known && this.#permissionSets.newest(known, snapshot);
  }

  async #alsoHolds(
    request: RequestRecord,
    caller: Caller,
  ): Promise<RequestBackground['alsoHolds']> {
    const { items } = await this.#stores.requests.list({
      filter: {
        allOf: [
          {
            principalIds: [request.principalId],
            accountIds: [request.accountId],
            statuses: LIVE,
          },
          await this.#reader.visibleTo(caller),
        ],
      },
      order: 'newest',
      limit: MOST_HELD + 1,
    });
    return items
      .filter(({ id }) => id !== request.id)
      .slice(0, MOST_HELD)
      .map(held => ({
        requestId: held.id,
        permissionSetName: held.permissionSetName,
        accessEndsAt: accessEndsAt(held)?.toISOString() ?? null,
      }));
  }
}

async function requireDecider(
  request: RequestRecord,
  caller: Caller,
): Promise<void> {
  if (await caller.hasAnyRole('auditor', 'admin', 'responder')) {
    return;
  }
  const decides =
    !caller.isRequesterOf(request) &&
    (await caller.isApproverOrHolds(request, [])) &&
    ((await caller.permits?.mayDecide(request)) ?? true);
  if (!decides) {
    throw problem('not-allowed', {
      code: 'not-approver',
      reason:
        'What is shown beside a request is for those who may decide on it, and for auditors, responders and administrators.',
      remedy: 'Nothing: the request itself shows who can decide on it.',
    });
  }
}

/** Of a permission set that is gone nothing is known. */
function present(
  set: DirectoryPermissionSet | undefined,
): RequestBackground['permissionSet'] {
  if (set && !set.policies) {
    throw problem('unavailable', {
      code: 'directory-unavailable',
      reason: `Which policies ${set.name} is made of has not been read from AWS since this version was installed.`,
      remedy:
        'Try again in a quarter of an hour: the directory is read at least as often.',
    });
  }
  return {
    description: set?.description ?? '',
    managedPolicies: [...(set?.policies?.managed ?? [])],
    hasInlinePolicy: set?.policies?.inline ?? false,
    hasBoundary: set?.policies?.boundary ?? false,
  };
}

/** What was approved under another digest may have been another permission set, so it does not count as the same. */
function isUnchanged(
  { digest, requestDigest, fingerprint }: PastApproval,
  set: DirectoryPermissionSet | undefined,
): boolean {
  return digest === requestDigest && fingerprint === set?.fingerprint;
}
