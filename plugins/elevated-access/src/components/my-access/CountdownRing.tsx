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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { useTimeWords } from '../../time/useTimeWords';
import { useText } from '../../translations/useText';
import styles from './myAccess.module.css';

const RADIUS = 30;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much time is left until access is taken away, as a ring and in words. */
export function CountdownRing(props: { request: AccessRequest }) {
  const { startsAt, status } = props.request;
  const endsAt = props.request.accessEndsAt ?? props.request.endsAt;
  const t = useText();
  const words = useTimeWords();
  const now = useNow();
  if (status !== 'active' || !startsAt || !endsAt) {
    return null;
  }
  const end = Date.parse(endsAt);
  const left = Math.max(0, end - now);
  const share = Math.min(1, left / Math.max(1, end - Date.parse(startsAt)));
  const span = words.span(left);
  return (
    <div
      className={styles.ring}
      role="img"
      aria-label={t('myAccess.remainingLabel', { span })}
    >
      <svg viewBox="0 0 72 72" aria-hidden="true">
        <circle className={styles.ringTrack} cx="36" cy="36" r={RADIUS} />
        <circle
          className={styles.ringLeft}
          cx="36"
          cy="36"
          r={RADIUS}
          strokeDasharray={`${share * LENGTH} ${LENGTH}`}
          transform="rotate(-90 36 36)"
        />
      </svg>
      <span className={styles.ringText}>
        <b>{span}</b>
        <span>{t('myAccess.remaining')}</span>
      </span>
    </div>
  );
}
