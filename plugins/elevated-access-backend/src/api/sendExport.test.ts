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

import express from 'express';
import { createServer, get, type IncomingMessage } from 'node:http';
import { sendLines } from './sendExport';

/** Serves one file on a port of its own while `work` runs. */
async function serving<T>(
  lines: AsyncIterable<string>,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const app = express();
  app.get('/', (_req, res, next) => {
    sendLines({ type: 'text/csv', fileName: 'a.csv', lines }, res).catch(next);
  });
  const server = createServer(app);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    return await work(`http://127.0.0.1:${port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

const asked = (url: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, resolve).on('error', reject);
  });

describe('a file that is sent as it is read', () => {
  it('breaks the connection when reading fails, so that a part never looks like the whole', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    async function* failing() {
      yield 'first\n';
      await new Promise(resolve => setTimeout(resolve, 50));
      throw new Error('The database went away');
    }
    await serving(failing(), async url => {
      const response = await asked(url);
      const ending = await new Promise(resolve => {
        response.on('end', () => resolve('complete'));
        response.on('error', () => resolve('broken'));
        response.resume();
      });
      expect(ending).toBe('broken');
    });
  });

  it('says that it cannot be begun instead of breaking off', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    // eslint-disable-next-line require-yield
    async function* failing(): AsyncGenerator<string> {
      throw new Error('The database is away');
    }
    await serving(failing(), async url => {
      const response = await asked(url);
      response.resume();
      expect(response.statusCode).toBe(500);
      expect(response.headers['content-disposition']).toBeUndefined();
    });
  });

  it('sends an empty file where there is nothing', async () => {
    async function* nothing(): AsyncGenerator<string> {}
    await serving(nothing(), async url => {
      const response = await asked(url);
      const chunks = await response.toArray();
      expect(response.statusCode).toBe(200);
      expect(chunks).toEqual([]);
    });
  });

  it('reads nothing more once the other side is gone', async () => {
    let read = 0;
    let stopped: () => void = () => {};
    const hasStopped = new Promise<void>(resolve => {
      stopped = resolve;
    });
    async function* endless() {
      try {
        for (;;) {
          read += 1;
          yield 'x'.repeat(100_000);
        }
      } finally {
        stopped();
      }
    }
    await serving(endless(), async url => {
      const response = await asked(url);
      response.once('data', () => response.destroy());
      await hasStopped;
    });
    const before = read;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(read).toBe(before);
  });

  it('reads no further ahead than the other side takes', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield 'x'.repeat(1_000_000);
      }
    }
    await serving(endless(), async url => {
      const response = await asked(url);
      // What the machine keeps for a connection fits into a few pages.
      await new Promise(resolve => setTimeout(resolve, 300));
      const ahead = read;
      expect(ahead).toBeLessThan(50);
      response.destroy();
    });
  });
});
