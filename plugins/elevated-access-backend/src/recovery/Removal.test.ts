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

import { mockServices } from '@backstage/backend-test-utils';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { AssignmentProvisioner } from '../aws/types';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { Lease } from '../database/types';
import type { AssignmentRecord } from '../domain/types';
import { HOUR, acquire, aTerminal, make, now } from './__testUtils__/makings';
import { EndEverything } from './EndEverything';
import { removeEverything } from './Removal';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe('the removal of everything', () => {
  let stores: DatabaseStores;
  let lease: Lease;
  let terminal: ReturnType<typeof aTerminal>;
  let isThere: boolean;
  let sent: string[];
  let provisioner: AssignmentProvisioner;

  beforeEach(async () => {
    stores = await createTestStores({
      databases,
      id: 'SQLITE_3',
      clock: { now },
    });
    lease = await acquire(stores, 'a command', 10_000);
    terminal = aTerminal();
    isThere = true;
    sent = [];
    provisioner = {
      isListed: async () => isThere,
      start: async operation => {
        sent.push(operation);
        isThere = operation === 'create';
        return { awsRequestId: 'r-1', status: { state: 'succeeded' } };
      },
      getStatus: async () => ({ state: 'succeeded' }),
      listInProgress: async () => [],
      listRequestIds: async () => undefined,
    };
  });

  const remove = (
    options: Partial<Parameters<typeof removeEverything>[0]> = {},
  ) =>
    removeEverything({
      stores,
      provisioner,
      lease,
      engine: {
        cadenceMs: 1_000,
        leaseDurationMs: 10_000,
        maximumWritesInFlight: 15,
        writesPerSecond: 8,
        callsPerSecond: 16,
        personCheckMs: HOUR,
      },
      terminal,
      logger: mockServices.logger.mock(),
      patienceMs: 20_000,
      signal: new AbortController().signal,
      endGrants: async () => {},
      ...options,
    });

  /** Ours, and not to be looked at for an hour. */
  async function owned(): Promise<AssignmentRecord> {
    const { assignmentId } = await make(stores, 'ended');
    const row = await stores.assignments.get(assignmentId);
    if (!row) {
      throw new Error('The row was just made');
    }
    return stores.assignments.update(row, {
      owned: true,
      verified: 'present',
      nextActionAt: new Date(Date.now() + HOUR),
    });
  }

  it('does not wait for what was to be tried again much later', async () => {
    const { id } = await owned();
    await expect(remove()).resolves.toEqual({ requests: [], assignments: [] });
    expect(sent).toEqual(['delete']);
    expect(await stores.assignments.get(id)).toMatchObject({
      owned: false,
      verified: 'absent',
    });
  });

  it('gives nothing to anybody meanwhile, and says what is left when nothing moves', async () => {
    isThere = false;
    const request = await make(stores, 'scheduled');
    const left = await remove({ patienceMs: 1_500 });
    expect(left.requests).toMatchObject([{ id: request.id }]);
    expect(sent).toEqual([]);
    expect(terminal.said).toEqual(['1 requests and 0 assignments to go']);
  });

  it('ends what comes in while it is at it', async () => {
    await owned();
    const grants = new EndEverything({ stores, lease, comment: 'gone mad' });
    const { start } = provisioner;
    provisioner.start = async (...args) => {
      await make(stores, 'scheduled', '444455556666');
      return start(...args);
    };
    const left = await remove({ endGrants: () => grants.run() });
    expect(left).toEqual({ requests: [], assignments: [] });
    expect(grants.cancelled).toBe(1);
    expect(sent).toEqual(['delete']);
  });

  it('stops with the name of whoever has taken the lease over', async () => {
    await owned();
    await stores.lease.takeOver({
      holder: 'portal-1',
      now: now(),
      ttlMs: HOUR,
    });
    await expect(remove()).rejects.toThrow(/portal-1 has taken/);
    expect(sent).toEqual([]);
  });

  it('stops when it is interrupted, and says what is left', async () => {
    const { id } = await owned();
    const interrupt = new AbortController();
    interrupt.abort();
    provisioner.start = async () => {
      throw new Error('no answer');
    };
    const left = await remove({ signal: interrupt.signal });
    expect(left.assignments.map(row => row.id)).toEqual([id]);
  });
});
