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

import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('Bad luck with the database: a full disk', () => {
  it('answers 503 and says why, never success, and goes on when there is room again', async () => {
    const knex = await databases.init('SQLITE_3');
    const portal = await (await TestPortal.start({ knex })).ready();
    const wish = portal.wish({ reason: `OPS-31 ${'x'.repeat(900)}` });
    const ask = () => portal.as(people.requester).post('/requests', wish);
    try {
      const [{ page_count: pages }] = await knex.raw('pragma page_count');
      await knex.raw(`pragma max_page_count = ${pages}`);
      let answer;
      do {
        answer = await ask();
        if (answer.status === 201) {
          const [{ id }] = answer.body.items;
          answer = await portal
            .as(people.requester)
            .post(`/requests/${id}/cancel`, {});
        }
      } while (answer.status < 300);
      expect(answer.body).toMatchObject({
        response: { statusCode: 503 },
        error: {
          code: 'database-unavailable',
          remedy: expect.stringContaining('disk'),
        },
      });
      await knex.raw('pragma max_page_count = 1000000');
      await portal.clear();
      await ask().expect(201);
    } finally {
      await portal.stop();
    }
  });
});
