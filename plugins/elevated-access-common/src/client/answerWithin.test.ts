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

import { ElevatedAccessClient } from './ElevatedAccessClient';

/** A backend that takes calls and says nothing, and listens to the signal or not. */
function aSilentBackend(options: { listens: boolean }) {
  const signals: (AbortSignal | null | undefined)[] = [];
  const client = new ElevatedAccessClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal.example/api' },
    fetchApi: {
      fetch: (_input, init) => {
        signals.push(init?.signal);
        return new Promise((_, reject) => {
          if (options.listens) {
            init?.signal?.addEventListener('abort', () =>
              reject(init.signal?.reason),
            );
          }
        });
      },
    },
  });
  return { client, signals };
}

/** What a call fails with; it is asked for before the clock is moved. */
function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('It did not fail');
    },
    error => error,
  );
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('A call that nobody answers', () => {
  it.each([true, false])(
    'fails after half a minute, and says what and what to do (aborted: %s)',
    async listens => {
      const { client, signals } = aSilentBackend({ listens });
      const failure = failureOf(client.getMe());
      await jest.advanceTimersByTimeAsync(30_000);
      expect(await failure).toMatchObject({
        name: 'NoAnswerError',
        message:
          'GET elevated-access/me was not answered within 30 seconds. Try again; if that does not help, look at the health of the backend.',
      });
      expect(signals[0]?.aborted).toBe(true);
    },
  );

  it('is not called a failure when it was to change something', async () => {
    const { client, signals } = aSilentBackend({ listens: true });
    const failure = failureOf(client.release('r-1', {}));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(String(await failure)).toContain(
      'It may have been carried out all the same: look before you try again.',
    );
    // Sent once: only a person can know whether to send it again.
    expect(signals).toHaveLength(1);
  });

  it('ends at once when whoever asked does not want it any more', async () => {
    const { client } = aSilentBackend({ listens: true });
    const leaving = new AbortController();
    const failure = failureOf(client.getMe({ signal: leaving.signal }));
    await jest.advanceTimersByTimeAsync(1);
    leaving.abort(new Error('Left'));
    expect(String(await failure)).toContain('Left');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is waited for longer where all events are read', async () => {
    const { client, signals } = aSilentBackend({ listens: true });
    const failure = failureOf(client.verifyEventLog());
    await jest.advanceTimersByTimeAsync(599_000);
    expect(signals[0]?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(String(await failure)).toContain('within 600 seconds');
  });
});
