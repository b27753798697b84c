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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { durationMillis } from '../../time/format';

/** How a request for more time moves the end; nothing for any other request. */
export function extensionOf(
  request: AccessRequest,
): { was: string; until: string } | undefined {
  const { requestedStart: was, duration, endsAt } = request;
  if (request.extends === null || !was) {
    return undefined;
  }
  return {
    was,
    until:
      endsAt ??
      new Date(Date.parse(was) + durationMillis(duration)).toISOString(),
  };
}
