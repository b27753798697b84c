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
import type { Stores } from '../database/types';
import type { EventRecord } from '../domain/types';
import { START } from '../__testUtils__/builders';
import { Signaller } from './Signaller';

function anEvent(requestId: string | null): EventRecord {
  return {
    id: 'e1',
    type: 'request.approved',
    at: START,
    actor: { kind: 'engine' },
    requestId,
    assignmentId: 'a1',
    data: {},
  };
}

/** A signaller, what commits are told to it, and what it told. */
function aSignaller(options: { broken?: boolean } = {}) {
  const signalled: unknown[] = [];
  const listeners = new Set<Parameters<Stores['onCommitted']>[0]>();
  const logger = mockServices.logger.mock();
  const signaller = new Signaller({
    stores: {
      onCommitted: listener => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    signals: {
      publish: async signal => {
        if (options.broken) {
          throw new Error('404 Not Found');
        }
        signalled.push(signal);
      },
    },
    logger,
  });
  const stop = signaller.start();
  const commit = async (...events: EventRecord[]) => {
    listeners.forEach(listener => listener(events));
    await signaller.settled();
  };
  return { commit, stop, signalled, logger };
}

describe('Signaller', () => {
  it('sends pages the ids of what changed, each once, and nothing else', async () => {
    const { commit, signalled } = aSignaller();
    await commit(anEvent('r1'), anEvent('r1'), anEvent(null));
    expect(signalled).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: 'elevated-access:requests',
        message: { requestIds: ['r1'] },
      },
    ]);
  });

  it('tells together what changes in quick succession, and each change after it was told', async () => {
    const { commit, signalled } = aSignaller();
    await Promise.all([
      commit(anEvent('r1')),
      commit(anEvent('r2')),
      commit(anEvent('r3')),
      commit(anEvent('r1')),
    ]);
    expect(signalled).toMatchObject([
      { message: { requestIds: ['r1'] } },
      { message: { requestIds: ['r2', 'r3', 'r1'] } },
    ]);
  });

  it('logs what cannot be sent and goes on', async () => {
    const { commit, logger } = aSignaller({ broken: true });
    await commit(anEvent('r1'));
    await commit(anEvent('r2'));
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('says nothing once it is stopped', async () => {
    const { commit, stop, signalled } = aSignaller();
    stop();
    await commit(anEvent('r1'));
    expect(signalled).toEqual([]);
  });
});
