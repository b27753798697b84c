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

import { Alert, Text, ToggleButton } from '@backstage/ui';
import type {
  AccessRequest,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import { useEffect, useState } from 'react';
import { ToggleButtonGroup } from 'react-aria-components';
import {
  matchesFilter,
  useActivity,
  type ActivityFilter,
} from '../../data/activity';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { Surface } from '../common/Surface';
import { ActivityExport } from './ActivityExport';
import { ActivityTable } from './ActivityTable';
import styles from './activity.module.css';

/** A screenful; with fewer matches more pages are read. */
const ENOUGH = 25;

/** What AWS recorded that was done with the access. */
export function ActivitySection(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const query = useActivity(request.id);
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
      {hasEvents && <Events query={query} />}
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
          description={
            problem ? `${problem.reason} ${problem.remedy}` : undefined
          }
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

function Events(props: { query: ReturnType<typeof useActivity> }) {
  const { query } = props;
  const t = useText();
  const [filter, setFilter] = useState<ActivityFilter>('all');
  const loaded = (query.data?.pages ?? []).flatMap(page => page.items);
  const events = loaded.filter(event => matchesFilter(event, filter));
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;

  // The backend lists events as they come; a filter that has found little goes
  // on reading by itself.
  const goesOn =
    filter !== 'all' &&
    events.length < ENOUGH &&
    hasNextPage &&
    !isFetching &&
    !isError;
  useEffect(() => {
    if (goesOn) {
      fetchNextPage();
    }
  }, [goesOn, fetchNextPage]);

  return (
    <>
      <ToggleButtonGroup
        aria-label={t('activity.filter.label')}
        className={styles.filters}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter]}
        onSelectionChange={keys => {
          const chosen = filters.find(it => keys.has(it));
          if (chosen) {
            setFilter(chosen);
          }
        }}
      >
        {filters.map(it => (
          <ToggleButton key={it} id={it} size="small">
            {t(`activity.filter.${it}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ActivityTable
        events={events}
        isReading={query.isFetchingNextPage}
        onMore={hasNextPage ? () => fetchNextPage() : undefined}
        emptyText={t(
          hasNextPage ? 'activity.searching' : `activity.no.${filter}`,
        )}
      />
    </>
  );
}

const filters = ['all', 'writes', 'errors'] as const;
