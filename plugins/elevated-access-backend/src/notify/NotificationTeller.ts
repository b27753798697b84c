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

import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  DecisionStore,
  EventStore,
  RequestStore,
  StoredEvent,
} from '../database/types';
import { nobodyNamed, type NamedApprovers } from '../domain/approvers';
import type { RequestRecord } from '../domain/types';
import type { ApproverAudience } from './ApproverAudience';
import { driftNotification } from './driftMessage';
import { lintNotification } from './lintMessage';
import { messagesFor } from './messages';
import { policyChangeNotifications } from './policyChangeMessage';
import { reviewNotification } from './reviewMessage';
import type { Caretakers, Message } from './news';
import type { Teller } from './types';

/** Events by which people who can decide are told that it waits for them. */
const nudges: ReadonlySet<string> = new Set([
  'request.reminded',
  'request.escalated',
]);

/** Events that are told to some people only, by what has been decided before. */
const needDecisions: ReadonlySet<string> = new Set([
  'request.approved',
  'request.rejected',
  'request.cancelled',
  'request.expired',
  ...nudges,
]);

/** The requests that events concern, what was decided on these, and what happened to them before. */
interface Source {
  requests: Pick<RequestStore, 'get'>;
  decisions: Pick<DecisionStore, 'listByRequests'>;
  events: Pick<EventStore, 'listForRequest'>;
}

/** Sends Backstage notifications to whoever has to know of an event. */
export class NotificationTeller implements Teller {
  readonly channel = 'notification';
  readonly #stores: Source;
  readonly #notifications: NotificationService;
  readonly #caretakers: Caretakers;
  readonly #audience: Pick<ApproverAudience, 'named' | 'deciders'>;

  constructor(options: {
    stores: Source;
    notifications: NotificationService;
    /** Who hears of access that is overdue, whoever asked for it. */
    caretakers: Caretakers;
    audience: Pick<ApproverAudience, 'named' | 'deciders'>;
  }) {
    this.#stores = options.stores;
    this.#notifications = options.notifications;
    this.#caretakers = options.caretakers;
    this.#audience = options.audience;
  }

  async tell(event: StoredEvent): Promise<void> {
    const drift = driftNotification(event, this.#caretakers);
    if (drift) {
      await this.#notifications.send(drift);
    }
    const lint = lintNotification(event, this.#caretakers);
    if (lint) {
      await this.#notifications.send(lint);
    }
    const review = reviewNotification(event);
    if (review) {
      await this.#notifications.send(review);
    }
    for (const change of policyChangeNotifications(event, this.#caretakers)) {
      await this.#notifications.send(change);
    }
    const request = event.requestId
      ? await this.#stores.requests.get(event.requestId)
      : undefined;
    if (!request) {
      return;
    }
    const decisions = needDecisions.has(event.type)
      ? await this.#stores.decisions.listByRequests([request.id])
      : [];
    const messages = messagesFor({
      event,
      request,
      decisions,
      named: await this.#namedIn(request),
      deciders: nudges.has(event.type)
        ? await this.#audience.deciders(request, decisions)
        : [],
      alerts: event.data.overdueSince ? await this.#alertsOf(request) : 0,
      caretakers: this.#caretakers,
    });
    for (const message of messages) {
      await this.#send(message, request);
    }
  }

  /** The end of access is told whether the catalog answers or not. */
  async #namedIn(request: RequestRecord): Promise<NamedApprovers> {
    try {
      return await this.#audience.named(request);
    } catch (error) {
      if (request.status === 'pending') {
        throw error;
      }
      return nobodyNamed;
    }
  }

  async #alertsOf(request: RequestRecord): Promise<number> {
    const events = await this.#stores.events.listForRequest(request);
    return events.filter(({ type }) => type === 'request.overdue').length;
  }

  async #send(message: Message, request: RequestRecord): Promise<void> {
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
        topic: message.topic,
        scope: `elevated-access:request:${request.id}`,
      },
    });
  }
}
