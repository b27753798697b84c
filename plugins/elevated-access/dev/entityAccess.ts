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

import type { EntityAccess } from 'backstage-plugin-elevated-access-common';
import { requestables } from './data';

/** The accounts behind any entity, as if it depended on them. */
export function accountsBehind(): EntityAccess {
  const ids = [...new Set(requestables.map(({ account }) => account.id))];
  return {
    items: ids.slice(0, 5).flatMap((id, index) => {
      const wishes = requestables.filter(({ account }) => account.id === id);
      return wishes.slice(0, 1).map(({ account }) => ({
        account,
        because: index === 0 ? ('annotation' as const) : ('owner' as const),
        requestable:
          index === 1
            ? []
            : wishes.map(({ permissionSet, maxDuration, approval }) => ({
                permissionSet,
                maxDuration,
                approval,
              })),
      }));
    }),
    truncated: false,
  };
}
