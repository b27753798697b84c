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
import { familyOf, type Family } from '../../data/family';
import { useRequestList } from '../../data/queries';
import { currentStatuses, phaseOf } from '../../data/status';

const AT_ONCE = 100;

/** The request with whatever prolongs it, as far as the reader may see it. */
export function useFamily(request: AccessRequest, isMine: boolean): Family {
  const current = useRequestList(
    {
      view: isMine ? 'mine' : 'all',
      status: currentStatuses,
      accountId: [request.account.id],
      limit: AT_ONCE,
    },
    { enabled: phaseOf(request) === 'live' },
  );
  return familyOf(
    request,
    (current.data?.pages ?? [])
      .flatMap(page => page.items)
      .filter(
        ({ requester }) => requester.entityRef === request.requester.entityRef,
      ),
  );
}
