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
import { plainLine } from './plainLine';
import { introduced, NAME_LENGTH, sentences } from './words';

type Told = Pick<StoredEvent, 'type' | 'data' | 'actor'>;

/**
 * Asks administrators to confirm what one of them has proposed; tells the
 * proposer what became of it, and the others that it is done. All of a change's
 * have its scope, so that the next takes the place of the one before. Empty where
 * the event is about something else.
 */
export function policyChangeNotifications(
  event: Told,
  { admins }: Pick<Caretakers, 'admins'>,
): NotificationSendOptions[] {
  const { changeId, proposedBy } = event.data;
  if (typeof changeId !== 'string' || event.actor.kind !== 'user') {
    return [];
  }
  const { entityRef, displayName } = event.actor;
  const who = plainLine(displayName, NAME_LENGTH);
  const what = whatOf(event);
  const said = (label: string) =>
    typeof event.data.comment === 'string'
      ? introduced(label, event.data.comment)
      : undefined;
  switch (event.type) {
    case 'policy-change.proposed':
      return notifications(changeId, {
        recipients: admins,
        excluded: [entityRef],
        title: `${who} asks to ${what}`,
        description: sentences(
          'It holds once another administrator has confirmed it.',
          said('Why'),
        ),
        severity: 'high',
        link: PENDING,
      });
    case 'policy-change.confirmed':
    case 'policy-change.discarded': {
      const verdict =
        event.type === 'policy-change.confirmed' ? 'confirmed' : 'discarded';
      const proposer = typeof proposedBy === 'string' ? proposedBy : entityRef;
      const isOwn = proposer === entityRef;
      return [
        ...notifications(changeId, {
          recipients: isOwn ? [] : [proposer],
          excluded: [],
          title: `${who} ${verdict} your change: ${what}`,
          description: sentences(
            verdict === 'confirmed' ? 'It holds now.' : 'Nothing was changed.',
            said('Comment'),
          ),
          severity: verdict === 'confirmed' ? 'normal' : 'high',
          link: verdict === 'confirmed' ? linkOf(event) : PENDING,
        }),
        ...notifications(changeId, {
          recipients: admins,
          excluded: [...new Set([entityRef, proposer])],
          title: `${who} ${verdict} a change: ${what}`,
          description: 'There is nothing left for you to confirm.',
          severity: 'low',
          link: PENDING,
        }),
      ];
    }
    default:
      return [];
  }
}

const POLICIES = '/elevated-access/policies';
const PENDING = `${POLICIES}/changes`;

function notifications(
  changeId: string,
  message: {
    recipients: readonly string[];
    excluded: readonly string[];
    title: string;
    description: string;
    severity: 'low' | 'normal' | 'high';
    link: string;
  },
): NotificationSendOptions[] {
  const { recipients, excluded, ...payload } = message;
  return recipients.length === 0
    ? []
    : [
        {
          recipients: {
            type: 'entity',
            entityRef: [...recipients],
            excludeEntityRef: [...excluded],
          },
          payload: {
            ...payload,
            topic: topics.policies,
            scope: `elevated-access:policy-change:${changeId}`,
          },
        },
      ];
}

/** `edit the eligibility policy nightly`, `edit the settings`. */
function whatOf({ data }: Told): string {
  const action = String(data.action);
  return data.subject === 'settings'
    ? `${action} the settings`
    : `${action} the ${String(data.kind)} policy ${plainLine(
        String(data.name),
        NAME_LENGTH,
      )}`;
}

/** Where what holds now is shown; a policy that was deleted is shown nowhere. */
function linkOf({ data }: Told): string {
  if (data.subject === 'settings') {
    return `${POLICIES}/settings`;
  }
  return data.action === 'delete'
    ? POLICIES
    : `${POLICIES}/${encodeURIComponent(
        String(data.kind),
      )}/${encodeURIComponent(String(data.name))}`;
}
