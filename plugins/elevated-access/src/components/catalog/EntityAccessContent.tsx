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

import { Button, Link, Text } from '@backstage/ui';
import { Providers } from '../../data/Providers';
import { useEntityRequests } from '../../data/entityAccess';
import { withoutRepeats } from '../../data/requests';
import { useCatalogText } from '../../translations/useCatalogText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { EntityRequestTable } from './EntityRequestTable';
import type { Subject } from './subject';
import { useIsScoped, useSubject } from './useSubject';
import styles from './catalog.module.css';

const AT_ONCE = 25;

/**
 * The tab "Access" of an account, a permission set, a user, a group or what runs
 * in accounts: every request that concerns it, newest first.
 */
export function EntityAccessContent() {
  const subject = useSubject();
  return subject ? (
    <Providers>
      <div className={`${styles.part} ${styles.tab}`}>
        <Heading subject={subject} />
        <History subject={subject} />
      </div>
    </Providers>
  ) : null;
}

function Heading(props: { subject: Subject }) {
  const { kind, query } = props.subject;
  const t = useCatalogText();
  const links = useLinks();
  const isScoped = useIsScoped();
  const title = {
    account: t('catalog.history.title'),
    permissionSet: t('catalog.history.titlePermissionSet'),
    user: t('catalog.history.titleUser'),
    group: t('catalog.history.titleGroup'),
    workload: t('catalog.history.titleWorkload'),
  };
  return (
    <div>
      <div className={styles.head}>
        <Text as="h2" variant="title-x-small" weight="bold">
          {title[kind]}
        </Text>
        <Link href={links.audit(query)}>{t('catalog.history.audit')}</Link>
      </div>
      {isScoped && (
        <Text as="p" color="secondary">
          {t('catalog.history.scope')}
        </Text>
      )}
    </div>
  );
}

function History(props: { subject: Subject }) {
  const { kind, query: concerned } = props.subject;
  const t = useCatalogText();
  const common = useText();
  const query = useEntityRequests({
    ...concerned,
    view: 'all',
    order: 'newest',
    limit: AT_ONCE,
  });
  if (query.isPending) {
    return <SkeletonRows rows={6} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const requests = withoutRepeats(query.data.pages.flatMap(page => page.items));
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {requests.length === 0 ? (
        <EmptyState title={t('catalog.history.none')} />
      ) : (
        <EntityRequestTable requests={requests} kind={kind} />
      )}
      {query.isFetchNextPageError && (
        <LoadFailed error={query.error} onRetry={() => query.fetchNextPage()} />
      )}
      {query.hasNextPage && !query.isFetchNextPageError && (
        <Button
          variant="secondary"
          className={styles.more}
          isPending={query.isFetchingNextPage}
          onPress={() => query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      )}
      <Text as="p" role="status" color="secondary">
        {!query.hasNextPage &&
          query.data.pages.length > 1 &&
          t('catalog.history.all', { count: requests.length })}
      </Text>
    </>
  );
}
