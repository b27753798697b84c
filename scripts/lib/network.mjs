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

import net from 'node:net';
import { Stop } from './say.mjs';

const HOST = '127.0.0.1';

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, HOST, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function isFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}

/** A port from the environment or its default, which nobody else may hold. */
export async function claimPort(what, variable, fallback) {
  const port = Number(process.env[variable] ?? fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Stop(`${variable}=${process.env[variable]} is not a port.`);
  }
  if (!(await isFree(port))) {
    throw new Stop(
      `Port ${port}, which the ${what} needs, is taken. Stop the program that holds it, or choose another port: ${variable}=${
        port + 1
      } npm start`,
    );
  }
  return port;
}

/** Waits until an address answers, or the child that should answer has died. */
export async function waitForHttp(
  url,
  { child, timeoutMs, headers = {}, accept = isOk },
) {
  const deadline = Date.now() + timeoutMs;
  let died = false;
  child.exited.then(() => (died = true));
  while (Date.now() < deadline) {
    if (died) {
      throw new Stop(
        `The ${
          child.name
        } stopped while it was starting. Its last lines (all of them are in ${
          child.logFile
        }):\n\n${child.lastLines()}`,
      );
    }
    try {
      const response = await fetch(url, {
        headers,
        signal: AbortSignal.timeout(5000),
      });
      if (await accept(response)) {
        return;
      }
    } catch {
      // Not listening yet.
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  throw new Stop(
    `The ${child.name} did not answer at ${url} within ${
      timeoutMs / 1000
    } s. Its last lines (all of them are in ${
      child.logFile
    }):\n\n${child.lastLines()}`,
  );
}

async function isOk(response) {
  await response.arrayBuffer();
  return response.ok;
}
