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

import { START } from '../__testUtils__/builders';
import { EventTeller } from './EventTeller';

describe('EventTeller', () => {
  it('publishes which request had which event and when, and nothing that has to be kept from anybody', async () => {
    const published: unknown[] = [];
    const teller = new EventTeller({
      events: {
        publish: async event => {
          published.push(event);
        },
      },
    });
    await teller.tell({
      id: 'e1',
      type: 'request.rejected',
      at: START,
      actor: {
        kind: 'user',
        entityRef: 'user:default/bo.ek',
        displayName: 'Bo Ek',
      },
      requestId: 'r1',
      assignmentId: 'a1',
      data: { comment: 'not now' },
    });
    expect(published).toEqual([
      {
        topic: 'elevated-access.requests',
        eventPayload: {
          type: 'request.rejected',
          requestId: 'r1',
          at: START.toISOString(),
        },
      },
    ]);
  });
});
