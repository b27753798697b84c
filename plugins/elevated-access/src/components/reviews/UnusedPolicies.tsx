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

import { Cell, Table, Text, type ColumnConfig } from '@backstage/ui';
import type { AccessReview } from 'backstage-plugin-elevated-access-common';
import { useMemo } from 'react';
import { When } from '../../time/When';
import { useAuditText } from '../../translations/useAuditText';
import tableStyles from '../table/table.module.css';

type Policy = AccessReview['unusedPolicies'][number] & { id: string };

/** Policies that could go. */
export function UnusedPolicies(props: {
  policies: AccessReview['unusedPolicies'];
}) {
  const { policies } = props;
  const t = useAuditText();
  const columns = useMemo(
    (): ColumnConfig<Policy>[] => [
      {
        id: 'policy',
        label: t('reviews.column.policy'),
        isRowHeader: true,
        cell: policy => (
          <Cell>
            <bdi>{policy.name}</bdi>
          </Cell>
        ),
      },
      {
        id: 'lastUsed',
        label: t('reviews.column.lastUsed'),
        cell: policy => (
          <Cell>
            {policy.lastUsedAt ? (
              <When iso={policy.lastUsedAt} />
            ) : (
              t('reviews.never')
            )}
          </Cell>
        ),
      },
    ],
    [t],
  );
  return policies.length === 0 ? (
    <Text as="p">{t('reviews.policiesEmpty')}</Text>
  ) : (
    <Table
      columnConfig={columns}
      data={policies.map(policy => ({ ...policy, id: policy.name }))}
      pagination={{ type: 'none' }}
      className={tableStyles.table}
    />
  );
}
