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

/** The portal's API as one demo person. */
export async function signIn(portalUrl, entityRef) {
  const response = await fetch(`${portalUrl}/api/auth/demo/refresh`, {
    headers: { 'X-Demo-User': entityRef },
  });
  if (!response.ok) {
    throw new Error(`${entityRef} could not sign in: ${response.status}`);
  }
  const { backstageIdentity } = await response.json();
  return async (method, path, body) => {
    const answer = await fetch(`${portalUrl}/api/elevated-access${path}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) {
      throw new Error(
        `${method} ${path}: ${answer.status} ${json.error?.message}`,
      );
    }
    return json;
  };
}

/** Tries until `read` gives something other than undefined. */
export async function until(what, read, { timeoutMs = 30_000 } = {}) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const value = await read();
    if (value !== undefined) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}`);
}
