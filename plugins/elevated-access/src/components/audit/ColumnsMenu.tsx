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
  Button,
  MenuListBox,
  MenuListBoxItem,
  MenuTrigger,
} from '@backstage/ui';
import { RiLayoutColumnLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useStored } from '../../data/audit/useStored';
import { useText } from '../../translations/useText';
import { columnIds, type ColumnId } from '../table/columns';
import { usualColumns } from '../table/RequestTable';

/** Which columns the reader wants, kept by the portal. */
export interface ChosenColumns {
  shown: readonly ColumnId[];
  show(ids: ColumnId[]): void;
}

/** What names a row stays; ending access has a page of its own. */
const choosable = columnIds.filter(id => id !== 'who' && id !== 'end');

export function useChosenColumns(): ChosenColumns {
  const [kept, keep] = useStored('auditColumns', read);
  const text = kept.join();
  const shown = useMemo(() => {
    const wanted = text.split(',');
    return columnIds.filter(id => id === 'who' || wanted.includes(id));
  }, [text]);
  return { shown, show: keep };
}

function read(kept: unknown): ColumnId[] {
  const wanted: unknown[] = Array.isArray(kept) ? kept : [...usualColumns];
  return choosable.filter(id => wanted.includes(id));
}

export function ColumnsMenu(props: { columns: ChosenColumns }) {
  const { shown, show } = props.columns;
  const t = useText();
  return (
    <MenuTrigger>
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiLayoutColumnLine />}
      >
        {t('table.columns')}
      </Button>
      <MenuListBox
        aria-label={t('table.columns')}
        selectionMode="multiple"
        // Escape closes the menu; by default it would take all columns away first.
        escapeKeyBehavior="none"
        selectedKeys={shown}
        onSelectionChange={keys =>
          show(choosable.filter(id => keys === 'all' || keys.has(id)))
        }
      >
        {choosable.map(id => (
          <MenuListBoxItem key={id} id={id}>
            {t(`table.column.${id}`)}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
}
