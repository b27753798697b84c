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
import type { DriftKind } from 'backstage-plugin-elevated-access-common';
import type {
  AssignmentKey,
  AssignmentOperation,
  AssignmentRecord,
  RequestRecord,
} from './types';

/** How long an operation may stand still before it counts as forgotten, milliseconds. */
export const FORGOTTEN_AFTER = 15 * 60_000;

/** Who AWS lists for a permission set in an account. */
export interface ListedPrincipal {
  type: 'USER' | 'GROUP';
  id: string;
}

/** One listing. Whoever holds the permission set in the account by another way is not in it. */
export interface Listing {
  accountId: string;
  permissionSetArn: string;
  principals: readonly ListedPrincipal[];
}

/** An operation that AWS has not finished. */
export interface RunningOperation {
  operation: AssignmentOperation;
  awsRequestId: string;
  key: AssignmentKey;
}

/** What AWS says and what is known here, to be compared. */
export interface DriftView {
  /** Every account and permission set that was listed, those that listed nobody as well. */
  listings: readonly Listing[];
  running: readonly RunningOperation[];
  /** What permission sets permit now, by ARN; none where it was not asked or there is no such set. */
  fingerprints: ReadonlyMap<string, string>;
  /** The assignments that are known here, read after the listings. */
  assignments: readonly AssignmentRecord[];
  /** Requests in `activating`, `active` and `ending`, read after the listings. */
  grants: readonly RequestRecord[];
  now: Date;
  /** Whether to look at what groups hold as well. */
  groups: boolean;
}

/** A difference between AWS and the grants. */
export interface Discrepancy {
  /** The same for the same difference, whenever it is found. */
  id: string;
  kind: DriftKind;
  principal: ListedPrincipal;
  accountId: string;
  permissionSetArn: string;
  assignmentId: string | null;
  /** The grant concerned. */
  grant: RequestRecord | null;
  /** What was found, in one sentence. */
  description: string;
}

/**
 * Compares what AWS says with what is known here. One comparison alone proves
 * nothing: lists lag, and grants change while they are read. What two of them
 * show, further apart than lists lag, is real.
 */
export function findDrift(view: DriftView): Discrepancy[] {
  const known = new Known(view);
  return [
    ...unexplained(view, known),
    ...removed(view, known),
    ...altered(view),
    ...orphanedRows(view, known),
    ...orphanedOperations(view, known),
  ];
}

/** AWS lists it, and neither a grant nor standing access explains it. */
function unexplained(view: DriftView, known: Known): Discrepancy[] {
  return view.listings.flatMap(listing =>
    listing.principals
      .filter(({ type }) => type === 'USER' || view.groups)
      .flatMap(principal => {
        const { accountId, permissionSetArn } = listing;
        const key = { principalId: principal.id, accountId, permissionSetArn };
        if (principal.type === 'USER' && known.explains(key)) {
          return [];
        }
        return discrepancy({
          kind: 'unexplained',
          principal,
          ...listing,
          description:
            'AWS lists this assignment; no grant explains it and it is not known to stand.',
        });
      }),
  );
}

/** Somebody has access, says a grant; AWS lists nothing. */
function removed(view: DriftView, known: Known): Discrepancy[] {
  const listings = new Map(
    view.listings.map(listing => [targetOf(listing), listing]),
  );
  return view.grants
    .filter(({ status }) => status === 'active')
    .flatMap(grant => {
      const listing = listings.get(targetOf(grant));
      const row = known.row(grant);
      const listed = listing?.principals.some(
        ({ type, id }) => type === 'USER' && id === grant.principalId,
      );
      if (!listing || listed || (row && isUnderWay(row))) {
        return [];
      }
      return discrepancy({
        ...aboutGrant(grant),
        kind: 'removed',
        description:
          'The grant is active and AWS does not list its assignment: somebody removed it, or the permission set or the account with it.',
      });
    });
}

/** What somebody holds permits something else than what was approved. */
function altered(view: DriftView): Discrepancy[] {
  return view.grants
    .filter(({ status }) => status === 'active')
    .flatMap(grant => {
      const now = view.fingerprints.get(grant.permissionSetArn);
      return now === undefined || now === grant.permissionSetFingerprint
        ? []
        : discrepancy({
            ...aboutGrant(grant),
            kind: 'altered',
            description:
              'What the permission set permits has changed since the grant was approved.',
          });
    });
}

