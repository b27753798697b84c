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

import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { AssignmentPatch, Lease } from '../database/types';
import type { RequestRecord } from '../domain/types';
import { Sweep } from './Sweep';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const LATER = new Date(START.getTime() + HOUR);
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'The sweep for forgotten access, on %p,',
  id => {
    let stores: DatabaseStores;
    let lease: Lease;
    let count: number;

    beforeEach(async () => {
      const clock = { now: () => START };
      stores = await createTestStores({ databases, id, clock });
      lease = await stores.lease.takeOver({
        holder: 'it',
        now: START,
        ttlMs: HOUR,
      });
      count = 0;
    });

    async function make(
      status: RequestRecord['status'],
      row: AssignmentPatch,
    ): Promise<string> {
      count += 1;
      const key = {
        principalId: `p-${count}`,
        accountId: '111122223333',
        permissionSetArn: 'arn',
      };
      return stores.transaction(async tx => {
        const assignment = await tx.assignments.ensureLocked(key);
        await tx.assignments.update(assignment, row);
        await tx.requests.insert(
          aRequest({ ...key, assignmentId: assignment.id, status }),
        );
        return assignment.id;
      });
    }

    /** The assignments that are due after a sweep. */
    async function swept(): Promise<string[]> {
      await new Sweep({ stores }).run({
        now: START,
        lease: () => lease,
        signal: new AbortController().signal,
      });
      const due = await stores.assignments.listDue(START, 1_000);
      return due.map(row => row.id);
    }

    it.each(['ending', 'activating'] as const)(
      'finds what is %s and nothing would look at any more',
      async status => {
        const forgotten = await make(status, { nextActionAt: null });
        expect(await swept()).toEqual([forgotten]);
      },
    );

    it('tries a removal again at once that waits between two tries', async () => {
      const waiting = await make('ending', {
        operation: 'delete',
        nextActionAt: LATER,
      });
      expect(await swept()).toEqual([waiting]);
    });

    it('leaves alone what something will look at, and what nobody waits for', async () => {
      await make('activating', { operation: 'create', nextActionAt: LATER });
      await make('ending', {
        operation: 'delete',
        phase: 'accepted',
        awsRequestId: 'r-1',
        operationStartedAt: START,
        nextActionAt: LATER,
      });
      await make('ending', { nextActionAt: LATER });
      await make('active', { nextActionAt: null });
      await make('ended', { nextActionAt: null });
      expect(await swept()).toEqual([]);
    });

    it('goes beyond the first page', async () => {
      for (let more = 0; more < 201; more += 1) {
        await make('ending', { nextActionAt: null });
      }
      expect(await swept()).toHaveLength(201);
    });
  },
);
