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

import { ConflictError } from '@backstage/errors';
import { GENESIS, linksBehind, type ChainPoint } from '../audit/chain';
import { START } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import { setUp } from './__testUtils__/setUp';
import type { ChainHead, UnsealedEvent } from './types';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('the chain of events on %p', id => {
  /** Three events, of which none has its place yet. */
  async function open() {
    const { stores } = await setUp({ databases, id });
    for (const n of [1, 2, 3]) {
      await stores.events.append({
        type: 'request.created',
        at: START,
        actor: { kind: 'engine' },
        requestId: null,
        assignmentId: null,
        data: { n },
      });
    }
    const events = await stores.chain.listUnsealed(10);
    const seal = async (
      behind: ChainHead | undefined,
      event: UnsealedEvent | undefined,
    ): Promise<ChainHead> => {
      const from: ChainPoint = behind ?? GENESIS;
      const links = linksBehind(from, event ? [event] : []);
      const to = {
        seq: from.seq + 1,
        hash: links[0]?.hash ?? '',
        sealedAt: START,
      };
      await stores.transaction(tx =>
        tx.chain.seal(links, { from: behind, to }),
      );
      return to;
    };
    return { stores, events, seal };
  }

  it('takes no event behind a head that somebody else has moved meanwhile', async () => {
    const { stores, events, seal } = await open();
    const first = await seal(undefined, events[0]);
    await expect(seal(undefined, events[1])).rejects.toThrow(ConflictError);
    const second = await seal(first, events[1]);
    await expect(seal(first, events[2])).rejects.toThrow(ConflictError);
    expect(await stores.chain.head()).toEqual(second);
    expect(await stores.chain.countUnsealed(10)).toBe(1);
  });

  it('gives no event a second place', async () => {
    const { stores, events, seal } = await open();
    const first = await seal(undefined, events[0]);
    await expect(seal(first, events[0])).rejects.toThrow(ConflictError);
    expect(await stores.chain.head()).toEqual(first);
    expect(
      await stores.chain.listSealed({ after: 0, through: 10 }),
    ).toMatchObject([{ seq: 1, hash: first.hash }]);
  });
});
