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

import { Cell, Link, Text, type ColumnConfig } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { phaseOf } from '../../data/status';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { AccountId } from '../common/AccountId';
import { EndButton } from '../common/EndButton';
import { StatusBadge } from '../common/StatusBadge';
import { isolate } from '../common/isolate';
import { RevokeAllMenu } from '../revoke/RevokeAllButton';
import { AccessPeriod } from './AccessPeriod';
import { PolicyAndApproval } from './PolicyAndApproval';
import { UntilOrWhen } from './UntilOrWhen';
import { whoEnded } from './whoEnded';
import styles from './table.module.css';

export const columnIds = [
  'who',
  'permissionSet',
  'account',
  'status',
  'when',
  'policy',
  'access',
  'created',
  'reason',
  'ticket',
  'usage',
  'end',
] as const;

export type ColumnId = (typeof columnIds)[number];

/** Columns of requests, in the order in which they are named. */
export function useColumns(ids: readonly ColumnId[]) {
  const all = useAllColumns();
  return useMemo(
    () => ids.flatMap(id => all.find(column => column.id === id) ?? []),
    [all, ids],
  );
}

function useAllColumns(): ColumnConfig<AccessRequest>[] {
  const t = useText();
  const links = useLinks();
  return useMemo(() => {
    const column = (
      id: ColumnId,
      cell: ColumnConfig<AccessRequest>['cell'],
    ): ColumnConfig<AccessRequest> => ({
      id,
      label: t(`table.column.${id}`),
      isRowHeader: id === 'who',
      cell,
    });
    return [
      column('who', request => (
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
      )),
      column('permissionSet', request => (
        <Cell>
          <Link
            href={links.request(request.id)}
            aria-label={t('table.open', {
              permissionSet: request.permissionSet.name,
              account: request.account.name,
              who: isolate(request.requester.displayName),
            })}
          >
            <bdi>{request.permissionSet.name}</bdi>
          </Link>
        </Cell>
      )),
      column('account', request => (
        <Cell>
          <Text as="p">
            <bdi>{request.account.name}</bdi>
          </Text>
          <Text color="secondary" variant="body-small">
            <AccountId id={request.account.id} />
          </Text>
        </Cell>
      )),
      column('status', request => (
        <Cell
          className={`${styles.status} ${
            request.overdueSince && phaseOf(request) === 'live'
              ? styles.overdue
              : ''
          }`}
        >
          <StatusBadge request={request} />
          <EndedBy request={request} />
        </Cell>
      )),
      column('when', request => (
        <Cell>
          <UntilOrWhen request={request} />
        </Cell>
      )),
      column('policy', request => (
        <Cell>
          <PolicyAndApproval request={request} />
        </Cell>
      )),
      column('access', request => (
        <Cell>
          <AccessPeriod request={request} />
        </Cell>
      )),
      column('created', request => (
        <Cell>
          <When iso={request.createdAt} form="clock" />
        </Cell>
      )),
      column('reason', request => (
        <Cell>
          <Text as="p" variant="body-small" className={styles.reason}>
            <bdi>{request.reason}</bdi>
          </Text>
        </Cell>
      )),
      column('ticket', request => (
        <Cell>
          <bdi>{request.ticket}</bdi>
        </Cell>
      )),
      column('usage', request => (
        <Cell>{t(`table.usage.${request.usage}`)}</Cell>
      )),
      column('end', request => (
        <Cell className={styles.end}>
          {request.actions.includes('revoke') && (
            <EndButton request={request} action="revoke" />
          )}
          {request.actions.includes('release') && (
            <EndButton request={request} action="release" />
          )}
        </Cell>
      )),
    ];
  }, [t, links]);
}

function EndedBy(props: { request: AccessRequest }) {
  const t = useText();
  const person = whoEnded(props.request);
  return person ? (
    <Text as="p" color="secondary" variant="body-small">
      <bdi>{t('table.by', { who: isolate(person.displayName) })}</bdi>
    </Text>
  ) : null;
}
