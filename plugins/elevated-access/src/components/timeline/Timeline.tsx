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
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import type { Filters } from '../../data/audit/filters';
import { lanesOf } from '../../data/audit/lanes';
import { useNow } from '../../time/clock';
import { useAuditText } from '../../translations/useAuditText';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import type { ColumnId } from '../table/columns';
import { RequestTable } from '../table/RequestTable';
import { Legend } from './Legend';
import { Picture } from './Picture';
import { TimelineControls } from './TimelineControls';
import { useAccessIn, useSpan } from './useTimeline';

const columns: readonly ColumnId[] = [
  'who',
  'permissionSet',
  'account',
  'status',
  'access',
];

/** Access as bars over time, and the same as a table. */
export function Timeline(props: { filters: Filters }) {
  const { filters } = props;
  const t = useAuditText();
  const now = useNow(30_000);
  const view = useSpan(filters);
  const { query, requests, isPartial } = useAccessIn(filters, view.span);
  const lanes = lanesOf(requests, view.lane, view.span, now);
  const drawn = lanes.flatMap(({ rows }) =>
    rows.flat().map(({ request }) => request),
  );
  return (
    <>
      <TimelineControls view={view} />
      {(query.isPending || query.isPlaceholderData) && lanes.length === 0 && (
        <SkeletonRows rows={5} height={40} />
      )}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isError && query.data && (
        <StaleNote onRetry={() => query.refetch()} />
      )}
      {query.data && lanes.length === 0 && !query.isFetching && (
        <EmptyState title={t('audit.timeline.empty')} />
      )}
      {lanes.length > 0 && (
        <>
          <Picture
            lanes={lanes}
            lane={view.lane}
            span={view.span}
            now={now}
            isStale={query.isPlaceholderData}
          />
          <Legend />
          {isPartial && (
            <Text as="p" role="status">
              {t('audit.timeline.partial', { number: String(requests.length) })}
            </Text>
          )}
          <Accordion>
            <AccordionTrigger title={t('audit.timeline.asTable')} />
            <AccordionPanel>
              <RequestTable requests={drawn} columns={columns} />
            </AccordionPanel>
          </Accordion>
        </>
      )}
    </>
  );
}
