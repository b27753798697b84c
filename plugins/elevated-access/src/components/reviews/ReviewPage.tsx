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

import { Link, Switch, Text } from '@backstage/ui';
import type { AccessReview } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import type { Filters } from '../../data/audit/filters';
import { useAccessReview } from '../../data/audit/queries';
import { When } from '../../time/When';
import { useAuditText } from '../../translations/useAuditText';
import { useLinks } from '../../useLinks';
import { PageHeading } from '../common/PageBody';
import { EmptyState, LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { isolate } from '../common/isolate';
import { ReviewRows } from './ReviewRows';
import { UnusedPolicies } from './UnusedPolicies';

/** One review: who held what, what of it was never used, which policies nobody needed. */
export function ReviewPage() {
  const { id = '' } = useParams();
  const t = useAuditText();
  const links = useLinks();
  const query = useAccessReview(id);
  const review = query.data;
  return (
    <>
      <PageHeading
        title={
          review
            ? t(`reviews.scope.${review.scope}`, {
                who: isolate(review.reviewer.displayName),
              })
            : t('reviews.title')
        }
      >
        <Link href={links.reviews()}>{t('reviews.back')}</Link>
      </PageHeading>
      {query.isPending && <SkeletonRows rows={6} height={48} />}
      {query.isError && !review && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {review && <Review review={review} />}
    </>
  );
}

function Review(props: { review: AccessReview }) {
  const { review } = props;
  const t = useAuditText();
  const links = useLinks();
  const [onlyUnused, setOnlyUnused] = useState(false);
  const rows = review.rows.filter(row => !onlyUnused || row.unused > 0);
  return (
    <>
      <Text as="p" color="secondary">
        {t('reviews.summary', {
          from: <When iso={review.from} form="clock" />,
          to: <When iso={review.to} form="clock" />,
          when: <When iso={review.createdAt} />,
        })}
      </Text>
      <Text as="p" variant="title-x-small" weight="bold">
        {review.unused > 0
          ? t('reviews.unusedCount', { count: review.unused })
          : t('reviews.allUsed')}
      </Text>
      {review.unused > 0 && <Text as="p">{t('reviews.todo')}</Text>}
      <Surface
        title={t('reviews.rows')}
        aside={
          review.rows.length > 0 && (
            <Switch
              label={t('reviews.onlyUnused')}
              isSelected={onlyUnused}
              onChange={setOnlyUnused}
            />
          )
        }
      >
        {rows.length === 0 ? (
          <EmptyState
            title={t(
              onlyUnused ? 'reviews.onlyUnusedEmpty' : 'reviews.rowsEmpty',
            )}
          />
        ) : (
          <ReviewRows rows={rows} />
        )}
        <Text as="p">
          {review.truncated && <>{t('reviews.truncated')} </>}
          <Link href={links.audit(questionOf(review))}>
            {t('reviews.showAll')}
          </Link>
        </Text>
      </Surface>
      <Surface title={t('reviews.policies')}>
        <UnusedPolicies policies={review.unusedPolicies} />
      </Surface>
    </>
  );
}

/** As many accounts as one question may name. */
const MOST_ACCOUNTS = 100;

/** What to ask the audit to see each access of a review. */
function questionOf(review: AccessReview): Filters {
  const { scope, reviewer, accountIds } = review;
  const period = { accessFrom: review.from, accessTo: review.to };
  if (scope === 'people') {
    return { ...period, requester: [reviewer.entityRef] };
  }
  return accountIds && accountIds.length <= MOST_ACCOUNTS
    ? { ...period, accountId: accountIds }
    : period;
}