/** Something was begun here, and nothing will look at it again. */
function orphanedRows(view: DriftView, known: Known): Discrepancy[] {
  const forgotten = (instant: Date | null) =>
    instant === null ||
    instant.getTime() + FORGOTTEN_AFTER < view.now.getTime();
  return view.assignments.flatMap(row => {
    if (!forgotten(row.nextActionAt)) {
      return [];
    }
    if (row.phase !== 'idle') {
      return forgotten(row.operationStartedAt)
        ? discrepancy({
            ...aboutRow(row),
            kind: 'orphaned',
            description: `To ${row.operation} the assignment was begun, is not finished, and nothing follows it up.`,
          })
        : [];
    }
    return row.owned && !known.isGranted(row)
      ? discrepancy({
          ...aboutRow(row),
          kind: 'orphaned',
          description:
            'The assignment was created here, no grant needs it any more, and nothing removes it.',
        })
      : [];
  });
}

/** AWS works on an assignment of ours, and nobody here knows of it. */
function orphanedOperations(view: DriftView, known: Known): Discrepancy[] {
  return view.running.flatMap(({ operation, awsRequestId, key }) => {
    const row = known.row(key);
    // In `intent` its request id is about to be found.
    const isFollowed =
      row?.phase === 'intent' || row?.awsRequestId === awsRequestId;
    return row && !isFollowed
      ? discrepancy({
          ...aboutRow(row),
          kind: 'orphaned',
          about: awsRequestId,
          description: `AWS is about to ${operation} the assignment (AWS request id ${awsRequestId}), and nothing here follows that.`,
        })
      : [];
  });
}

/** What is known here, by what AWS calls it. */
class Known {
  readonly #rows: ReadonlyMap<string, AssignmentRecord>;
  readonly #granted: ReadonlySet<string>;

  constructor(view: Pick<DriftView, 'assignments' | 'grants'>) {
    this.#rows = new Map(view.assignments.map(row => [keyOf(row), row]));
    this.#granted = new Set(view.grants.map(keyOf));
  }

  row(key: AssignmentKey): AssignmentRecord | undefined {
    return this.#rows.get(keyOf(key));
  }

  isGranted(key: AssignmentKey): boolean {
    return this.#granted.has(keyOf(key));
  }

  /** What is owned and no longer granted is on its way out, or orphaned. */
  explains(key: AssignmentKey): boolean {
    const row = this.row(key);
    return this.isGranted(key) || row?.owned === true || row?.standing === true;
  }
}

function aboutGrant(grant: RequestRecord) {
  return {
    ...aboutKey(grant),
    assignmentId: grant.assignmentId,
    grant,
    about: grant.id,
  };
}

function aboutRow(row: AssignmentRecord) {
  return { ...aboutKey(row), assignmentId: row.id };
}

function aboutKey({ principalId, accountId, permissionSetArn }: AssignmentKey) {
  const principal: ListedPrincipal = { type: 'USER', id: principalId };
  return { principal, accountId, permissionSetArn };
}

function discrepancy(found: {
  kind: DriftKind;
  principal: ListedPrincipal;
  accountId: string;
  permissionSetArn: string;
  assignmentId?: string | null;
  grant?: RequestRecord | null;
  /** What tells it from others of its kind about the same assignment. */
  about?: string;
  description: string;
}): Discrepancy {
  const { kind, principal, accountId, permissionSetArn, about } = found;
  const identity = [
    kind,
    principal.type,
    principal.id,
    accountId,
    permissionSetArn,
    about ?? '',
  ];
  return {
    id: createHash('sha256')
      .update(JSON.stringify(identity))
      .digest('hex')
      .slice(0, 32),
    kind,
    principal,
    accountId,
    permissionSetArn,
    assignmentId: found.assignmentId ?? null,
    grant: found.grant ?? null,
    description: found.description,
  };
}

function isUnderWay({ phase, operation }: AssignmentRecord): boolean {
  return phase !== 'idle' || operation !== null;
}

function keyOf({ principalId, accountId, permissionSetArn }: AssignmentKey) {
  return `${principalId}|${accountId}|${permissionSetArn}`;
}

function targetOf(target: { accountId: string; permissionSetArn: string }) {
  return `${target.accountId}|${target.permissionSetArn}`;
}
