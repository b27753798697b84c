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
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { When } from '../../time/When';
import { useCatalogText } from '../../translations/useCatalogText';
import { useLinks } from '../../useLinks';
import { AccountId } from '../common/AccountId';
import { StatusBadge } from '../common/StatusBadge';
import { isolate } from '../common/isolate';
import type { SubjectKind } from './subject';
import styles from './catalog.module.css';

/** Requests that concern an entity; the column that would say its own name is left out. */
export function EntityRequestTable(props: {
  requests: AccessRequest[];
  kind: SubjectKind;
}) {
  const columns = useColumns(props.kind);
  return (
    <div className={styles.room}>
      <Table
        columnConfig={columns}
        data={props.requests}
        pagination={{ type: 'none' }}
        className={styles.table}
      />
    </div>
  );
}

function useColumns(kind: SubjectKind): ColumnConfig<AccessRequest>[] {
  const t = useCatalogText();
  const links = useLinks();
  const entityLink = useEntityRefLink();
  return useMemo(() => {
    const who: ColumnConfig<AccessRequest> = {
      id: 'who',
      label: t('catalog.history.column.who'),
      isRowHeader: true,
      cell: ({ requester }) => (
        <Cell>
          <Link href={entityLink(requester.entityRef)}>
            <bdi>{requester.displayName}</bdi>
          </Link>
        </Cell>
      ),
    };
    const permissionSet: ColumnConfig<AccessRequest> = {
      id: 'permissionSet',
      label: t('catalog.history.column.permissionSet'),
      isRowHeader: kind === 'user',
      cell: request => (
        <Cell>
          <Link
            href={links.request(request.id)}
            aria-label={t('catalog.history.open', {
              who: isolate(request.requester.displayName),
              permissionSet: request.permissionSet.name,
              account: request.account.name,
            })}
          >
            <bdi>{request.permissionSet.name}</bdi>
          </Link>
        </Cell>
      ),
    };
    const account: ColumnConfig<AccessRequest> = {
      id: 'account',
      label: t('catalog.history.column.account'),
      cell: request => (
        <Cell>
          <Text as="p">
            <bdi>{request.account.name}</bdi>
          </Text>
          <Text color="secondary" variant="body-small">
            <AccountId id={request.account.id} />
          </Text>
        </Cell>
      ),
    };
    return [
      ...(kind === 'user' ? [] : [who]),
      permissionSet,
      ...(kind === 'account' ? [] : [account]),
      {
        id: 'status',
        label: t('catalog.history.column.status'),
        cell: request => (
          <Cell>
            <StatusBadge request={request} />
          </Cell>
        ),
      },
      {
        id: 'when',
        label: t('catalog.history.column.when'),
        cell: request => (
          <Cell>
            <Period request={request} />
          </Cell>
        ),
      },
      {
        id: 'reason',
        label: t('catalog.history.column.reason'),
        cell: request => (
          <Cell>
            <Text>
              <bdi>{request.reason}</bdi>
            </Text>
          </Cell>
        ),
      },
    ];
  }, [kind, t, links, entityLink]);
}

/** When there was access, or will be; where there is neither, when it was asked for. */
function Period(props: { request: AccessRequest }) {
  const { status, activatedAt, startsAt, endedAt, endsAt, createdAt } =
    props.request;
  const t = useCatalogText();
  const from = activatedAt ?? (status === 'scheduled' ? startsAt : null);
  const until = endedAt ?? props.request.accessEndsAt ?? endsAt;
  return (
    <Text>
      {from && until
        ? t('catalog.history.fromTo', {
            from: <When iso={from} form="clock" />,
            to: <When iso={until} form="clock" />,
          })
        : t('catalog.history.asked', {
            when: <When iso={createdAt} form="clock" />,
          })}
    </Text>
  );
}
