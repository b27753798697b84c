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

import { ButtonLink, Text } from '@backstage/ui';
import { familiesOf, liveMembers } from '../../data/family';
import { currentStatuses } from '../../data/status';
import type { RequestsResult } from '../../data/audit/queries';
import { useRequestList } from '../../data/queries';
import { withoutRepeats } from '../../data/requests';
import { useReadAhead } from '../../data/useReadAhead';
import { useLinks } from '../../useLinks';
import { useText } from '../../translations/useText';
import { LoadMore } from '../common/LoadMore';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { History } from './History';
import { LiveCard } from './LiveCard';
import styles from './myAccess.module.css';
import { WaitingRow } from './WaitingRow';

const AT_ONCE = 100;

/** What is live must not hide on a later page; beyond this, it is asked for. */
const PAGES_AHEAD = 10;

/** What the reader holds, waits for, and held before. */
export function MyAccessPage() {
  const t = useText();
  return (
    <>
      <PageHeading title={t('myAccess.title')} />
      <Current />
      <History />
    </>
  );
}

function Current() {
  const t = useText();
  const links = useLinks();
  const query = useRequestList({
    view: 'mine',
    status: currentStatuses,
    limit: AT_ONCE,
  });
  useReadAhead(query, PAGES_AHEAD);
  if (query.isPending) {
    return <SkeletonRows rows={2} height={168} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const requests = withoutRepeats(query.data.pages.flatMap(page => page.items));
  const families = familiesOf(requests);
  const live = families.filter(family => liveMembers(family).length > 0);
  const waiting = families
    .filter(family => liveMembers(family).length === 0)
    .flatMap(({ members }) => members);
  return (
    <>
      {query.isError && <StaleNote onRetry={() => query.refetch()} />}
      {requests.length === 0 && (
        <EmptyState
          title={t('myAccess.empty')}
          action={
            <ButtonLink href={links.ask()} size="medium">
              {t('myAccess.emptyAction')}
            </ButtonLink>
          }
        />
      )}
      {live.length > 0 && (
        <section className={styles.section}>
          <Text as="h3" variant="body-large" weight="bold">
            {t('myAccess.live')}
          </Text>
          <ul className={styles.cards}>
            {live.map(family => (
              <li key={family.head.id}>
                <LiveCard family={family} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section className={styles.section}>
          <Text as="h3" variant="body-large" weight="bold">
            {t('myAccess.waiting')}
          </Text>
          <ul className={styles.rows}>
            {waiting.map(request => (
              <li key={request.id}>
                <WaitingRow request={request} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <MoreCurrent query={query} />
    </>
  );
}

/** Whatever may still come is said: access that is not listed is not known to be over. */
function MoreCurrent(props: { query: RequestsResult }) {
  const { query } = props;
  const isReading = query.hasNextPage && query.isFetchingNextPage;
  return isReading ? (
    <SkeletonRows rows={1} height={64} />
  ) : (
    <LoadMore query={query} />
  );
}
