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
import type {
  AccessRequest,
  Revoked,
} from 'backstage-plugin-elevated-access-common';
import { useRequestsById } from '../../data/queries';
import { phaseOf } from '../../data/status';
import { useNow } from '../../time/clock';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { AwsWork } from '../common/AwsWork';
import { StatusBadge } from '../common/StatusBadge';
import { useStatusSentence } from '../common/useStatusSentence';
import styles from './revoke.module.css';

/** What became of each request, kept up to date until all are verified gone. */
export function RevokedList(props: { revoked: Revoked; who: string }) {
  const { revoked, who } = props;
  const t = useText();
  const fresh = new Map(
    useRequestsById(revoked.items.map(item => item.requestId)).map(request => [
      request.id,
      request,
    ]),
  );
  const items = revoked.items.map(item => ({
    ...item,
    request: fresh.get(item.requestId) ?? item.request,
  }));
  const gone = items.filter(
    ({ request }) => phaseOf(request) === 'past',
  ).length;
  if (items.length === 0) {
    return <Text as="p">{t('revokeAll.results.nothing', { who })}</Text>;
  }
  return (
    <>
      <Text as="p" weight="bold" role="status">
        {gone === items.length
          ? t('revokeAll.results.all', { count: gone, who })
          : t('revokeAll.results.progress', {
              gone: String(gone),
              all: String(items.length),
            })}
      </Text>
      <ul className={styles.rows} aria-label={t('revokeAll.results.list')}>
        {items.map(item => (
          <RevokedRow
            key={item.requestId}
            request={item.request}
            isUnchanged={item.outcome === 'unchanged'}
          />
        ))}
      </ul>
      {gone < items.length && (
        <Text as="p" color="secondary">
          {t('revokeAll.results.goesOn')}
        </Text>
      )}
    </>
  );
}

function RevokedRow(props: { request: AccessRequest; isUnchanged: boolean }) {
  const { request, isUnchanged } = props;
  const t = useText();
  const links = useLinks();
  const now = useNow();
  const sentence = useStatusSentence();
  return (
    <li className={styles.row}>
      <div className={styles.rowText}>
        <Link href={links.request(request.id)} weight="bold" standalone>
          <bdi>
            {t('request.title', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
          </bdi>
        </Link>
        <Text as="p" color="secondary" variant="body-small">
          {isUnchanged && `${t('revokeAll.results.unchanged')} · `}
          {sentence(request, now)}
        </Text>
        {request.status === 'ending' && <AwsWork request={request} />}
      </div>
      <StatusBadge request={request} />
    </li>
  );
}
