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

import type { EventType } from './events';
import type { Actor } from './types';

/** What an event is in the portal's audit log. */
export interface AuditedEvent {
  severity: 'low' | 'medium' | 'high' | 'critical';
  /** Says of something that did not come true what that was. */
  failure?: string;
}

/**
 * Changes that nobody makes by a call: those of the engine, of policies and
 * settings in files and in the configuration, and of commands. Steps on the way
 * are left out; what comes of them is here.
 */
const AUDITED = {
  'request.expired': { severity: 'low' },
  'request.cancelled': { severity: 'medium' },
  'request.lapsed': {
    severity: 'low',
    failure: 'Access could not be given in time',
  },
  'request.reapproval-needed': { severity: 'medium' },
  'request.active': { severity: 'medium' },
  'request.failed': {
    severity: 'medium',
    failure: 'Access could not be given',
  },
  'request.ending': { severity: 'medium' },
  'request.overdue': {
    severity: 'high',
    failure: 'Access should be gone and is not verified gone',
  },
  'request.ended': { severity: 'medium' },
  'engine.person-left': { severity: 'high' },
  'engine.drained': { severity: 'critical' },
  'policy.created': { severity: 'high' },
  'policy.changed': { severity: 'high' },
  'policy.deleted': { severity: 'high' },
  'settings.changed': { severity: 'high' },
} satisfies Partial<Record<EventType, AuditedEvent>>;

const BY_TYPE: ReadonlyMap<string, AuditedEvent> = new Map(
  Object.entries(AUDITED),
);

/**
 * What the portal's audit log is told of an event; nothing of what people do,
 * which is audited as they try it.
 */
export function auditedEvent({
  type,
  actor,
}: {
  type: string;
  actor: Actor;
}): AuditedEvent | undefined {
  return actor.kind === 'user' ? undefined : BY_TYPE.get(type);
}
