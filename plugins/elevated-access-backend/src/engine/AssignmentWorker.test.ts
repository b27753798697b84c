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
import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { AssignmentProvisioner } from '../aws/types';
import { engineParts } from './engineParts';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const databases = createTestDatabases();

const nothing = () => {};

const nobody = async () => {
  throw new Error('AWS need not be asked');
};

const unasked: AssignmentProvisioner = {
  isListed: nobody,
  start: nobody,
  getStatus: nobody,
  listInProgress: nobody,
  listRequestIds: nobody,
};

describe.each(databases.eachSupportedId())('A worker on %p', id => {
  it('never puts an assignment to rest whose grant somebody ends while it reads', async () => {
    const stores = await createTestStores({
      databases,
      id,
      clock: { now: () => START },
    });
    const { leadership, time, worker } = engineParts({
      stores,
      provisioner: unasked,
      activationGate: { check: async () => ({ ok: true }) },
      logger: mockServices.logger.mock(),
      monotonic: () => 0,
      setTimer: () => nothing,
      onRequestMoved: nothing,
      onBack: nothing,
      onOver: nothing,
      onOutcome: nothing,
      onChecked: nothing,
    });
    await leadership.ensure(await time.refresh());
    const key = {
      principalId: 'p',
      accountId: '111122223333',
      permissionSetArn: 'arn',
    };
    const request = await stores.transaction(async tx => {
      const row = await tx.assignments.ensureLocked(key);
      await tx.assignments.update(row, {
        owned: true,
        verified: 'present',
        verifiedAt: START,
        nextActionAt: START,
      });
      const active = aRequest({
        ...key,
        assignmentId: row.id,
        status: 'active',
        startsAt: START,
        endsAt: new Date(START.getTime() + HOUR),
      });
      await tx.requests.insert(active);
      return active;
    });

    let ended: Promise<void> | undefined;
    /** Once, right after the worker has read the first of what it reads. */
    const end = () => {
      ended ??= stores.transaction(async tx => {
        await tx.requests.update(request, {
          status: 'ending',
          endReason: 'revoked',
        });
        await tx.assignments.wake(request.assignmentId, START);
      });
      return ended;
    };
    const get = stores.assignments.get.bind(stores.assignments);
    jest.spyOn(stores.assignments, 'get').mockImplementation(async wanted => {
      const row = await get(wanted);
      await end();
      return row;
    });
    const list = stores.requests.listByAssignment.bind(stores.requests);
    jest
      .spyOn(stores.requests, 'listByAssignment')
      .mockImplementation(async (...args) => {
        const grants = await list(...args);
        await end();
        return grants;
      });

    const outcome = await worker.run(request.assignmentId, {
      admitted: false,
      stop: new AbortController().signal,
    });
    expect(outcome).toMatchObject({
      kind: 'wishes',
      wish: { operation: 'delete', urgency: 'revoked' },
    });
    expect(await stores.assignments.listDue(START, 10)).toHaveLength(1);
  });
});
