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

import { Checkbox, Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useContext, useEffect, useRef } from 'react';
import { useNow } from '../../time/clock';
import { useTimeWords } from '../../time/useTimeWords';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { useAnnounce } from '../common/Announcer';
import { isolate } from '../common/isolate';
import { RiskBadge } from '../common/RiskBadge';
import { useHandledWords } from './handledWords';
import { urgencyOf } from './inboxOrder';
import type { InboxRow } from './useInbox';
import { MarksContext } from './useMarks';
import styles from './inbox.module.css';

/** Who asks for what and why, and what is pressing about it. */
export function InboxRowContent(props: { row: InboxRow }) {
  const { row } = props;
  const marks = useContext(MarksContext);
  const { request } = row;
  const t = useText();
  const words = useTimeWords();
  const names = {
    permissionSet: request.permissionSet.name,
    account: request.account.name,
    who: isolate(request.requester.displayName),
  };
  return (
    <span className={styles.row} data-handled={row.hasLeft || undefined}>
      <span className={styles.rowHead}>
        <span className={styles.rowWho}>
          {!row.hasLeft && (
            <span className={styles.mark}>
              <Checkbox
                aria-label={t('inbox.batch.choose', names)}
                isSelected={marks.ids.has(request.id)}
                onChange={() => marks.toggle(request.id)}
              />
            </span>
          )}
          <Text weight="bold">
            <bdi>{request.requester.displayName}</bdi>
          </Text>
        </span>
        {!row.hasLeft && (
          <Text color="secondary" variant="body-small">
            <When iso={request.createdAt} form="relative" />
          </Text>
        )}
      </span>
      <Text>
        {t('request.title', names)}
        {' · '}
        {words.duration(request.duration)}
      </Text>
      {row.hasLeft ? (
        <Handled request={request} />
      ) : (
        <Pressing request={request} />
      )}
      <Text color="secondary" variant="body-small" className={styles.rowReason}>
        <bdi>
          {[request.ticket, request.reason].filter(Boolean).join(' · ')}
        </bdi>
      </Text>
    </span>
  );
}

/** What makes a request more than one of many. */
function Pressing(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const words = useTimeWords();
  const now = useNow(60_000);
  const urgency = urgencyOf(request, now);
  const said = [
    urgency === 'escalated' ? t('inbox.urgency.escalated') : '',
    urgency
      ? t('inbox.urgency.expires', {
          when: words.relative(request.expiresAt, now),
        })
      : '',
    request.extends === null ? '' : t('extend.coming'),
    request.reapprovalReason ? t('reapproval.badge') : '',
  ].filter(Boolean);
  return (
    <>
      <RiskBadge risk={request.risk} />
      {said.length > 0 && (
        <Text variant="body-small" weight="bold">
          {said.join(' · ')}
        </Text>
      )}
    </>
  );
}

/** Who was faster; said once to who does not see it. */
function Handled(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const announce = useAnnounce();
  const words = useHandledWords();
  const now = useNow();
  const text = words(request, now) ?? t('inbox.handled.gone');
  const said = useRef(false);
  useEffect(() => {
    if (!said.current && request.status !== 'pending') {
      said.current = true;
      announce(text);
    }
  }, [request.status, text, announce]);
  return (
    <Text variant="body-small" weight="bold">
      {text}
    </Text>
  );
}
