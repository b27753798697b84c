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

import { Cell, Link, Table, Text, type ColumnConfig } from '@backstage/ui';
import type {
  Health,
  OverdueAccess,
} from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { Surface } from '../common/Surface';
import { isolate } from '../common/isolate';
import styles from './health.module.css';

type Row = OverdueAccess & { id: string };

/** Access that should be gone, longest overdue first, and what is done about it. */
export function OverdueSection(props: { health: Health }) {
  const { health } = props;
  const t = useText();
  const columns = useColumns();
  const rows = useMemo(
    () => health.overdue.map(access => ({ ...access, id: access.requestId })),
    [health.overdue],
  );
  const hidden = health.queue.overdue - rows.length;
  return (
    <Surface
      title={t('health.overdue.title')}
      tone={health.queue.overdue > 0 ? 'danger' : undefined}
    >
      {health.queue.overdue === 0 && rows.length === 0 && (
        <Text as="p">{t('health.overdue.empty')}</Text>
      )}
      {rows.length > 0 && (
        <>
          <Text as="p" color="secondary">
            {t('health.overdue.advice')}
          </Text>
          <div className={styles.room}>
            <Table
              columnConfig={columns}
              data={rows}
              pagination={{ type: 'none' }}
              className={`${styles.table} ${styles.overdue}`}
            />
          </div>
        </>
      )}
      {hidden > 0 && (
        <Text as="p" color="secondary">
          {t('health.overdue.hidden', { count: hidden })}
        </Text>
      )}
    </Surface>
  );
}

function useColumns(): ColumnConfig<Row>[] {
  const t = useText();
  const links = useLinks();
  return useMemo(
    () => [
      {
        id: 'what',
        label: t('health.overdue.column.what'),
        isRowHeader: true,
        cell: access => (
          <Cell className={styles.first}>
            <Link href={links.request(access.requestId)} weight="bold">
              <bdi>
                {t('health.overdue.open', {
                  permissionSet: access.permissionSetName,
                  account: access.account.name,
                  who: isolate(access.person.displayName),
                })}
              </bdi>
            </Link>
          </Cell>
        ),
      },
      {
        id: 'since',
        label: t('health.overdue.column.since'),
        cell: access => (
          <Cell>
            <Text as="p" weight="bold" color="danger">
              <When iso={access.overdueSince} />
            </Text>
            <Text as="p" color="secondary" variant="body-small">
              {t('health.overdue.endAt', {
                when: <When iso={access.endAt} form="clock" />,
              })}
            </Text>
          </Cell>
        ),
      },
      {
        id: 'enforced',
        label: t('health.overdue.column.enforced'),
        cell: access => (
          <Cell>
            <Text as="p">
              {access.enforcedBy === 'iam'
                ? t('health.overdue.iam')
                : t('health.overdue.nothing')}
            </Text>
          </Cell>
        ),
      },
      {
        id: 'attempts',
        label: t('health.overdue.column.attempts'),
        cell: access => (
          <Cell>
            <Text as="p">{t('aws.attempts', { count: access.attempts })}</Text>
            {access.nextAttemptAt && (
              <Text as="p" color="secondary" variant="body-small">
                {t('health.overdue.next', {
                  when: <When iso={access.nextAttemptAt} form="relative" />,
                })}
              </Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'error',
        label: t('health.overdue.column.error'),
        cell: access => (
          <Cell className={styles.wide}>
            <Text as="p" variant="body-small">
              {access.lastError ? (
                <bdi lang="en">{access.lastError}</bdi>
              ) : (
                t('health.overdue.noError')
              )}
            </Text>
          </Cell>
        ),
      },
    ],
    [t, links],
  );
}
