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
  Alert,
  SearchField,
  Text,
  ToggleButton,
  VisuallyHidden,
} from '@backstage/ui';
import type {
  AccessRequest,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { ToggleButtonGroup } from 'react-aria-components';
import { useActivity, type ActivityFilter } from '../../data/activity';
import { useDebounced } from '../../time/clock';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { ProblemWords } from '../common/ProblemWords';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { Surface } from '../common/Surface';
import { ActivityExport } from './ActivityExport';
import { ActivityTable } from './ActivityTable';
import styles from './activity.module.css';

/** How long nothing is typed before it is looked for. */
const SETTLE_MS = 250;

/** What AWS recorded that was done with the access. */
export function ActivitySection(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const [filter, setFilter] = useState<ActivityFilter>({
    kind: 'all',
    text: '',
  });
  const text = useDebounced(filter.text.trim(), SETTLE_MS);
  const query = useActivity(request.id, { kind: filter.kind, text });
  const pages = query.data?.pages;
  const activity = pages?.[0];
  const hasEvents = activity !== undefined && activity.counts.events > 0;
  return (
    <Surface
      title={t('activity.title')}
      aside={hasEvents ? <ActivityExport requestId={request.id} /> : undefined}
    >
      {query.isPending && <SkeletonRows rows={4} height={36} />}
      {query.isError && !activity && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isError && activity && (
        <StaleNote onRetry={() => query.refetch()} />
      )}
      {activity && <StateLine activity={activity} />}
      {hasEvents && (
        <Events query={query} filter={filter} onFilter={setFilter} />
      )}
    </Surface>
  );
}

/** How much of the truth is known, before any of it. */
function StateLine(props: { activity: SessionActivity }) {
  const { activity } = props;
  const { state, counts, from, to, readAt, completeAt, problem } = activity;
  const t = useText();
  switch (state) {
    case 'none':
      return (
        <Text as="p" color="secondary">
          {t('activity.none')}
        </Text>
      );
    case 'not-yet':
      return (
        <Text as="p" color="secondary" role="status">
          {completeAt
            ? t('activity.notYetUntil', {
                when: <When iso={completeAt} />,
              })
            : t('activity.notYet')}
        </Text>
      );
    case 'unavailable':
      return (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('activity.unavailable')}
          description={problem && <ProblemWords told={problem} />}
        />
      );
    default:
      return (
        <div className={styles.state} role="status">
          <Text as="p" weight="bold">
            {counts.events === 0
              ? t(
                  state === 'complete'
                    ? 'activity.unused'
                    : 'activity.unusedSoFar',
                )
              : t('activity.counts', {
                  count: counts.events,
                  writes: String(counts.writes),
                  errors: String(counts.errors),
                })}
          </Text>
          <Text as="p" color="secondary" variant="body-small">
            {from && to && (
              <>
                {t('activity.covered', {
                  from: <When iso={from} form="clock" />,
                  to: <When iso={to} form="clock" />,
                })}{' '}
              </>
            )}
            {state === 'partial' && completeAt && (
              <>{t('activity.partial', { when: <When iso={completeAt} /> })} </>
            )}
            {readAt &&
              t('activity.read', {
                when: <When iso={readAt} form="relative" />,
                source: sourceName(activity.source),
              })}
          </Text>
          {activity.truncated && (
            <Text as="p" color="secondary" variant="body-small">
              {t('activity.truncated')}
            </Text>
          )}
        </div>
      );
  }
}

const sourceNames: Record<string, string> = {
  cloudtrail: 'CloudTrail',
  'cloudwatch-logs': 'CloudWatch Logs',
  athena: 'Athena',
  'cloudtrail-lake': 'CloudTrail Lake',
};

function sourceName(source: string | null): string {
  return source === null ? 'AWS' : sourceNames[source] ?? source;
}

function Events(props: {
  query: ReturnType<typeof useActivity>;
  filter: ActivityFilter;
  onFilter: (filter: ActivityFilter) => void;
}) {
  const { query, filter, onFilter } = props;
  const t = useText();
  const events = (query.data?.pages ?? []).flatMap(page => page.items);
  const { hasNextPage, isPlaceholderData, fetchNextPage } = query;
  const isFound = !isPlaceholderData && events.length > 0;
  return (
    <>
      <div className={styles.filters} role="search">
        <ToggleButtonGroup
          aria-label={t('activity.filter.label')}
          className={styles.filters}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[filter.kind]}
          onSelectionChange={keys => {
            const kind = kinds.find(it => keys.has(it));
            if (kind) {
              onFilter({ ...filter, kind });
            }
          }}
        >
          {kinds.map(it => (
            <ToggleButton key={it} id={it} size="small">
              {t(`activity.filter.${it}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <SearchField
          className={styles.search}
          size="small"
          aria-label={t('activity.filter.text')}
          placeholder={t('activity.filter.text')}
          maxLength={200}
          value={filter.text}
          onChange={text => onFilter({ ...filter, text })}
        />
      </div>
      <VisuallyHidden role="status">
        {isFound && t('activity.found', { count: events.length })}
      </VisuallyHidden>
      <ActivityTable
        events={events}
        isReading={query.isFetchingNextPage}
        onMore={hasNextPage ? () => fetchNextPage() : undefined}
        emptyText={t(
          isPlaceholderData
            ? 'activity.searching'
            : `activity.no.${filter.text.trim() ? 'match' : filter.kind}`,
        )}
      />
    </>
  );
}

const kinds = ['all', 'writes', 'errors'] as const;
