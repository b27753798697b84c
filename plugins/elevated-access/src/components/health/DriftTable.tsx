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
  Badge,
  Cell,
  Link,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type { DriftFinding } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { AccountId } from '../common/AccountId';
import { BackendWords } from '../common/BackendWords';
import common from '../common/common.module.css';
import styles from './health.module.css';

/** What the comparison found, one row each. */
export function DriftTable(props: { items: DriftFinding[] }) {
  const columns = useColumns();
  return (
    <div className={styles.room}>
      <Table
        columnConfig={columns}
        data={[...new Map(props.items.map(it => [it.id, it])).values()]}
        pagination={{ type: 'none' }}
        className={`${styles.table} ${styles.drift}`}
      />
    </div>
  );
}

function useColumns(): ColumnConfig<DriftFinding>[] {
  const t = useText();
  const links = useLinks();
  return useMemo(
    () => [
      {
        id: 'kind',
        label: t('health.drift.column.kind'),
        cell: finding => (
          <Cell>
            <Badge className={common.badge} data-tone="warning">
              {t(`health.drift.kind.${finding.kind}`)}
            </Badge>
          </Cell>
        ),
      },
      {
        id: 'who',
        label: t('health.drift.column.who'),
        isRowHeader: true,
        cell: finding => (
          <Cell className={styles.first}>
            <Text as="p" weight="bold">
              <bdi>{nameOf(finding)}</bdi>
            </Text>
            <Text as="p" color="secondary" variant="body-small">
              {principalOf(finding, t)}
            </Text>
          </Cell>
        ),
      },
      {
        id: 'where',
        label: t('health.drift.column.where'),
        cell: finding => (
          <Cell>
            <Text as="p">
              <bdi>
                {finding.permissionSet.name ?? finding.permissionSet.arn}
              </bdi>
            </Text>
            <Text as="p" color="secondary" variant="body-small">
              <bdi>{finding.account.name}</bdi>{' '}
              <AccountId id={finding.account.id} />
            </Text>
          </Cell>
        ),
      },
      {
        id: 'what',
        label: t('health.drift.column.what'),
        cell: finding => (
          <Cell className={styles.wide}>
            <Text as="p">
              <BackendWords
                words={finding.description}
                translated={t(`health.drift.found.${finding.kind}`)}
                inFull={finding.kind !== 'orphaned'}
              />
            </Text>
            {finding.requestId && (
              <Link href={links.request(finding.requestId)}>
                {t('health.drift.grant')}
              </Link>
            )}
          </Cell>
        ),
      },
      {
        id: 'since',
        label: t('health.drift.column.since'),
        cell: finding => (
          <Cell>
            <When iso={finding.foundAt} />
          </Cell>
        ),
      },
    ],
    [t, links],
  );
}

function nameOf({ person, principal }: DriftFinding): string {
  return person?.displayName ?? principal.name ?? principal.id;
}

function principalOf({ principal }: DriftFinding, t: TextFunction): string {
  const kind = t(
    principal.type === 'GROUP' ? 'health.drift.group' : 'health.drift.user',
  );
  return `${kind} · ${principal.name ?? t('health.drift.unknown')}`;
}
