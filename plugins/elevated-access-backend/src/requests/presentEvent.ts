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

import type { RequestEvent } from 'backstage-plugin-elevated-access-common';
import type { StoredEvent } from '../database/types';
import type { Actor } from '../domain/types';

/** The form in which the API gives an event. */
export function presentEvent(event: StoredEvent): RequestEvent {
  return {
    id: event.id,
    type: event.type,
    at: event.at.toISOString(),
    actor: presentActor(event.actor),
    data: { ...event.data },
  };
}

function presentActor(actor: Actor): RequestEvent['actor'] {
  switch (actor.kind) {
    case 'user':
      return {
        kind: 'user',
        entityRef: actor.entityRef,
        displayName: actor.displayName,
      };
    case 'service':
      return {
        kind: 'service',
        entityRef: null,
        displayName: actor.subject,
      };
    case 'engine':
      return { kind: 'engine', entityRef: null, displayName: null };
    default:
      throw new Error(`Unknown actor ${JSON.stringify(actor satisfies never)}`);
  }
}
