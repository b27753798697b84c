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

import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('finding an account', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({ knex });
    await portal.ready();
  });
  afterAll(() => portal?.stop());

  /** As the permission framework asks for search. */
  const found = async (accountId: string, ...claims: string[]) => {
    const { body } = await portal
      .withHeader(mockCredentials.service.header())
      .post('/.well-known/backstage/permissions/apply-conditions', {
        items: [
          {
            id: 'one',
            resourceRef: accountId,
            resourceType: 'elevated-access-account',
            conditions: {
              rule: 'IS_REQUESTABLE_BY',
              resourceType: 'elevated-access-account',
              params: { claims },
            },
          },
        ],
      })
      .expect(200);
    return body.items[0].result;
  };

  it.each([
    [
      'somebody whose group may ask for something in it',
      '111122223333',
      ['group:default/payments-engineers'],
      'ALLOW',
    ],
    [
      'somebody who may ask for nothing in it',
      '111122223333',
      ['group:default/cards-engineers'],
      'DENY',
    ],
    ['somebody of whom nothing is known', '111122223333', [], 'DENY'],
    // A policy names it, and it is protected.
    [
      'nobody where the account is protected',
      '100000000011',
      ['group:default/payments-engineers'],
      'DENY',
    ],
    [
      'nobody where there is no such account',
      '999999999999',
      ['group:default/payments-engineers'],
      'DENY',
    ],
  ])('is for %s', async (_, accountId, groups, result) => {
    await expect(
      found(accountId, `user:default/${people.requester}`, ...groups),
    ).resolves.toBe(result);
  });
});
