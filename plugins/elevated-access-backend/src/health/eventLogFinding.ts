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

import type { VerifiedLog } from '../audit/EventLogWatch';
import type { Finding } from './Reachability';

/**
 * What the last verification says of the event log, and what is wrong with its
 * anchors; undefined while neither says anything.
 */
export function findingOf(
  last: VerifiedLog | undefined,
  anchoring: string | null = null,
): Finding | undefined {
  if (anchoring !== null && last?.result.intact !== false) {
    return { status: 'down', lastError: anchoring };
  }
  if (!last) {
    return undefined;
  }
  const { intact, brokenAt } = last.result;
  return {
    status: intact ? 'ok' : 'down',
    lastError: brokenAt ? `Event ${brokenAt.seq}: ${brokenAt.reason}` : null,
  };
}
