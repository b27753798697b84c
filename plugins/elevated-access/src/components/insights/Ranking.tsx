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
import { useMemo } from 'react';
import type { Filters } from '../../data/audit/filters';
import { useAuditText } from '../../translations/useAuditText';
import { useLinks } from '../../useLinks';
import { Surface } from '../common/Surface';
import tableStyles from '../table/table.module.css';
import styles from './insights.module.css';

/** One of the busiest; `filters` ask for the requests behind it. */
interface Ranked {
  id: string;
  name: string;
  /** What tells it from others of its name. */
  hint?: string;
  requests: number;
  given: number;
  filters: Filters;
}

/** The busiest, as a table whose rows are bars as well. */
export function Ranking(props: { title: string; items: Ranked[] }) {
  const { title, items } = props;
  const t = useAuditText();
  const links = useLinks();
  const most = Math.max(1, ...items.map(({ requests }) => requests));
  const columns = useMemo(
    (): ColumnConfig<Ranked>[] => [
      {
        id: 'name',
        label: t('insights.column.name'),
        isRowHeader: true,
        cell: item => (
          <Cell>
            <Link
              href={links.audit(item.filters)}
              aria-label={t('insights.show', { name: item.name })}
            >
              <bdi>{item.name}</bdi>
            </Link>
            {item.hint && (
              <Text as="p" color="secondary" variant="body-small">
                {item.hint}
              </Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'share',
        label: t('insights.column.share'),
        cell: item => (
          <Cell>
            <span className={styles.share}>
              <span
                className={styles.asked}
                style={{ inlineSize: `${(item.requests / most) * 100}%` }}
                aria-hidden
              >
                <span
                  className={styles.given}
                  style={{
                    inlineSize: `${
                      (item.given / Math.max(1, item.requests)) * 100
                    }%`,
                  }}
                />
              </span>
              <Text>
                {t('insights.figure.of', {
                  part: String(item.given),
                  all: String(item.requests),
                })}
              </Text>
            </span>
          </Cell>
        ),
      },
    ],
    [t, links, most],
  );
  return (
    <Surface title={title}>
      {items.length === 0 ? (
        <Text as="p">{t('insights.none')}</Text>
      ) : (
        <Table
          columnConfig={columns}
          data={items}
          pagination={{ type: 'none' }}
          className={tableStyles.plain}
        />
      )}
    </Surface>
  );
}
