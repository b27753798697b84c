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

import { Box, Link, Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { useTimeWords } from '../../time/useTimeWords';
import { useLinks } from '../../useLinks';
import { useText } from '../../translations/useText';
import { EndButton } from '../common/EndButton';
import { ReapprovalNote } from '../common/ReapprovalNote';
import { SessionTail } from '../common/SessionTail';
import { StatusBadge } from '../common/StatusBadge';
import { useStatusSentence } from '../common/useStatusSentence';
import styles from './myAccess.module.css';

/** A request that waits for approvers or for its start. */
export function WaitingRow(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const links = useLinks();
  const words = useTimeWords();
  const now = useNow();
  const sentence = useStatusSentence();
  return (
    <Box bg="neutral" className={styles.row}>
      <div className={styles.rowText}>
        <Link href={links.request(request.id)} weight="bold" standalone>
          {t('request.title', {
            permissionSet: request.permissionSet.name,
            account: request.account.name,
          })}
        </Link>
        <Text as="p" color="secondary">
          {words.duration(request.duration)} · {sentence(request, now)}
        </Text>
        {request.status === 'scheduled' && <SessionTail ends={request} />}
        <ReapprovalNote request={request} reader="requester" />
      </div>
      <StatusBadge request={request} />
      {request.actions.includes('cancel') && (
        <EndButton request={request} action="cancel" />
      )}
    </Box>
  );
}
