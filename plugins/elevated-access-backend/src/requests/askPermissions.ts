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

import { problem } from '../domain/problems';

/**
 * What the permission framework answers. When it gives no answer, as while its
 * backend or that one's database is away, nobody may do anything that needs one.
 *
 * @throws ServiceUnavailableError with code `permissions-unavailable`
 */
export async function askPermissions<T>(
  question: () => Promise<T>,
): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw Object.assign(
      problem('unavailable', {
        code: 'permissions-unavailable',
        reason:
          'The permission framework of this portal gives no answer now, so nobody knows whether you may do this; nothing was changed.',
        remedy:
          'Try again in a minute. If it stays so, ask your platform team to look at the permission backend.',
      }),
      { cause: error },
    );
  }
}
