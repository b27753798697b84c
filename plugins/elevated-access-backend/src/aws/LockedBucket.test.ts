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

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LockedBucket, type ObjectLock } from './LockedBucket';

/** Something that takes objects as S3 does: signed PUTs over HTTP. */
class SmallS3 {
  readonly objects = new Map<
    string,
    { text: string; headers: IncomingMessage['headers'] }
  >();
  /** What to answer instead of taking it, as often as it says. */
  refusals: { status: number; code: string }[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) {
        chunks.push(chunk);
      }
      const refusal = this.refusals.shift();
      if (refusal) {
        res.writeHead(refusal.status, { 'content-type': 'application/xml' });
        res.end(
          `<Error><Code>${refusal.code}</Code><Message>no</Message></Error>`,
        );
        return;
      }
      this.objects.set(req.url?.split('?')[0] ?? '', {
        text: Buffer.concat(chunks).toString(),
        headers: req.headers,
      });
      res.writeHead(200, { etag: '"e"' });
      res.end();
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(() => resolve()));
  }
}

describe('LockedBucket', () => {
  const s3 = new SmallS3();
  const buckets: LockedBucket[] = [];
  const running = new AbortController().signal;
  let endpoint: string;

  const bucket = (lock?: ObjectLock) => {
    const made = new LockedBucket({
      bucket: 'anchors',
      region: 'eu-west-1',
      endpoint,
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      version: '0',
      now: () => new Date('2026-11-22T12:00:00.000Z'),
      ...(lock ? { lock } : {}),
    });
    buckets.push(made);
    return made;
  };

  beforeAll(async () => {
    endpoint = await s3.start();
  });
  afterAll(async () => {
    buckets.forEach(made => made.destroy());
    await s3.stop();
  });

  it('puts a text under its key, locked until the day that was asked for', async () => {
    await bucket({ mode: 'compliance', days: 400 }).put(
      'a/1.json',
      '{"seq":1}\n',
      running,
    );
    const kept = s3.objects.get('/anchors/a/1.json');
    expect(kept?.text).toContain('{"seq":1}');
    expect(kept?.headers).toMatchObject({
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2027-12-27T12:00:00Z',
      authorization: expect.stringContaining('Credential=key/'),
      'content-type': 'application/json',
    });
  });

  it('leaves the time to the bucket where none was asked for', async () => {
    await bucket().put('a/2.json', 'two', running);
    expect(s3.objects.get('/anchors/a/2.json')?.headers).not.toHaveProperty(
      'x-amz-object-lock-mode',
    );
  });

  it('says what S3 said when it refuses', async () => {
    s3.refusals = [{ status: 403, code: 'AccessDenied' }];
    await expect(
      bucket().put('a/3.json', 'three', running),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(s3.objects.has('/anchors/a/3.json')).toBe(false);
  });

  it('tries again when S3 is busy', async () => {
    s3.refusals = [{ status: 503, code: 'SlowDown' }];
    await bucket().put('a/4.json', 'four', running);
    expect(s3.objects.has('/anchors/a/4.json')).toBe(true);
  });
});
