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

import type {
  AccessRequest,
  Person,
} from 'backstage-plugin-elevated-access-common';
import { useRequests } from '../../data/audit/queries';
import { withoutRepeats } from '../../data/requests';
import { currentStatuses } from '../../data/status';

const AT_ONCE = 100;

/** What a person holds or is about to hold, as far as the reader may see it. */
export interface Held {
  isPending: boolean;
  isError: boolean;
  requests: AccessRequest[];
  /** Whether there may be more than `requests`. */
  hasMore: boolean;
}

export function useHeld(person: Person): Held {
  const query = useRequests({
    view: 'all',
    requester: [person.entityRef],
    status: currentStatuses,
    limit: AT_ONCE,
  });
  return {
    isPending: query.isPending,
    isError: query.isError && !query.data,
    requests: withoutRepeats(
      (query.data?.pages ?? []).flatMap(page => page.items),
    ),
    hasMore: query.hasNextPage,
  };
}
