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

import { DateTime, Duration } from 'luxon';
import type { TimeStyle } from './clock';

/** A length of time cut into the parts that a person would say. */
export interface SpanParts {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/**
 * The parts of a span worth saying: two at most, seconds only within the last
 * two minutes.
 */
export function spanParts(milliseconds: number): SpanParts {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = total % 60;
  if (days > 0) {
    return { days, hours, minutes: 0, seconds: 0 };
  }
  if (total >= 120) {
    return { days: 0, hours, minutes, seconds: 0 };
  }
  return { days: 0, hours: 0, minutes, seconds };
}

/** Milliseconds of an ISO 8601 duration; nothing for a text that is none. */
export function durationMillis(iso: string): number {
  const duration = Duration.fromISO(iso);
  return duration.isValid ? duration.toMillis() : 0;
}

export function durationMinutes(iso: string): number {
  return Math.floor(durationMillis(iso) / 60_000);
}

/** Whole minutes as an ISO 8601 duration, in hours and minutes. */
export function minutesToDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${hours > 0 ? `${hours}H` : ''}${
    rest > 0 || hours === 0 ? `${rest}M` : ''
  }`;
}

function inReadersZone(iso: string, style: TimeStyle): DateTime {
  const time = DateTime.fromISO(iso, { zone: style.zone ?? 'local' });
  return style.locale ? time.setLocale(style.locale) : time;
}

/**
 * A clock time as the reader writes it: `15:40` today, with the day when it is
 * another one, with the year when that is another one.
 */
export function formatInstant(
  iso: string,
  now: number,
  style: TimeStyle,
): string {
  const time = inReadersZone(iso, style);
  const today = DateTime.fromMillis(now, { zone: style.zone ?? 'local' });
  if (time.hasSame(today, 'day')) {
    return time.toLocaleString(DateTime.TIME_SIMPLE);
  }
  return time.toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    ...(time.hasSame(today, 'year') ? {} : { year: 'numeric' }),
  });
}

/** The same instant in full, with the reader's zone and UTC, for a hover. */
export function formatInstantInFull(iso: string, style: TimeStyle): string {
  const local = inReadersZone(iso, style);
  return `${local.toLocaleString(
    DateTime.DATETIME_MED_WITH_SECONDS,
  )} (${zoneName(style)}) · ${formatUtc(iso)}`;
}

export function formatUtc(iso: string): string {
  return DateTime.fromISO(iso).toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
}

/** The clock time in UTC alone, to stand beside the reader's own. */
export function formatUtcTime(iso: string): string {
  return DateTime.fromISO(iso).toUTC().toFormat("HH:mm 'UTC'");
}

/** The reader's zone by name, for example `Europe/Stockholm`. */
export function zoneName(style: TimeStyle): string {
  return style.zone ?? DateTime.local().zoneName;
}

/** An AWS account id in groups of four, as AWS's own pages write it. */
export function formatAccountId(id: string): string {
  return id.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3');
}
