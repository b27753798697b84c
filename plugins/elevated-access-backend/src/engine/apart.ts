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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { NotLeaderError } from './Leadership';

/**
 * Does one piece of work of many: whatever goes wrong with it must not keep the
 * others waiting. What somebody else changed in the meantime is left as it is;
 * it is seen again.
 *
 * @param failure - what to log when it fails otherwise
 * @throws NotLeaderError when another replica may have taken over
 */
export async function apart(
  logger: LoggerService,
  failure: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NotLeaderError) {
      throw error;
    }
    if (!(error instanceof ConflictError)) {
      logger.error(failure, toError(error));
    }
  }
}
