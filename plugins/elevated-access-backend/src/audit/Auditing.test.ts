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
import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Auditing } from './Auditing';

const action = {
  eventId: 'request-decide',
  severityLevel: 'high' as const,
  actorRef: 'user:default/bo.ek',
  meta: { requestId: 'r1' },
};

function anAuditing() {
  const log: unknown[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async event => {
      log.push(['initiated', event]);
      return {
        success: async more => {
          log.push(['succeeded', more]);
        },
        fail: async more => {
          log.push(['failed', more.error.message]);
        },
      };
    },
  });
  return { auditing: new Auditing({ auditor }), log };
}

const initiated = [
  'initiated',
  {
    eventId: 'request-decide',
    severityLevel: 'high',
    meta: { requestId: 'r1', actorRef: 'user:default/bo.ek' },
  },
];

describe('Auditing', () => {
  it('writes an attempt before it is made, and what came of it', async () => {
    const { auditing, log } = anAuditing();
    const result = await auditing.attempt(
      action,
      async () => {
        expect(log).toEqual([initiated]);
        return 'scheduled';
      },
      status => ({ status }),
    );
    expect(result).toBe('scheduled');
    expect(log).toEqual([
      initiated,
      ['succeeded', { meta: { status: 'scheduled' } }],
    ]);
  });

  it('writes a failed attempt and passes the failure on', async () => {
    const { auditing, log } = anAuditing();
    await expect(
      auditing.attempt(action, async () => {
        throw new ConflictError('too late');
      }),
    ).rejects.toThrow('too late');
    expect(log).toEqual([initiated, ['failed', 'too late']]);
  });

  it('writes of reading only that it was denied', async () => {
    const { auditing, log } = anAuditing();
    await auditing.onlyDenials(action, async () => 'read');
    await expect(
      auditing.onlyDenials(action, async () => {
        throw new ConflictError('not a denial');
      }),
    ).rejects.toThrow();
    expect(log).toEqual([]);
    await expect(
      auditing.onlyDenials(action, async () => {
        throw new NotAllowedError('not for you');
      }),
    ).rejects.toThrow('not for you');
    expect(log).toEqual([initiated, ['failed', 'not for you']]);
  });
});
