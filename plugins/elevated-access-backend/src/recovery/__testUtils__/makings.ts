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

import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import { aRequest } from '../../__testUtils__/builders';
import type { DatabaseStores } from '../../database/DatabaseStores';
import type { Lease } from '../../database/types';
import type { RequestRecord } from '../../domain/types';
import type { Terminal } from '../Terminal';

export const HOUR = 3_600_000;

export const now = () => new Date();

/** A terminal that remembers what a command said, and where nobody can be asked. */
export function aTerminal(): Terminal & { said: string[] } {
  const said: string[] = [];
  return {
    said,
    out: line => said.push(line),
    err: line => said.push(line),
  };
}

/** A request in some status, for an hour from now on. */
export async function make(
  stores: DatabaseStores,
  status: RequestStatus,
  accountId = '111122223333',
): Promise<RequestRecord> {
  const key = { principalId: 'p', accountId, permissionSetArn: 'arn' };
  const startsAt = now();
  return stores.transaction(async tx => {
    const assignment = await tx.assignments.ensureLocked(key);
    const request = aRequest({
      ...key,
      assignmentId: assignment.id,
      status,
      startsAt: status === 'pending' ? null : startsAt,
      endsAt: status === 'pending' ? null : new Date(startsAt.getTime() + HOUR),
      expiresAt: new Date(startsAt.getTime() + HOUR),
    });
    await tx.requests.insert(request);
    return request;
  });
}

/** @throws Error when somebody else holds the lease */
export async function acquire(
  stores: DatabaseStores,
  holder: string,
  ttlMs: number,
): Promise<Lease> {
  const lease = await stores.lease.acquire({ holder, now: now(), ttlMs });
  if (!lease) {
    throw new Error('Somebody else holds the lease');
  }
  return lease;
}
