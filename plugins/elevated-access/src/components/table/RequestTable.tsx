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

import { Table } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useLinks } from '../../useLinks';
import { useColumns, type ColumnId } from './columns';
import styles from './table.module.css';

/** What most people want to know; more can be chosen. */
export const usualColumns: readonly ColumnId[] = [
  'who',
  'permissionSet',
  'account',
  'status',
  'when',
  'policy',
];

/** One row per request, as cards where there is no room for columns. */
export function RequestTable(props: {
  requests: AccessRequest[];
  columns?: readonly ColumnId[];
}) {
  const { requests, columns: ids = usualColumns } = props;
  const links = useLinks();
  const columns = useColumns(ids);
  return (
    <div className={styles.room}>
      <Table
        columnConfig={columns}
        data={requests}
        pagination={{ type: 'none' }}
        rowConfig={{ getHref: request => links.request(request.id) }}
        className={styles.table}
      />
    </div>
  );
}
