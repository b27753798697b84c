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
import { PersonEnding } from './PersonEnding';

const HOUR = 3_600_000;
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'What somebody holds who has left, on %p,',
  id => {
    it('ends, and nothing that their next Identity Center user holds', async () => {
      const stores = await createTestStores({
        databases,
        id,
        clock: { now: () => START },
      });
      const lease = await stores.lease.takeOver({
        holder: 'it',
        now: START,
        ttlMs: HOUR,
      });
      const hold = (principalId: string) =>
        stores.transaction(async tx => {
          const key = {
            principalId,
            accountId: '111122223333',
            permissionSetArn: 'arn',
          };
          const { id: assignmentId } = await tx.assignments.ensureLocked(key);
          const request = aRequest({
            ...key,
            assignmentId,
            status: 'active',
            startsAt: START,
            endsAt: new Date(START.getTime() + HOUR),
          });
          await tx.requests.insert(request);
          return request;
        });
      const former = await hold('former');
      const next = await hold('next');

      await new PersonEnding({
        stores,
        logger: mockServices.logger.mock(),
      }).end(
        {
          ref: former.requesterRef,
          principalId: 'former',
          userName: former.principalUserName,
        },
        'It is disabled.',
        {
          now: START,
          lease: () => lease,
          signal: new AbortController().signal,
        },
      );
      expect(await stores.requests.get(former.id)).toMatchObject({
        status: 'ending',
        endReason: 'revoked',
      });
      expect(await stores.requests.get(next.id)).toEqual(next);
    });
  },
);
