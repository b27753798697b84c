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
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useAuditText } from '../../translations/useAuditText';
import { series, type Series } from './series';
import styles from './insights.module.css';

/** Told apart by dashes and symbols as well as by colour. */
const looks: Record<Series, { dashes?: string; width: number }> = {
  requests: { width: 2 },
  given: { width: 2, dashes: '7 4' },
  rejected: { width: 2, dashes: '2 4' },
  live: { width: 3, dashes: '12 3 2 3' },
};

/** Lines over time. What it shows stands in the table below, so it is hidden from screen readers. */
export function Chart(props: {
  rows: Array<{ label: string } & Record<Series, number>>;
}) {
  const t = useAuditText();
  return (
    <div className={styles.chart} aria-hidden>
      <ResponsiveContainer width="100%" height={280}>
        <LineChart
          data={props.rows}
          // The table is the way in for keyboards; the picture needs none.
          accessibilityLayer={false}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        >
          <CartesianGrid stroke="var(--ea-grid)" vertical={false} />
          <XAxis
            dataKey="label"
            stroke="var(--ea-axis)"
            tick={{ fill: 'var(--ea-axis)', fontSize: 12 }}
            minTickGap={24}
          />
          <YAxis
            allowDecimals={false}
            stroke="var(--ea-axis)"
            tick={{ fill: 'var(--ea-axis)', fontSize: 12 }}
            width={40}
          />
          <Tooltip
            contentStyle={{
              background: 'var(--bui-bg-app)',
              color: 'var(--bui-fg-primary)',
              borderColor: 'var(--ea-grid)',
              borderRadius: 6,
            }}
          />
          <Legend
            iconType="plainline"
            iconSize={28}
            wrapperStyle={{ fontSize: 13 }}
          />
          {series.map(name => (
            <Line
              key={name}
              type="linear"
              dataKey={name}
              name={t(`insights.series.${name}`)}
              stroke={`var(--ea-${name})`}
              strokeWidth={looks[name].width}
              strokeDasharray={looks[name].dashes}
              dot={props.rows.length <= 31 ? { r: 2 } : false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
