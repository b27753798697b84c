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
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

/** What was tried, and what came of it. */
export interface Attempt {
  event: AuditorServiceCreateEventOptions;
  outcome: 'open' | 'succeeded' | 'failed';
}

/** Backstage's audit log, as tests read it. */
export class RememberingAuditor implements AuditorService {
  readonly attempts: Attempt[] = [];

  async createEvent(event: AuditorServiceCreateEventOptions) {
    const attempt: Attempt = { event, outcome: 'open' };
    this.attempts.push(attempt);
    return {
      success: async () => {
        attempt.outcome = 'succeeded';
      },
      fail: async () => {
        attempt.outcome = 'failed';
      },
    };
  }

  /** What people tried, and not what the engine did meanwhile. */
  get byPeople(): Attempt[] {
    return this.attempts.filter(({ event }) =>
      String(event.meta?.actorRef).startsWith('user:'),
    );
  }

  /** What was told of changes of a kind. */
  changes(eventId: string): Attempt[] {
    return this.attempts.filter(({ event }) => event.eventId === eventId);
  }

  /** What somebody tried and was refused, in this order. */
  refused(actorRef: string): string[] {
    return this.attempts
      .filter(
        ({ event, outcome }) =>
          outcome === 'failed' && event.meta?.actorRef === actorRef,
      )
      .map(({ event }) => event.eventId);
  }
}
