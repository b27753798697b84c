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

import { isError } from '@backstage/errors';

/** Races are between people and one engine; more than a few in a row means something else. */
const MAXIMUM_TRIES = 5;

/**
 * Runs an attempt again when somebody else changed a row between reading and
 * writing. The attempt reads everything anew, so that it either goes on from the
 * truth or says with a problem of its own what has become of it.
 */
export async function retryOnConflict<T>(
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= MAXIMUM_TRIES || !isLostRace(error)) {
        throw error;
      }
    }
  }
}

/** A conflict that a store reports, which carries no code; problems do and are final. */
function isLostRace(error: unknown): boolean {
  return isError(error) && error.name === 'ConflictError' && !error.code;
}
