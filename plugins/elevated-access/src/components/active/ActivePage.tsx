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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { usedFacets, type Facet, type Filters } from '../../data/audit/filters';
import { useNames } from '../../data/audit/names';
import { useRequests } from '../../data/audit/queries';
import { withoutRepeats } from '../../data/requests';
import { useText } from '../../translations/useText';
import { FilterBar } from '../audit/FilterBar';
import { useFilters } from '../audit/useFilters';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import type { ColumnId } from '../table/columns';
import { MoreRequests } from '../table/MoreRequests';
import { RequestTable } from '../table/RequestTable';

const AT_ONCE = 50;

/** What is asked of access that is live; the rest is for the audit. */
const liveFacets: readonly Facet[] = [
  'requester',
  'accountId',
  'permissionSetArn',
  'ouId',
  'policy',
  'overdue',
];

const columns: readonly ColumnId[] = [
  'who',
  'permissionSet',
  'account',
  'status',
  'when',
  'policy',
  'end',
];

/** Who has what now, of what the reader may end; what is overdue comes first. */
export function ActivePage() {
  const t = useText();
  const { filters, setFilters } = useFilters();
  const query = useRequests({
    ...filters,
    view: 'active',
    order: 'ends-first',
    limit: AT_ONCE,
  });
  const requests = withoutRepeats(
    (query.data?.pages ?? []).flatMap(page => page.items),
  );
  const nameOf = useNames(filters, requests);
  return (
    <>
      <PageHeading title={t('active.title')} />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        facets={liveFacets}
        nameOf={nameOf}
        rows={requests}
      />
      {query.isPending && <SkeletonRows rows={5} height={56} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.data && (
        <>
          {query.isRefetchError && (
            <StaleNote onRetry={() => query.refetch()} />
          )}
          <Live requests={requests} filters={filters} />
          <MoreRequests query={query} shown={requests.length} />
        </>
      )}
    </>
  );
}

function Live(props: { requests: AccessRequest[]; filters: Filters }) {
  const { requests, filters } = props;
  const t = useText();
  if (requests.length === 0) {
    return usedFacets(filters).length > 0 ? (
      <EmptyState title={t('active.emptyFiltered')} />
    ) : (
      <EmptyState title={t('active.empty')} hint={t('active.emptyHint')} />
    );
  }
  const overdue = requests.filter(it => it.overdueSince).length;
  return (
    <>
      {overdue > 0 && (
        <Text as="p" role="status" color="danger" weight="bold">
          {t('active.overdue', { count: overdue })}
        </Text>
      )}
      <RequestTable requests={requests} columns={columns} />
    </>
  );
}
