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
import type { Span } from '../../data/audit/lanes';
import type { TimeStyle } from '../../time/clock';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

export const scales = ['hours6', 'day', 'week', 'month'] as const;

export type Scale = (typeof scales)[number];

export const scaleLength: Record<Scale, number> = {
  hours6: 6 * HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

/** Now stands at three quarters: what was matters more than what is planned. */
export function spanUntilNow(length: number, now: number): Span {
  const from = now - length * 0.75;
  return { from, to: from + length };
}

/**
 * The same, seen from nearer or further: now stays where it stands in the picture, and
 * where it is not in it, the middle does.
 */
export function zoom({ from, to }: Span, length: number, now: number): Span {
  const isInView = now >= from && now <= to;
  const anchor = isInView ? now : (from + to) / 2;
  const begin = anchor - ((anchor - from) / (to - from)) * length;
  return { from: begin, to: begin + length };
}

/** Half of what is shown further on, or back. */
export function move({ from, to }: Span, direction: 1 | -1): Span {
  const step = (direction * (to - from)) / 2;
  return { from: from + step, to: to + step };
}

/** A line of the picture's clock. */
export interface Tick {
  at: number;
  label: string;
}

const steps: Array<{ unit: 'hours' | 'days'; count: number }> = [
  { unit: 'hours', count: 1 },
  { unit: 'hours', count: 3 },
  { unit: 'hours', count: 6 },
  { unit: 'days', count: 1 },
  { unit: 'days', count: 2 },
  { unit: 'days', count: 7 },
  { unit: 'days', count: 30 },
  { unit: 'days', count: 90 },
];

const MOST = 8;

/** Full hours or days of the reader's zone, not more than there is room for. */
export function ticksOf(span: Span, style: TimeStyle): Tick[] {
  const length = span.to - span.from;
  const step = steps.find(
    ({ unit, count }) =>
      length / (count * (unit === 'days' ? DAY : HOUR)) <= MOST,
  ) ?? { unit: 'days', count: Math.ceil(length / DAY / MOST) };
  const begin = DateTime.fromMillis(span.from, {
    zone: style.zone ?? 'local',
  }).startOf('day');
  const ticks: Tick[] = [];
  for (let index = 0; ; index += 1) {
    // Added to the first one, so that days keep their midnight in spite of summer time.
    const time = begin.plus({ [step.unit]: step.count * index });
    if (time.toMillis() >= span.to) {
      return ticks;
    }
    if (time.toMillis() >= span.from) {
      ticks.push({
        at: time.toMillis(),
        label: labelOf(time, step.unit, style),
      });
    }
  }
}

function labelOf(
  time: DateTime,
  unit: 'hours' | 'days',
  style: TimeStyle,
): string {
  const local = style.locale ? time.setLocale(style.locale) : time;
  return unit === 'days' || time.hour === 0
    ? local.toLocaleString({ weekday: 'short', day: 'numeric', month: 'short' })
    : local.toLocaleString(DateTime.TIME_SIMPLE);
}

/** Where an instant lies, in hundredths of the span; never outside of it. */
export function placeOf(at: number, { from, to }: Span): number {
  const share = ((at - from) / (to - from)) * 100;
  return Math.min(100, Math.max(0, share));
}
