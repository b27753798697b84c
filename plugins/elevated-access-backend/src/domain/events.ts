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

/** Every kind of event that the log keeps. */
export const eventTypes = [
  'request.created',
  'request.reminded',
  'request.escalated',
  'request.approved',
  'request.rejected',
  'request.cancelled',
  'request.expired',
  'request.scheduled',
  'request.reapproval-needed',
  'request.lapsed',
  'request.activating',
  'request.active',
  'request.ends-soon',
  'request.ending',
  'request.overdue',
  'request.ended',
  'request.failed',
  'engine.person-left',
  'engine.drained',
  'access.denied',
  'log.exported',
  'requests.exported',
  'activity.complete',
  'activity.exported',
  'policy.created',
  'policy.changed',
  'policy.deleted',
  'policy-change.proposed',
  'policy-change.confirmed',
  'policy-change.discarded',
  'settings.changed',
  'lint.found',
  'review.created',
  'drift.found',
  'drift.gone',
  'assignment.standing-found',
  'assignment.create-intended',
  'assignment.create-accepted',
  'assignment.create-failed',
  'assignment.create-not-made',
  'assignment.verified-present',
  'assignment.delete-intended',
  'assignment.delete-accepted',
  'assignment.delete-failed',
  'assignment.verified-absent',
] as const;

export type EventType = (typeof eventTypes)[number];
