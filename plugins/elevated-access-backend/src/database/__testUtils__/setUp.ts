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

import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { RequestRecord } from '../../domain/types';
import {
  aRequest,
  PERMISSION_SET_ARN,
  START,
} from '../../__testUtils__/builders';
import { ManualClock } from '../../__testUtils__/clock';
import { createTestStores } from '../../__testUtils__/databases';

export const KEY = {
  principalId: '906748a2e1-11111111-2222-3333-4444-555555555555',
  accountId: '111122223333',
  permissionSetArn: PERMISSION_SET_ARN,
};

/** So many minutes after the start. */
export const minutes = (count: number) =>
  new Date(START.getTime() + count * 60_000);

/** Stores on an empty database, with one assignment for requests to be about. */
export async function setUp(options: {
  databases: TestDatabases;
  id: TestDatabaseId;
}) {
  const clock = new ManualClock(START);
  const stores = await createTestStores({ ...options, clock });
  const assignment = await stores.assignments.ensureLocked(KEY);
  const insert = async (overrides: Partial<RequestRecord> = {}) => {
    const request = aRequest({ assignmentId: assignment.id, ...overrides });
    await stores.requests.insert(request);
    return request;
  };
  return { clock, stores, assignment, insert };
}
