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

import { Link, Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { useTimeWords } from '../../time/useTimeWords';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { EndButton } from '../common/EndButton';
import { ReapprovalNote } from '../common/ReapprovalNote';
import { StatusBadge } from '../common/StatusBadge';
import { useStatusSentence } from '../common/useStatusSentence';
import styles from './extend.module.css';

/** A request for more time, beneath the access that it prolongs. */
export function ExtensionRow(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const links = useLinks();
  const words = useTimeWords();
  const now = useNow();
  const sentence = useStatusSentence();
  const span = words.duration(request.duration);
  return (
    <li className={styles.row}>
      <div className={styles.rowText}>
        <Link href={links.request(request.id)} weight="bold" standalone>
          {t('extend.row', { span })}
        </Link>
        <Text as="p" color="secondary" variant="body-small">
          {sentence(request, now)}
        </Text>
        <ReapprovalNote request={request} reader="requester" />
      </div>
      <StatusBadge request={request} />
      {request.actions.includes('cancel') && (
        <EndButton request={request} action="cancel" />
      )}
    </li>
  );
}

/** Requests for more time on one access, oldest first. */
export function ExtensionRows(props: { requests: AccessRequest[] }) {
  const t = useText();
  return props.requests.length > 0 ? (
    <ul className={styles.rows} aria-label={t('extend.coming')}>
      {props.requests.map(request => (
        <ExtensionRow key={request.id} request={request} />
      ))}
    </ul>
  ) : null;
}
