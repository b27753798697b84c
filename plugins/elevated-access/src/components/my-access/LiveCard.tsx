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
import {
  asOne,
  comingMembers,
  liveMembers,
  type Family,
} from '../../data/family';
import { toneOf } from '../../data/status';
import { useNow } from '../../time/clock';
import { useLinks } from '../../useLinks';
import { useText } from '../../translations/useText';
import { AccountId } from '../common/AccountId';
import { AwsWork } from '../common/AwsWork';
import { EndButton } from '../common/EndButton';
import { SessionTail } from '../common/SessionTail';
import { StatusBadge } from '../common/StatusBadge';
import { useStatusSentence } from '../common/useStatusSentence';
import { ExtendButton } from '../extend/ExtendButton';
import { ExtensionRows } from '../extend/ExtensionRow';
import { CountdownRing } from './CountdownRing';
import { UseIt } from './UseIt';
import styles from './myAccess.module.css';

/**
 * Access that the reader holds, or that AWS is giving or removing, with all
 * that prolongs it.
 */
export function LiveCard(props: { family: Family }) {
  const { family } = props;
  const request = asOne(family);
  const live = liveMembers(family);
  const offering = live.find(({ actions }) => actions.includes('extend'));
  const releasable = live.find(({ actions }) => actions.includes('release'));
  const t = useText();
  const links = useLinks();
  const now = useNow();
  const sentence = useStatusSentence();
  const overdue = toneOf(request) === 'danger';
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.card}
      data-tone={toneOf(request)}
      aria-label={t('request.title', {
        permissionSet: request.permissionSet.name,
        account: request.account.name,
      })}
    >
      <div className={styles.cardHead}>
        <div className={styles.cardTitle}>
          <Link
            href={links.request(request.id)}
            variant="title-x-small"
            weight="bold"
            standalone
          >
            {t('request.title', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
          </Link>
          <Text color="secondary">
            <AccountId id={request.account.id} copy />
          </Text>
        </div>
        <StatusBadge request={request} />
      </div>
      <div className={styles.cardBody}>
        <CountdownRing request={request} />
        <div className={styles.cardText}>
          <Text as="p" weight="bold" color={overdue ? 'danger' : 'primary'}>
            {sentence(request, now)}
          </Text>
          <SessionTail ends={request} />
          <AwsWork request={request} />
        </div>
      </div>
      {request.status === 'active' && <UseIt request={request} />}
      <ExtensionRows requests={comingMembers(family)} />
      {(offering || releasable) && (
        <div className={styles.cardActions}>
          {offering && <ExtendButton request={offering} ends={request} />}
          {releasable && (
            <EndButton
              request={{ ...request, id: releasable.id }}
              action="release"
              isExtended={family.members.length > 1}
            />
          )}
        </div>
      )}
    </Box>
  );
}
