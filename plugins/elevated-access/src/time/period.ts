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

import { DateTime } from 'luxon';
import type { TimeStyle } from './clock';

/** A period as a person would say it; the words around the names are the caller's. */
export type PeriodWords =
  | { kind: 'in' | 'on' | 'since' | 'before'; name: string }
  | { kind: 'between'; from: string; to: string };

/**
 * Names a period in the reader's zone: a month or a year by its name, whole
 * days by their dates, anything else by its instants. `to` is not included any
 * more. Nothing where the period has neither begin nor end.
 */
export function periodWords(
  from: string | undefined,
  to: string | undefined,
  style: TimeStyle,
): PeriodWords | undefined {
  const zone = style.zone ?? 'local';
  const read = (iso: string) => {
    const time = DateTime.fromISO(iso, { zone });
    return style.locale ? time.setLocale(style.locale) : time;
  };
  if (from && to) {
    return between(read(from), read(to));
  }
  if (from) {
    return { kind: 'since', name: nameOf(read(from)) };
  }
  return to ? { kind: 'before', name: nameOf(read(to)) } : undefined;
}

function between(from: DateTime, to: DateTime): PeriodWords {
  if (is(from, 'year') && sameInstant(to, from.plus({ years: 1 }))) {
    return { kind: 'in', name: from.toLocaleString({ year: 'numeric' }) };
  }
  if (is(from, 'month') && sameInstant(to, from.plus({ months: 1 }))) {
    return {
      kind: 'in',
      name: from.toLocaleString({ month: 'long', year: 'numeric' }),
    };
  }
  if (is(from, 'day') && is(to, 'day')) {
    const last = to.minus({ days: 1 });
    return sameInstant(from, last)
      ? { kind: 'on', name: dayOf(from) }
      : { kind: 'between', from: dayOf(from), to: dayOf(last) };
  }
  return { kind: 'between', from: nameOf(from), to: nameOf(to) };
}

function is(time: DateTime, unit: 'year' | 'month' | 'day'): boolean {
  return sameInstant(time, time.startOf(unit));
}

function sameInstant(a: DateTime, b: DateTime): boolean {
  return a.toMillis() === b.toMillis();
}

function nameOf(time: DateTime): string {
  return is(time, 'day')
    ? dayOf(time)
    : time.toLocaleString(DateTime.DATETIME_MED);
}

function dayOf(time: DateTime): string {
  return time.toLocaleString(DateTime.DATE_MED);
}
