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

/** What to tell administrators of new findings; undefined when it is about something else, or there is nobody to tell. */
export function lintNotification(
  event: Pick<StoredEvent, 'type' | 'data'>,
  caretakers: Pick<Caretakers, 'admins'>,
): NotificationSendOptions | undefined {
  const { newFindings, errors, warnings } = event.data;
  if (
    event.type !== 'lint.found' ||
    typeof newFindings !== 'number' ||
    caretakers.admins.length === 0
  ) {
    return undefined;
  }
  return {
    recipients: { type: 'entity', entityRef: [...caretakers.admins] },
    payload: {
      title:
        newFindings === 1
          ? 'Something new is wrong with a policy'
          : `${newFindings} new things are wrong with policies`,
      description:
        errors === 0
          ? 'Nothing was changed. Look at what was found.'
          : 'Some policies cannot do what they are for. Look at what was found.',
      severity: severityOf(errors, warnings),
      link: '/elevated-access/policies/lint',
      topic: topics.policies,
      scope: 'elevated-access:lint',
    },
  };
}

function severityOf(errors: unknown, warnings: unknown) {
  if (errors !== 0) {
    return 'high';
  }
  return warnings === 0 ? 'low' : 'normal';
}
