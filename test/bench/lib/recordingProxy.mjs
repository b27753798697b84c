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
 * Stands between a backend and AWS and remembers what was asked and when it
 * arrived. What it adds to a call is not counted: the clock is read first.
 */
export async function startRecordingProxy(target) {
  const calls = [];
  const server = http.createServer((request, response) => {
    const call = { at: Date.now(), operation: operationOf(request), body: {} };
    calls.push(call);
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      call.body = membersOf(body);
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
    /**
     * All calls in the order of their arrival; `operation` without its service,
     * `body` what was asked.
     *
     * @type {{ at: number, operation: string, body: Record<string, unknown> }[]}
     */
    calls,
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function operationOf({ headers }) {
  return String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
}

function membersOf(body) {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return {};
  }
}
