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

import { Text } from '@backstage/ui';
import type { AccessReport } from 'backstage-plugin-elevated-access-common';
import type { Facet, Filters } from '../../data/audit/filters';
import { useNames } from '../../data/audit/names';
import { useAccessReport } from '../../data/audit/queries';
import { useMe } from '../../data/queries';
import { formatAccountId } from '../../time/format';
import { useAuditText } from '../../translations/useAuditText';
import { FilterBar } from '../audit/FilterBar';
import { useFilters } from '../audit/useFilters';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { Figures } from './Figures';
import { OverTime } from './OverTime';
import { PeriodPicker } from './PeriodPicker';
import { Ranking } from './Ranking';
import { usePeriod } from './usePeriod';
import styles from './insights.module.css';

const reportFacets: readonly Facet[] = [
  'requester',
  'accountId',
  'permissionSetArn',
];

/** What the requests of a period add up to, in numbers, pictures and tables. */
export function InsightsPage() {
  const t = useAuditText();
  const me = useMe().data;
  const period = usePeriod();
  const { filters, setFilters } = useFilters();
  const { requester, accountId, permissionSetArn } = filters;
  const query = useAccessReport({
    ...period.range,
    requester,
    accountId,
    permissionSetArn,
  });
  const nameOf = useNames(filters, []);
  const report = query.data;
  return (
    <>
      <PageHeading title={t('insights.title')}>
        <PeriodPicker of={period} />
      </PageHeading>
      {me && !me.roles.some(role => role === 'admin' || role === 'auditor') && (
        <Text as="p" color="secondary">
          {t('insights.scope')}
        </Text>
      )}
      <FilterBar
        filters={filters}
        onChange={setFilters}
        facets={reportFacets}
        nameOf={nameOf}
        rows={[]}
      />
      {query.isPending && <SkeletonRows rows={4} height={120} />}
      {query.isError && !report && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isError && report && <StaleNote onRetry={() => query.refetch()} />}
      {report && <Report report={report} filters={filters} />}
    </>
  );
}

function Report(props: { report: AccessReport; filters: Filters }) {
  const { report, filters } = props;
  const t = useAuditText();
  if (report.requests === 0 && report.overTime.every(it => it.live === 0)) {
    return <EmptyState title={t('insights.empty')} />;
  }
  const asked = {
    ...filters,
    createdFrom: report.from,
    createdTo: report.to,
  };
  return (
    <>
      <Figures report={report} filters={asked} />
      <OverTime report={report} />
      <div className={styles.rankings}>
        <Ranking
          title={t('insights.busiestAccounts')}
          items={report.busiestAccounts.map(it => ({
            ...it,
            hint: formatAccountId(it.id),
            filters: { ...asked, accountId: [it.id] },
          }))}
        />
        <Ranking
          title={t('insights.busiestPermissionSets')}
          items={report.busiestPermissionSets.map(it => ({
            ...it,
            id: it.arn,
            filters: { ...asked, permissionSetArn: [it.arn] },
          }))}
        />
        <Ranking
          title={t('insights.busiestPeople')}
          items={report.busiestPeople.map(it => ({
            ...it,
            id: it.entityRef,
            name: it.displayName,
            filters: { ...asked, requester: [it.entityRef] },
          }))}
        />
      </div>
    </>
  );
}
