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
  PolicyCoverage,
  PolicyView,
} from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { nameKey, useCoverage, useLintMarks } from '../../data/policies';
import {
  usePoliciesText,
  type PoliciesText,
} from '../../translations/usePoliciesText';
import { kinds } from './usePolicyFilter';
import { LintMarks } from './LintMarks';
import { LintUnread } from './LintUnread';
import { EffectBadge, StateBadges } from './PolicyBadges';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

type LintMap = ReturnType<typeof useLintMarks>['marks'];

interface Row {
  /** Names are unique per kind only, and two places may claim the same one. */
  id: string;
  policy: PolicyView;
  coverage?: PolicyCoverage;
}

/** One row per policy, as cards where there is no room for columns. */
export function PolicyTable(props: { pages: PolicyView[][] }) {
  const { pages } = props;
  const links = usePolicyLinks();
  const coverage = useCoverage(
    pages.flatMap(items =>
      kinds.map(kind => ({
        kind,
        names: items.filter(it => it.kind === kind).map(({ name }) => name),
      })),
    ),
  );
  const { marks, isUnread, refetch } = useLintMarks();
  const columns = useColumns(marks);
  const rows = pages.flat().map((policy, index) => ({
    id: `${nameKey(policy)} ${index}`,
    policy,
    coverage: coverage.get(nameKey(policy)),
  }));
  return (
    <div className={styles.room}>
      {isUnread && <LintUnread onRetry={() => refetch()} />}
      <Table
        columnConfig={columns}
        data={rows}
        pagination={{ type: 'none' }}
        rowConfig={{ getHref: ({ policy }) => links.one(policy) }}
        className={styles.table}
      />
    </div>
  );
}

function useColumns(marks: LintMap): ColumnConfig<Row>[] {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('policies.column.name'),
        isRowHeader: true,
        cell: ({ policy }) => (
          <Cell className={styles.cellName}>
            <Link href={links.one(policy)}>
              <bdi>{policy.name}</bdi>
            </Link>
            {policy.spec.description && (
              <Text as="p" color="secondary" variant="body-small">
                <bdi>{policy.spec.description}</bdi>
              </Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'effect',
        label: t('policies.column.effect'),
        cell: ({ policy }) => (
          <Cell className={styles.cellEffect}>
            <div className={styles.row}>
              <EffectBadge policy={policy} />
            </div>
          </Cell>
        ),
      },
      {
        id: 'covers',
        label: t('policies.column.covers'),
        cell: ({ policy, coverage }) => (
          <Cell className={styles.cellCovers}>
            <Text variant="body-small">
              {coverage ? t('policies.covers', numbersOf(coverage, t)) : '…'}
            </Text>
            <LintMarks
              findings={marks.get(nameKey(policy)) ?? []}
              policy={policy}
            />
          </Cell>
        ),
      },
      {
        id: 'priority',
        label: t('policies.column.priority'),
        cell: ({ policy }) => (
          <Cell className={styles.cellPriority}>
            <Text>
              {'priority' in policy.spec ? policy.spec.priority : '–'}
            </Text>
          </Cell>
        ),
      },
      {
        id: 'source',
        label: t('policies.column.source'),
        cell: ({ policy }) => (
          <Cell className={styles.cellSource}>
            <Text variant="body-small">
              {t(`policies.source.${policy.source.type}`)}
            </Text>
            <StateBadges policy={policy} />
          </Cell>
        ),
      },
    ],
    [t, links, marks],
  );
}

function numbersOf(
  { people, accounts, permissionSets }: PolicyCoverage,
  t: PoliciesText,
) {
  return {
    people: t('policies.people', { count: people }),
    accounts: t('policies.accounts', { count: accounts }),
    permissionSets: t('policies.permissionSets', { count: permissionSets }),
  };
}
