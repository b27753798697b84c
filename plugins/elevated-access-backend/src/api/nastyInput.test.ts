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

import fc from 'fast-check';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** Texts that have broken parsers, databases and regular expressions before. */
const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '%00',
    '../../etc/passwd',
    "'; drop table requests; --",
    '__proto__',
    'constructor',
    '9'.repeat(400),
    'a'.repeat(5_000),
    'PT1H',
    'P9007199254740993D',
    '2026-02-31T99:99:99Z',
    '+275760-09-13T00:00:00.001Z',
    '111122223333',
    'pending,pending,active',
    'eyJhIjoxfQ',
    'W10',
  ),
);

const nastyValue = fc.oneof(
  nastyText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(-1, 0, 1e308, 2 ** 53, null, true, [], {}),
);

const bodyMembers = fc.dictionary(
  fc.constantFrom(
    'accountIds',
    'permissionSetArn',
    'startsAt',
    'duration',
    'reason',
    'ticket',
    'verdict',
    'comment',
    'digest',
    '__proto__',
  ),
  nastyValue,
);

describe.each(databases.eachSupportedId())('nasty input on %p', id => {
  let portal: TestPortal;
  let requestId: string;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (await TestPortal.start({ knex })).ready();
    requestId = (await portal.submit()).id;
  });

  afterAll(() => portal?.stop());

  const expectRefused = (status: number) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  };

  it('never makes the backend stumble over a body', async () => {
    const paths = fc.constantFrom(
      '/requests',
      '/preflight',
      `/requests/${requestId}/decisions`,
      `/requests/${requestId}/revoke`,
    );
    const before = await portal.rows();
    await fc.assert(
      fc.asyncProperty(
        paths,
        fc.oneof(bodyMembers, nastyValue),
        fc.boolean(),
        async (path, members, overGood) => {
          const body =
            overGood && typeof members === 'object' && path === '/requests'
              ? { ...portal.wish({ accountIds: ['999999999999'] }), ...members }
              : members;
          const { status } = await portal
            .as(people.stranger)
            .post(path)
            .set('content-type', 'application/json')
            .send(JSON.stringify(body));
          expectRefused(status);
        },
      ),
      { numRuns: 200 },
    );
    await expect(portal.rows()).resolves.toEqual(before);
  });

  it('never makes the backend stumble over a query', async () => {
    const queries = fc.dictionary(
      fc.constantFrom(
        'view',
        'status',
        'accountId',
        'cursor',
        'limit',
        'search',
        'search[]',
        'x',
      ),
      nastyText,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/requests', '/requestable'),
        queries,
        async (path, query) => {
          const text = Object.entries(query)
            .map(([key, value]) => `${key}=${encode(value)}`)
            .join('&');
          const { status } = await portal
            .as(people.approver)
            .get(`${path}?${text}`);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never makes the backend stumble over a path', async () => {
    await fc.assert(
      fc.asyncProperty(
        nastyText.filter(text => text !== '' && !/^\.+$/.test(text)),
        fc.constantFrom('', '/events'),
        async (text, rest) => {
          const { status } = await portal
            .as(people.auditor)
            .get(`/requests/${encode(text)}${rest}`);
          expectRefused(status);
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Percent-encodes even what is no Unicode. */
function encode(text: string): string {
  return [...Buffer.from(text)]
    .map(byte => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
