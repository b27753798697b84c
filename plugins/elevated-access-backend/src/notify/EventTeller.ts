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

import type { EventsService } from '@backstage/plugin-events-node';
import type { StoredEvent } from '../database/types';
import type { Teller } from './types';

/** The Backstage topic on which other plugins hear of requests. */
const REQUESTS_TOPIC = 'elevated-access.requests';

/** Publishes Backstage events: ids only, since whoever may subscribe need not be allowed to see requests. */
export class EventTeller implements Teller {
  readonly channel = 'event';
  readonly #events: Pick<EventsService, 'publish'>;

  constructor(options: { events: Pick<EventsService, 'publish'> }) {
    this.#events = options.events;
  }

  async tell({ type, requestId, at }: StoredEvent): Promise<void> {
    await this.#events.publish({
      topic: REQUESTS_TOPIC,
      eventPayload: { type, requestId, at: at.toISOString() },
    });
  }
}
