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
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { REQUESTS_SIGNAL_CHANNEL } from 'backstage-plugin-elevated-access-common';
import type { DecisionStore, RequestStore, Stores } from '../database/types';
import type { EventRecord } from '../domain/types';
import { messageFor, type Caretakers } from './messages';

/** Where committed events are heard of, the requests that they concern, and what was decided on these. */
type Source = Pick<Stores, 'onCommitted'> & {
  requests: Pick<RequestStore, 'get'>;
  decisions: Pick<DecisionStore, 'listByRequests'>;
};

/**
 * Tells people and pages about committed events: a signal with ids for open
 * pages, a notification for whoever has to know. Nothing waits for it, and no
 * failure of it reaches whoever caused the event.
 */
export class Notifier {
  readonly #stores: Source;
  readonly #signals: SignalsService;
  readonly #notifications: NotificationService;
  readonly #caretakers: Caretakers;
  readonly #logger: LoggerService;
  /** Later news of a request must not overtake earlier ones; slow notifications must not hold up pages. */
  #signalled: Promise<void> = Promise.resolve();
  #notified: Promise<void> = Promise.resolve();

  constructor(options: {
    stores: Source;
    signals: SignalsService;
    notifications: NotificationService;
    /** Who hears of access that is overdue, whoever asked for it. */
    caretakers: Caretakers;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#signals = options.signals;
    this.#notifications = options.notifications;
    this.#caretakers = options.caretakers;
    this.#logger = options.logger;
  }

  /** Begins to listen; the returned function stops it. */
  start(): () => void {
    return this.#stores.onCommitted(events => {
      this.#signalled = this.#signalled.then(() =>
        this.#attempt('signal', () => this.#signal(events)),
      );
      for (const event of events) {
        this.#notified = this.#notified.then(() =>
          this.#attempt('notification', () => this.#notify(event)),
        );
      }
    });
  }

  /** Resolves when everything committed so far has been told. */
  async settled(): Promise<void> {
    await Promise.all([this.#signalled, this.#notified]);
  }

  /** Ids only, to everybody: whoever hears them reads the request through the API, which decides what they may see. */
  async #signal(events: readonly EventRecord[]): Promise<void> {
    const requestIds = [
      ...new Set(events.flatMap(({ requestId }) => requestId ?? [])),
    ];
    if (requestIds.length > 0) {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: REQUESTS_SIGNAL_CHANNEL,
        message: { requestIds },
      });
    }
  }

  async #notify(event: EventRecord): Promise<void> {
    const request = event.requestId
      ? await this.#stores.requests.get(event.requestId)
      : undefined;
    if (!request) {
      return;
    }
    const message = messageFor({
      event,
      request,
      decisions:
        event.type === 'request.approved'
          ? await this.#stores.decisions.listByRequests([request.id])
          : [],
      caretakers: this.#caretakers,
    });
    if (!message) {
      return;
    }
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: [...message.recipients],
        excludeEntityRef: [...message.excluded],
      },
      payload: {
        title: message.title,
        description: message.description,
        severity: message.severity,
        link: `/elevated-access/requests/${request.id}`,
        topic: 'elevated-access',
        scope: `elevated-access:request:${request.id}`,
      },
    });
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#logger.warn(
        `A ${what} could not be sent: ${toError(error).message}`,
      );
    }
  }
}
