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

import { useMemo } from 'react';
import { useText } from '../translations/useText';
import { useTimeStyle } from './clock';
import { durationMillis, formatInstant, spanParts } from './format';

const MINUTE_MS = 60_000;

/** Times in words, in the reader's language and zone. */
export interface TimeWords {
  /** `2 h 10 min` */
  span(milliseconds: number): string;
  /** The same, of an ISO 8601 duration. */
  duration(iso: string): string;
  /** `in 38 min`, `4 min ago` */
  relative(iso: string, now: number): string;
  /** `15:40` */
  clock(iso: string, now: number): string;
  /** `15:40 (in 38 min)` */
  at(iso: string, now: number): string;
  /** `until 15:40 (in 38 min)` */
  until(iso: string, now: number): string;
}

export function useTimeWords(): TimeWords {
  const t = useText();
  const style = useTimeStyle();
  return useMemo(() => {
    const span = (milliseconds: number) => {
      const { days, hours, minutes, seconds } = spanParts(milliseconds);
      const words = [
        days > 0 ? t('time.days', { value: String(days) }) : '',
        hours > 0 ? t('time.hours', { value: String(hours) }) : '',
        minutes > 0 ? t('time.minutes', { value: String(minutes) }) : '',
        seconds > 0 ? t('time.seconds', { value: String(seconds) }) : '',
      ].filter(Boolean);
      return words.length > 0
        ? words.join(' ')
        : t('time.seconds', { value: '0' });
    };
    const relative = (iso: string, now: number) => {
      const exact = Date.parse(iso) - now;
      // Seconds matter while something runs out, not once it is over.
      const distance = exact < -MINUTE_MS ? exact - (exact % MINUTE_MS) : exact;
      if (Math.abs(distance) < 1000) {
        return t('time.now');
      }
      return distance > 0
        ? t('time.in', { span: span(distance) })
        : t('time.ago', { span: span(-distance) });
    };
    const clock = (iso: string, now: number) => formatInstant(iso, now, style);
    const both = (iso: string, now: number) => ({
      clock: clock(iso, now),
      relative: relative(iso, now),
    });
    return {
      span,
      relative,
      clock,
      duration: iso => span(durationMillis(iso)),
      at: (iso, now) => t('time.at', both(iso, now)),
      until: (iso, now) => t('time.until', both(iso, now)),
    };
  }, [t, style]);
}
