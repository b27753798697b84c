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
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Cell,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type { AccessReport } from 'backstage-plugin-elevated-access-common';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { useTimeStyle } from '../../time/clock';
import { useAuditText } from '../../translations/useAuditText';
import { Surface } from '../common/Surface';
import tableStyles from '../table/table.module.css';
import { Chart } from './Chart';
import { series } from './series';

type Step = AccessReport['overTime'][number];
type Row = Step & { id: string; label: string };

/** How much was asked for, given, rejected and held, as lines and as a table. */
export function OverTime(props: { report: AccessReport }) {
  const { report } = props;
  const t = useAuditText();
  const { locale } = useTimeStyle();
  const rows: Row[] = report.overTime.map(step => ({
    ...step,
    id: step.at,
    label: labelOf(step.at, report.step, locale),
  }));
  const columns = useMemo(
    (): ColumnConfig<Row>[] => [
      {
        id: 'at',
        label: t('insights.column.at'),
        isRowHeader: true,
        cell: row => <Cell>{row.label}</Cell>,
      },
      ...series.map(
        (name): ColumnConfig<Row> => ({
          id: name,
          label: t(`insights.series.${name}`),
          cell: row => <Cell>{row[name]}</Cell>,
        }),
      ),
    ],
    [t],
  );
  return (
    <Surface
      title={t('insights.overTime')}
      aside={
        <Text color="secondary" variant="body-small">
          {t(`insights.step.${report.step}`)}
        </Text>
      }
    >
      <Chart rows={rows} />
      <Accordion>
        <AccordionTrigger title={t('insights.asTable')} />
        <AccordionPanel>
          <Table
            columnConfig={columns}
            data={rows}
            pagination={{ type: 'none' }}
            className={tableStyles.plain}
          />
        </AccordionPanel>
      </Accordion>
    </Surface>
  );
}

/** Steps begin in UTC, so they are named in UTC. */
function labelOf(
  iso: string,
  step: AccessReport['step'],
  locale: string | undefined,
): string {
  const utc = DateTime.fromISO(iso, { zone: 'utc' });
  const time = locale ? utc.setLocale(locale) : utc;
  switch (step) {
    case 'hour':
      return time.toLocaleString({
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
    case 'month':
      return time.toLocaleString({ month: 'short', year: 'numeric' });
    default:
      return time.toLocaleString({ day: 'numeric', month: 'short' });
  }
}
