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

import {
  Button,
  Cell,
  Link,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type { AccessReviewSummary } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { useAccessReviews } from '../../data/audit/queries';
import { When } from '../../time/When';
import { useAuditText } from '../../translations/useAuditText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { isolate } from '../common/isolate';
import tableStyles from '../table/table.module.css';

/** The reviews that the reader may see, newest first. */
export function ReviewsPage() {
  const t = useAuditText();
  const common = useText();
  const query = useAccessReviews();
  const reviews = (query.data?.pages ?? []).flatMap(page => page.items);
  return (
    <>
      <PageHeading title={t('reviews.title')} />
      <Text as="p" color="secondary">
        {t('reviews.explanation')}
      </Text>
      {query.isPending && <SkeletonRows rows={4} height={48} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isError && query.data && (
        <StaleNote onRetry={() => query.refetch()} />
      )}
      {query.data && reviews.length === 0 && (
        <EmptyState title={t('reviews.empty')} hint={t('reviews.emptyHint')} />
      )}
      {reviews.length > 0 && <ReviewTable reviews={reviews} />}
      {query.hasNextPage && (
        <Button
          variant="secondary"
          className={tableStyles.more}
          isPending={query.isFetchingNextPage}
          onPress={() => query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      )}
    </>
  );
}

function ReviewTable(props: { reviews: AccessReviewSummary[] }) {
  const t = useAuditText();
  const links = useLinks();
  const columns = useMemo(
    (): ColumnConfig<AccessReviewSummary>[] => [
      {
        id: 'what',
        label: t('reviews.column.what'),
        isRowHeader: true,
        cell: review => (
          <Cell>
            <Link href={links.review(review.id)} weight="bold">
              <bdi>
                {t(`reviews.scope.${review.scope}`, {
                  who: isolate(review.reviewer.displayName),
                })}
              </bdi>
            </Link>
          </Cell>
        ),
      },
      {
        id: 'period',
        label: t('reviews.column.period'),
        cell: review => (
          <Cell>
            <Text as="p">
              {t('reviews.period', {
                from: <When iso={review.from} form="clock" />,
                to: <When iso={review.to} form="clock" />,
              })}
            </Text>
          </Cell>
        ),
      },
      {
        id: 'accesses',
        label: t('reviews.column.accesses'),
        cell: review => <Cell>{review.accesses}</Cell>,
      },
      {
        id: 'unused',
        label: t('reviews.column.unused'),
        cell: review => <Cell>{review.unused}</Cell>,
      },
      {
        id: 'created',
        label: t('reviews.column.created'),
        cell: review => (
          <Cell>
            <When iso={review.createdAt} />
          </Cell>
        ),
      },
    ],
    [t, links],
  );
  return (
    <div className={tableStyles.room}>
      <Table
        columnConfig={columns}
        data={[...new Map(props.reviews.map(it => [it.id, it])).values()]}
        pagination={{ type: 'none' }}
        rowConfig={{ getHref: review => links.review(review.id) }}
        className={tableStyles.table}
      />
    </div>
  );
}
