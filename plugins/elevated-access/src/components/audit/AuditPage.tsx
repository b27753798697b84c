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

import { Button, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { Navigate, useSearchParams } from 'react-router-dom';
import { facets, usedFacets } from '../../data/audit/filters';
import { useNames } from '../../data/audit/names';
import { useRequests, type RequestsResult } from '../../data/audit/queries';
import { useSavedViews } from '../../data/audit/savedViews';
import { useMe } from '../../data/queries';
import { withoutRepeats } from '../../data/requests';
import { useAuditText } from '../../translations/useAuditText';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { Timeline } from '../timeline/Timeline';
import type { ColumnId } from '../table/columns';
import { MoreRequests } from '../table/MoreRequests';
import { RequestTable } from '../table/RequestTable';
import { ColumnsMenu, useChosenColumns } from './ColumnsMenu';
import { ExportButton } from './ExportButton';
import { FilterBar } from './FilterBar';
import { Total } from './Total';
import { Unread } from './Unread';
import { useFilters } from './useFilters';
import { useQuestion } from './useQuestion';
import { ViewsMenu } from './ViewsMenu';
import styles from './audit.module.css';

const AT_ONCE = 50;
const SHAPE = 'as';

/** Any question about who has, had or wanted access, and what answers it. */
export function AuditPage() {
  const t = useAuditText();
  const [params, setParams] = useSearchParams();
  const { first } = useSavedViews();
  const { filters, unreadable, setFilters } = useFilters();
  const isTimeline = params.get(SHAPE) === 'timeline';
  const query = useRequests(
    { ...filters, view: 'all', limit: AT_ONCE },
    { enabled: !isTimeline },
  );
  const requests = withoutRepeats(
    (query.data?.pages ?? []).flatMap(page => page.items),
  );
  const nameOf = useNames(filters, requests);
  const question = useQuestion(filters, nameOf);
  const columns = useChosenColumns();

  if (first && params.size === 0) {
    return <Navigate to={{ search: first.search }} replace />;
  }
  return (
    <>
      <PageHeading title={question}>
        <div className={styles.actions}>
          <ViewsMenu search={params.toString()} />
          <ExportButton filters={filters} />
        </div>
      </PageHeading>
      <Scope />
      <Unread unreadable={unreadable} />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        facets={facets}
        nameOf={nameOf}
        rows={requests}
      />
      <div className={styles.toolbar}>
        <Total key={JSON.stringify(filters)} filters={filters} />
        <div className={styles.actions}>
          {!isTimeline && <ColumnsMenu columns={columns} />}
          <ToggleButtonGroup
            aria-label={t('audit.shape.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[isTimeline ? 'timeline' : 'table']}
            onSelectionChange={keys =>
              setParams(previous => {
                const next = new URLSearchParams(previous);
                next.set(SHAPE, keys.has('timeline') ? 'timeline' : 'table');
                return next;
              })
            }
          >
            <ToggleButton id="table">{t('audit.shape.table')}</ToggleButton>
            <ToggleButton id="timeline">
              {t('audit.shape.timeline')}
            </ToggleButton>
          </ToggleButtonGroup>
        </div>
      </div>
      {isTimeline ? (
        <Timeline key={JSON.stringify(filters)} filters={filters} />
      ) : (
        <Answer
          query={query}
          requests={requests}
          columns={columns.shown}
          onClear={
            usedFacets(filters).length > 0 ? () => setFilters({}) : undefined
          }
        />
      )}
    </>
  );
}

function Answer(props: {
  query: RequestsResult;
  requests: AccessRequest[];
  columns: readonly ColumnId[];
  onClear?: () => void;
}) {
  const { query, requests, columns, onClear } = props;
  const t = useAuditText();
  if (query.isPending) {
    return <SkeletonRows rows={6} height={56} />;
  }
  if (!query.data) {
    return <LoadFailed error={query.error} onRetry={() => query.refetch()} />;
  }
  return (
    <>
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {requests.length === 0 ? (
        <EmptyState
          title={t('audit.empty')}
          hint={onClear && t('audit.emptyHint')}
          action={
            onClear && (
              <Button variant="secondary" onPress={onClear}>
                {t('audit.clear')}
              </Button>
            )
          }
        />
      ) : (
        <RequestTable requests={requests} columns={columns} />
      )}
      <MoreRequests query={query} shown={requests.length} />
    </>
  );
}

/** Without a role the list is not everybody's, which its title does not tell. */
function Scope() {
  const t = useAuditText();
  const me = useMe().data;
  if (!me || me.roles.length > 0) {
    return null;
  }
  return (
    <Text as="p" color="secondary">
      {t('audit.scope')}
    </Text>
  );
}
