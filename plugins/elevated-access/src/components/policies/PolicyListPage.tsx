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
import { useMe } from '../../data/queries';
import { usePolicies } from '../../data/policies';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { LoadMore } from '../common/LoadMore';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { mayChange } from './roles';
import { PolicyFilters } from './PolicyFilters';
import { PolicyTable } from './PolicyTable';
import { UnreadablePolicies } from './UnreadablePolicies';
import { usePolicyFilter } from './usePolicyFilter';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

/** Every policy, whatever its source, with how far it reaches. */
export function PolicyListPage() {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const me = useMe().data;
  const filter = usePolicyFilter();
  return (
    <>
      <PageHeading title={t('policies.title')}>
        {me && mayChange(me) && (
          <div className={styles.row}>
            <ButtonLink variant="secondary" href={links.create('approval')}>
              {t('policies.new.approval')}
            </ButtonLink>
            <ButtonLink href={links.create('eligibility')}>
              {t('policies.new.eligibility')}
            </ButtonLink>
          </div>
        )}
      </PageHeading>
      <PolicyFilters filter={filter} />
      <Policies filter={filter} />
    </>
  );
}

function Policies(props: { filter: ReturnType<typeof usePolicyFilter> }) {
  const { filter } = props;
  const t = usePoliciesText();
  const query = usePolicies(filter.query);
  if (query.isPending) {
    return <SkeletonRows rows={8} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  const pages = query.data.pages.map(({ items }) => items);
  const total = query.data.pages[0]?.total;
  const isEmpty = pages.every(items => items.length === 0);
  return (
    <>
      <UnreadablePolicies policies={query.data.pages[0]?.unreadable ?? []} />
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {total !== undefined && !isEmpty && (
        <Text as="p" role="status" color="secondary" variant="body-small">
          {t('policies.count', { count: total })}
        </Text>
      )}
      {isEmpty ? (
        <EmptyState
          title={t(filter.isSet ? 'policies.none' : 'policies.empty')}
          hint={filter.isSet ? undefined : t('policies.emptyHint')}
        />
      ) : (
        <PolicyTable pages={pages} />
      )}
      <LoadMore query={query} />
    </>
  );
}
