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

import { Text } from '@backstage/ui';
import type { Person } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { useText } from '../../translations/useText';
import { SkeletonRows } from '../common/States';
import { StatusBadge } from '../common/StatusBadge';
import { useStatusSentence } from '../common/useStatusSentence';
import { useHeld } from './useHeld';
import styles from './revoke.module.css';

/** What would be ended, before the click. */
export function HeldList(props: { person: Person }) {
  const { person } = props;
  const t = useText();
  const now = useNow();
  const sentence = useStatusSentence();
  const held = useHeld(person);
  const who = person.displayName;
  if (held.isPending) {
    return <SkeletonRows rows={2} height={48} />;
  }
  if (held.isError || held.requests.length === 0) {
    return (
      <Text as="p">
        {held.isError
          ? t('revokeAll.heldUnknown', { who })
          : t('revokeAll.heldNone', { who })}
      </Text>
    );
  }
  const count = held.requests.length;
  return (
    <div className={styles.held}>
      <Text as="p" weight="bold">
        {t('revokeAll.held', { count })}
      </Text>
      <ul className={styles.rows}>
        {held.requests.map(request => (
          <li key={request.id} className={styles.row}>
            <div className={styles.rowText}>
              <Text as="p" weight="bold">
                <bdi>
                  {t('request.title', {
                    permissionSet: request.permissionSet.name,
                    account: request.account.name,
                  })}
                </bdi>
              </Text>
              <Text as="p" color="secondary" variant="body-small">
                {sentence(request, now)}
              </Text>
            </div>
            <StatusBadge request={request} />
          </li>
        ))}
      </ul>
      {held.hasMore && (
        <Text as="p">{t('revokeAll.heldMore', { number: String(count) })}</Text>
      )}
    </div>
  );
}
