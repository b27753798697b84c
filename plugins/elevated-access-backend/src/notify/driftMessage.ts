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
import { topics, type Caretakers } from './news';

/**
 * What to tell of a finding, and whom; undefined when nobody has to be told. The
 * first finding of a comparison speaks for all that are new.
 */
export function driftNotification(
  event: Pick<StoredEvent, 'type' | 'data'>,
  caretakers: Caretakers,
): NotificationSendOptions | undefined {
  const { newFindings } = event.data;
  const recipients = [
    ...new Set([...caretakers.admins, ...caretakers.responders]),
  ];
  if (
    event.type !== 'drift.found' ||
    typeof newFindings !== 'number' ||
    recipients.length === 0
  ) {
    return undefined;
  }
  return {
    recipients: { type: 'entity', entityRef: recipients },
    payload: {
      title:
        newFindings === 1
          ? 'AWS and the grants differ in one more place'
          : `AWS and the grants differ in ${newFindings} more places`,
      description: 'Nothing was changed. Look at what was found.',
      severity: 'high',
      link: '/elevated-access/health',
      topic: topics.alerts,
      scope: 'elevated-access:drift',
    },
  };
}
