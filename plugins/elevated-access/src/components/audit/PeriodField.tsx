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

import { Button, DateRangePicker, Text } from '@backstage/ui';
import { parseAbsolute, toCalendarDate } from '@internationalized/date';
import { DateTime } from 'luxon';
import type { Filters } from '../../data/audit/filters';
import { useClock, useTimeStyle } from '../../time/clock';
import { zoneName } from '../../time/format';
import { useAuditText } from '../../translations/useAuditText';
import styles from './audit.module.css';

const presets = ['today', 'week', 'thisMonth', 'lastMonth', 'year'] as const;

/** Whole days in the reader's zone; the likeliest ones need one click. */
export function PeriodField(props: {
  facet: 'access' | 'created';
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const { facet, filters, onChange } = props;
  const t = useAuditText();
  const clock = useClock();
  const zone = zoneName(useTimeStyle());
  const [from, to] =
    facet === 'access'
      ? [filters.accessFrom, filters.accessTo]
      : [filters.createdFrom, filters.createdTo];

  const set = (begin: string, end: string) =>
    onChange(
      facet === 'access'
        ? { ...filters, accessFrom: begin, accessTo: end }
        : { ...filters, createdFrom: begin, createdTo: end },
    );

  return (
    <>
      <Text as="p" color="secondary">
        {t(`audit.filter.hint.${facet}`)}
      </Text>
      <div className={styles.presets}>
        {presets.map(preset => (
          <Button
            key={preset}
            size="small"
            variant="secondary"
            onPress={() => {
              const [begin, end] = presetOf(preset, clock.now(), zone);
              set(begin, end);
            }}
          >
            {t(`audit.filter.period.${preset}`)}
          </Button>
        ))}
      </div>
      <DateRangePicker
        label={t('audit.filter.period.label')}
        description={zone}
        value={from && to ? daysOf(from, to, zone) : null}
        onChange={range => {
          if (range) {
            set(
              startOf(range.start, zone),
              startOf(range.end.add({ days: 1 }), zone),
            );
          }
        }}
      />
    </>
  );
}

/** The days that a period touches. */
export function daysOf(from: string, to: string, zone: string) {
  const last = new Date(Math.max(Date.parse(to) - 1, Date.parse(from)));
  return {
    start: toCalendarDate(parseAbsolute(from, zone)),
    end: toCalendarDate(parseAbsolute(last.toISOString(), zone)),
  };
}

/** When a day begins in a zone, as an instant in UTC. */
export function startOf(
  day: { toDate(zone: string): Date },
  zone: string,
): string {
  return day.toDate(zone).toISOString();
}

function presetOf(
  preset: (typeof presets)[number],
  now: number,
  zone: string,
): [string, string] {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  const month = today.startOf('month');
  const [from, to] = {
    today: [today, today.plus({ days: 1 })],
    week: [today.minus({ days: 6 }), today.plus({ days: 1 })],
    thisMonth: [month, month.plus({ months: 1 })],
    lastMonth: [month.minus({ months: 1 }), month],
    year: [today.startOf('year'), today.startOf('year').plus({ years: 1 })],
  }[preset].map(time => time.toUTC().toISO() ?? '');
  return [from ?? '', to ?? ''];
}
