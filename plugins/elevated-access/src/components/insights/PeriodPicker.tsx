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
  DateRangePicker,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useTimeStyle } from '../../time/clock';
import { zoneName } from '../../time/format';
import { useAuditText } from '../../translations/useAuditText';
import { daysOf, startOf } from '../audit/PeriodField';
import { periods, type usePeriod } from './usePeriod';
import styles from './insights.module.css';

/** So many days until now, or any days. */
export function PeriodPicker(props: { of: ReturnType<typeof usePeriod> }) {
  const { range, period, setPeriod, setRange } = props.of;
  const t = useAuditText();
  const zone = zoneName(useTimeStyle());
  return (
    <div className={styles.period}>
      <ToggleButtonGroup
        aria-label={t('insights.period.label')}
        selectionMode="single"
        selectedKeys={period ? [period] : []}
        onSelectionChange={keys => {
          const chosen = periods.find(it => keys.has(it));
          if (chosen) {
            setPeriod(chosen);
          }
        }}
      >
        {periods.map(it => (
          <ToggleButton key={it} id={it}>
            {t(`insights.period.${it}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <DateRangePicker
        aria-label={t('insights.period.ownLabel')}
        value={daysOf(range.from, range.to, zone)}
        onChange={days => {
          if (days) {
            setRange(
              startOf(days.start, zone),
              startOf(days.end.add({ days: 1 }), zone),
            );
          }
        }}
      />
    </div>
  );
}
