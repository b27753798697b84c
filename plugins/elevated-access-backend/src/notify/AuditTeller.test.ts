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

import { RememberingAuditor } from '../__testUtils__/RememberingAuditor';
import { START } from '../__testUtils__/builders';
import type { StoredEvent } from '../database/types';
import { AuditTeller } from './AuditTeller';

const anEvent = (overrides: Partial<StoredEvent> = {}): StoredEvent => ({
  id: 'e1',
  type: 'request.ended',
  at: START,
  actor: { kind: 'engine' },
  requestId: 'r1',
  assignmentId: 'a1',
  data: { verifiedAbsent: true, long: 'x'.repeat(1_000), list: ['a'] },
  ...overrides,
});

async function told(event: StoredEvent) {
  const auditor = new RememberingAuditor();
  await new AuditTeller({ auditor }).tell(event);
  return auditor.attempts;
}

describe('AuditTeller', () => {
  it('tells what the engine did, under which id the event log has it', async () => {
    expect(await told(anEvent())).toEqual([
      {
        event: {
          eventId: 'request-ended',
          severityLevel: 'medium',
          meta: {
            actorRef: 'engine',
            requestId: 'r1',
            eventLogId: 'e1',
            at: START.toISOString(),
            verifiedAbsent: true,
          },
        },
        outcome: 'succeeded',
      },
    ]);
  });

  it.each([
    ['request.failed', 'medium'],
    ['request.overdue', 'high'],
    ['request.lapsed', 'low'],
  ] as const)('tells %s as what failed', async (type, severityLevel) => {
    expect(await told(anEvent({ type }))).toEqual([
      { event: expect.objectContaining({ severityLevel }), outcome: 'failed' },
    ]);
  });

  it('names the command that ended everything', async () => {
    const actor = { kind: 'service', subject: 'recovery' } as const;
    const event = anEvent({ type: 'engine.drained', requestId: null, actor });
    expect(await told(event)).toMatchObject([
      {
        event: {
          eventId: 'engine-drained',
          severityLevel: 'critical',
          meta: { actorRef: 'recovery' },
        },
      },
    ]);
  });
});
