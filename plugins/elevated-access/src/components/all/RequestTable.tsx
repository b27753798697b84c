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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { useLinks } from '../../useLinks';
import { useText } from '../../translations/useText';
import { phaseOf } from '../../data/status';
import { RevokeAllMenu } from '../revoke/RevokeAllButton';
import { AccountId } from '../common/AccountId';
import { StatusBadge } from '../common/StatusBadge';
import { PolicyAndApproval } from './PolicyAndApproval';
import { UntilOrWhen } from './UntilOrWhen';
import { whoEnded } from './whoEnded';
import styles from './all.module.css';

/** One row per request, as cards where there is no room for columns. */
export function RequestTable(props: { requests: AccessRequest[] }) {
  const links = useLinks();
  const columns = useColumns();
  return (
    <div className={styles.room}>
      <Table
        columnConfig={columns}
        data={props.requests}
        pagination={{ type: 'none' }}
        rowConfig={{ getHref: request => links.request(request.id) }}
        className={styles.table}
      />
    </div>
  );
}

function useColumns(): ColumnConfig<AccessRequest>[] {
  const t = useText();
  const links = useLinks();
  return useMemo(
    () => [
      {
        id: 'who',
        label: t('all.column.who'),
        isRowHeader: true,
        cell: request => (
          <Cell className={styles.who}>
            <span className={styles.person}>
              <Text weight="bold">
                <bdi>{request.requester.displayName}</bdi>
              </Text>
              {phaseOf(request) !== 'past' && (
                <RevokeAllMenu person={request.requester} />
              )}
            </span>
          </Cell>
        ),
      },
      {
        id: 'permissionSet',
        label: t('all.column.permissionSet'),
        cell: request => (
          <Cell className={styles.permissionSet}>
            <Link
              href={links.request(request.id)}
              aria-label={t('all.open', {
                permissionSet: request.permissionSet.name,
                account: request.account.name,
                who: request.requester.displayName,
              })}
            >
              <bdi>{request.permissionSet.name}</bdi>
            </Link>
          </Cell>
        ),
      },
      {
        id: 'account',
        label: t('all.column.account'),
        cell: request => (
          <Cell className={styles.account}>
            <Text as="p">
              <bdi>{request.account.name}</bdi>
            </Text>
            <Text color="secondary" variant="body-small">
              <AccountId id={request.account.id} />
            </Text>
          </Cell>
        ),
      },
      {
        id: 'status',
        label: t('all.column.status'),
        cell: request => (
          <Cell
            className={`${styles.status} ${
              request.overdueSince ? styles.overdue : ''
            }`}
          >
            <StatusBadge request={request} />
            <EndedBy request={request} />
          </Cell>
        ),
      },
      {
        id: 'when',
        label: t('all.column.when'),
        cell: request => (
          <Cell className={styles.when}>
            <UntilOrWhen request={request} />
          </Cell>
        ),
      },
      {
        id: 'policy',
        label: t('all.column.policy'),
        cell: request => (
          <Cell className={styles.policy}>
            <PolicyAndApproval request={request} />
          </Cell>
        ),
      },
    ],
    [t, links],
  );
}

function EndedBy(props: { request: AccessRequest }) {
  const t = useText();
  const person = whoEnded(props.request);
  return person ? (
    <Text as="p" color="secondary" variant="body-small">
      <bdi>{t('all.by', { who: person.displayName })}</bdi>
    </Text>
  ) : null;
}
