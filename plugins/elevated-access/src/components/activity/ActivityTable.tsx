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
  CellText,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { useNow, useTimeStyle } from '../../time/clock';
import { formatInstant, formatInstantInFull } from '../../time/format';
import { useText } from '../../translations/useText';
import styles from './activity.module.css';

/** Above it only the rows in view are in the page. */
const MANY = 50;

/** One row for each thing that was called. */
export function ActivityTable(props: {
  events: ActivityEvent[];
  isReading: boolean;
  onMore: (() => void) | undefined;
  emptyText: string;
}) {
  const { events, isReading, onMore, emptyText } = props;
  const t = useText();
  const columns = useColumns();
  const isLong = events.length > MANY;
  return (
    <>
      <div className={isLong ? styles.longTable : styles.shortTable}>
        <Table
          columnConfig={columns}
          data={events}
          pagination={{ type: 'none' }}
          virtualized={isLong ? { estimatedRowHeight: 64 } : false}
          className={styles.table}
          emptyState={<Text>{emptyText}</Text>}
        />
      </div>
      {onMore && (
        <Button
          variant="secondary"
          className={styles.more}
          isPending={isReading}
          onPress={onMore}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}

function useColumns(): ColumnConfig<ActivityEvent>[] {
  const t = useText();
  return useMemo(
    () => [
      {
        id: 'at',
        label: t('activity.column.at'),
        width: 120,
        cell: event => (
          <Cell>
            <At iso={event.at} />
          </Cell>
        ),
      },
      {
        id: 'what',
        label: t('activity.column.what'),
        isRowHeader: true,
        minWidth: 180,
        cell: event => (
          <CellText
            title={event.name}
            description={[
              event.service.replace('.amazonaws.com', ''),
              event.region,
            ]
              .filter(Boolean)
              .join(' · ')}
          />
        ),
      },
      {
        id: 'kind',
        label: t('activity.column.kind'),
        width: 150,
        cell: event => (
          <Cell>
            <Kind event={event} />
          </Cell>
        ),
      },
      {
        id: 'resources',
        label: t('activity.column.resources'),
        minWidth: 160,
        cell: event => (
          <CellText
            title={event.resources[0] ?? '–'}
            description={event.resources.slice(1).join(', ')}
          />
        ),
      },
      {
        id: 'from',
        label: t('activity.column.from'),
        minWidth: 140,
        cell: event => (
          <CellText
            title={event.sourceAddress ?? '–'}
            description={event.userAgent ?? ''}
          />
        ),
      },
    ],
    [t],
  );
}

/** Reading or changing, and whether AWS let it through. */
function Kind(props: { event: ActivityEvent }) {
  const { readOnly, errorCode } = props.event;
  const t = useText();
  return (
    <span className={styles.kind}>
      {readOnly !== null && (
        <Text weight={readOnly ? 'regular' : 'bold'}>
          {t(readOnly ? 'activity.readOnly' : 'activity.write')}
        </Text>
      )}
      {errorCode && (
        <Text color="secondary" variant="body-small">
          {t('activity.error', { code: errorCode })}
        </Text>
      )}
    </span>
  );
}

function At(props: { iso: string }) {
  const { iso } = props;
  const style = useTimeStyle();
  // Only the day can change: hundreds of rows need no second hand.
  const now = useNow(60_000);
  return (
    <time dateTime={iso} title={formatInstantInFull(iso, style)}>
      {formatInstant(iso, now, style)}
    </time>
  );
}
