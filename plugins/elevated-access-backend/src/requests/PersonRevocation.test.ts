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

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { RequestRecord } from '../domain/types';
import { CallerFactory } from './Caller';
import { Ending } from './Ending';
import { PersonRevocation } from './PersonRevocation';

const responder = 'user:default/rita.sol';
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'revoking everything that somebody holds, on %p',
  id => {
    let stores: DatabaseStores;

    beforeEach(async () => {
      stores = await createTestStores({
        databases,
        id,
        clock: { now: () => START },
      });
    });

    async function submit(accountId: string): Promise<RequestRecord> {
      return stores.transaction(async tx => {
        const { id: assignmentId } = await tx.assignments.ensureLocked({
          principalId: 'p',
          accountId,
          permissionSetArn: 'arn',
        });
        const request = aRequest({ assignmentId, accountId });
        await tx.requests.insert(request);
        return request;
      });
    }

    it('ends what is submitted while it is at it as well', async () => {
      const first = await submit('111122223333');
      let meanwhile: Promise<RequestRecord> | undefined;
      const ending = new Ending({
        stores: {
          now: () => stores.now(),
          transaction: async work => {
            const ended = await stores.transaction(work);
            meanwhile ??= submit('444455556666');
            await meanwhile;
            return ended;
          },
        },
      });
      const revocation = new PersonRevocation({
        stores,
        ending,
        logger: mockServices.logger.mock(),
      });
      const callers = new CallerFactory({
        people: { getPerson: async () => undefined },
        roles: { admin: [], auditor: [], responder: [responder] },
      });
      const outcomes = await revocation.revokeAll(
        { person: first.requesterRef, comment: 'incident' },
        callers.create({ credentials: mockCredentials.user(responder) }),
      );
      const later = await meanwhile;
      expect(
        outcomes.map(({ request, outcome }) => [request.id, outcome]),
      ).toEqual([
        [first.id, 'cancelled'],
        [later?.id, 'cancelled'],
      ]);
    });
  },
);
