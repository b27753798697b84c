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
import { Providers } from '../../data/Providers';
import { useMe, useRequestList } from '../../data/queries';
import { When } from '../../time/When';
import { useTimeWords } from '../../time/useTimeWords';
import { useCatalogText } from '../../translations/useCatalogText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { RiskBadge } from '../common/RiskBadge';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { isolate } from '../common/isolate';
import styles from './home.module.css';

/** Shown on the home page, high risk first and in each risk the oldest; the inbox has them all. */
const SHOWN = 5;

/** On the home page: what waits for the reader's decision. */
export function MyInbox() {
  return (
    <Providers>
      <div className={styles.part}>
        <Waiting />
      </div>
    </Providers>
  );
}

function Waiting() {
  const t = useCatalogText();
  const links = useLinks();
  const me = useMe().data;
  const query = useRequestList({ view: 'inbox', limit: SHOWN });
  if (query.isPending) {
    return <SkeletonRows rows={2} height={44} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const requests = query.data.pages.flatMap(page => page.items);
  const count = Math.max(me?.counts.inbox ?? 0, requests.length);
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {requests.length === 0 ? (
        <Text as="p">{t('home.inbox.none')}</Text>
      ) : (
        <>
          <ul className={styles.list}>
            {requests.map(request => (
              <AskRow key={request.id} request={request} />
            ))}
          </ul>
          <Link href={links.inbox()}>{t('home.inbox.all', { count })}</Link>
        </>
      )}
    </>
  );
}

function AskRow(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useCatalogText();
  const common = useText();
  const links = useLinks();
  const words = useTimeWords();
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <Link href={links.request(request.id)} weight="bold">
          <bdi>
            {t('home.inbox.ask', {
              who: isolate(request.requester.displayName),
              what: common('request.title', {
                permissionSet: request.permissionSet.name,
                account: request.account.name,
              }),
            })}
          </bdi>
        </Link>
        <RiskBadge risk={request.risk} />
        <Text as="p" variant="body-small" color="secondary">
          {t('home.inbox.details', {
            duration: words.duration(request.duration),
            when: <When iso={request.createdAt} form="relative" />,
          })}
        </Text>
        {request.reason && (
          <Text as="p" variant="body-small" truncate title={request.reason}>
            <bdi>{request.reason}</bdi>
          </Text>
        )}
      </div>
    </li>
  );
}
