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
import { topics } from './news';

/** Asks a reviewer to look at their review; undefined when the event is about something else. */
export function reviewNotification({
  type,
  data,
}: Pick<StoredEvent, 'type' | 'data'>): NotificationSendOptions | undefined {
  const { reviewId, scope, reviewer, from, to } = data;
  if (
    type !== 'review.created' ||
    typeof reviewId !== 'string' ||
    typeof reviewer !== 'string' ||
    typeof from !== 'string' ||
    typeof to !== 'string'
  ) {
    return undefined;
  }
  const unused = Number(data.unused);
  const idle = Number(data.unusedPolicies);
  return {
    recipients: { type: 'entity', entityRef: [reviewer] },
    payload: {
      title: `Access review: ${
        scope === 'accounts' ? 'your accounts' : 'your group'
      }, ${dayOf(from)} to ${lastDayBefore(to)}`,
      description: [
        `${times(Number(data.accesses), 'access was', 'accesses were')} given`,
        unused > 0 ? `, ${unused} of them never used` : '',
        '.',
        idle > 0
          ? ` By ${times(idle, 'policy', 'policies')} nothing was given at all.`
          : '',
        ' Look whether all of it is still needed.',
      ].join(''),
      severity: unused > 0 || idle > 0 ? 'normal' : 'low',
      link: `/elevated-access/audit/reviews/${encodeURIComponent(reviewId)}`,
      topic: topics.reviews,
      scope: `elevated-access:review:${reviewId}`,
    },
  };
}

function times(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

/** Periods do not include their end. */
function lastDayBefore(iso: string): string {
  return dayOf(new Date(Date.parse(iso) - 1).toISOString());
}
