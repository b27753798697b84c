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

import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { StoredEvent } from '../database/types';
import type { StageApprover } from '../domain/approval';
import type { NamedApprovers } from '../domain/approvers';
import type { DecisionRecord, RequestRecord } from '../domain/types';

type Payload = NotificationSendOptions['payload'];

/**
 * By what people switch notifications on and off, and e-mail and chat filter
 * them: what asks for a decision, what became of one's own access, access that is
 * wrong, and what asks to be put in order.
 */
export const topics = {
  approvals: 'elevated-access:approvals',
  myAccess: 'elevated-access:my-access',
  alerts: 'elevated-access:alerts',
  policies: 'elevated-access:policies',
  reviews: 'elevated-access:reviews',
} as const;

/** What to tell whom about an event; undefined when nobody has to be told. */
export interface Message {
  recipients: readonly string[];
  excluded: readonly string[];
  topic: string;
  title: string;
  description?: string;
  severity: NonNullable<Payload['severity']>;
}

/** Who looks after all requests, as user and group references. */
export interface Caretakers {
  admins: readonly string[];
  responders: readonly string[];
}

/** An event of which somebody may have to be told, and what there is to say about it. */
export interface News {
  event: StoredEvent;
  request: RequestRecord;
  /** Every decision on the request so far; needed when the event asks for another one or makes all of them needless. */
  decisions: readonly DecisionRecord[];
  /** Alerts that the request was overdue; needed when the event is its end. */
  alerts: number;
  caretakers: Caretakers;
  /** Whom `owner` and `manager` mean in the request. */
  named: NamedApprovers;
  /** Who can decide now; needed when the event is a reminder or an escalation. */
  deciders: readonly StageApprover[];
}

/** A message that leaves out what goes without saying. */
export type Draft = Omit<Message, 'excluded' | 'topic'> &
  Partial<Pick<Message, 'excluded' | 'topic'>>;
