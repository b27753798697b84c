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

import http from 'node:http';

/**
 * Stands between the backend and AWS and remembers when calls arrived, and which
 * of them first named which account. What it adds to a call is not counted: the
 * clock is read when the call arrives.
 */
export async function startRecordingProxy(target) {
  const arrivals = [];
  const firstCallAt = new Map();
  const server = http.createServer((request, response) => {
    const arrivedAt = Date.now();
    arrivals.push(arrivedAt);
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const account = accountOf(body);
      if (account && !firstCallAt.has(account)) {
        firstCallAt.set(account, arrivedAt);
      }
      const forwarded = http.request(
        target,
        { method: request.method, path: request.url, headers: request.headers },
        answer => {
          response.writeHead(answer.statusCode, answer.headers);
          answer.pipe(response);
        },
      );
      forwarded.on('error', () => response.destroy());
      forwarded.end(body);
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Forgets an account, so that the next call that names it counts as the first. */
    forget: account => firstCallAt.delete(account),
    firstCallAt: account => firstCallAt.get(account),
    /** When the first call of any kind arrived at or after an instant. */
    firstCallSince: instant => arrivals.find(at => at >= instant),
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function accountOf(body) {
  try {
    const { AccountId, TargetId } = JSON.parse(body.toString('utf8'));
    return AccountId ?? TargetId;
  } catch {
    return undefined;
  }
}
