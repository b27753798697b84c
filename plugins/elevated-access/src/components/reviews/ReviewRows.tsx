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
import type { AccessReview } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { When } from '../../time/When';
import { useAuditText } from '../../translations/useAuditText';
import { useLinks } from '../../useLinks';
import { AccountId } from '../common/AccountId';
import { isolate } from '../common/isolate';
import tableStyles from '../table/table.module.css';

type Row = AccessReview['rows'][number];

/** One row per person, account and permission set. */
export function ReviewRows(props: { rows: Row[] }) {
  const columns = useColumns();
  return (
    <div className={tableStyles.room}>
      <Table
        columnConfig={columns}
        data={props.rows.map(row => ({ ...row, id: keyOf(row) }))}
        pagination={{ type: 'none' }}
        className={tableStyles.table}
      />
    </div>
  );
}

function keyOf({ person, account, permissionSet }: Row): string {
  return [person.entityRef, account.id, permissionSet.arn].join(' ');
}

function useColumns(): ColumnConfig<Row & { id: string }>[] {
  const t = useAuditText();
  const links = useLinks();
  return useMemo(
    () => [
      {
        id: 'person',
        label: t('reviews.column.person'),
        isRowHeader: true,
        cell: row => (
          <Cell>
            <Text weight="bold">
              <bdi>{row.person.displayName}</bdi>
            </Text>
          </Cell>
        ),
      },
      {
        id: 'permissionSet',
        label: t('reviews.column.permissionSet'),
        cell: row => (
          <Cell>
            <bdi>{row.permissionSet.name}</bdi>
          </Cell>
        ),
      },
      {
        id: 'account',
        label: t('reviews.column.account'),
        cell: row => (
          <Cell>
            <Text as="p">
              <bdi>{row.account.name}</bdi>
            </Text>
            <Text color="secondary" variant="body-small">
              <AccountId id={row.account.id} />
            </Text>
          </Cell>
        ),
      },
      {
        id: 'accesses',
        label: t('reviews.column.accesses'),
        cell: row => <Cell>{row.accesses}</Cell>,
      },
      {
        id: 'used',
        label: t('reviews.column.used'),
        cell: row => <Cell>{row.used}</Cell>,
      },
      {
        id: 'unused',
        label: t('reviews.column.unused'),
        cell: row => (
          <Cell>
            <Text weight={row.unused > 0 ? 'bold' : 'regular'}>
              {row.unused}
            </Text>
          </Cell>
        ),
      },
      {
        id: 'last',
        label: t('reviews.column.last'),
        cell: row => (
          <Cell>
            <Link
              href={links.request(row.lastRequestId)}
              aria-label={t('reviews.openLast', {
                who: isolate(row.person.displayName),
                permissionSet: row.permissionSet.name,
                account: row.account.name,
              })}
            >
              <When iso={row.lastGivenAt} form="clock" />
            </Link>
          </Cell>
        ),
      },
    ],
    [t, links],
  );
}
