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

import { Text } from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useNow } from '../../time/clock';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { Surface } from '../common/Surface';
import styles from './request.module.css';

/** A picture of the window, the session tail after it, and now. */
export function TimeBar(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const now = useNow(10_000);
  const { startsAt, endsAt, sessionsEndBy, strictWindow } = request;
  if (!startsAt || !endsAt) {
    return null;
  }
  const last = request.accessEndsAt ?? endsAt;
  // In a strict window the sessions' time is inside the window, not after it.
  const tail = sessionsEndBy ?? endsAt;
  const from = Date.parse(startsAt);
  const whole = Math.max(1, Date.parse(tail) - from);
  const share = (time: number) =>
    `${Math.min(100, Math.max(0, ((time - from) / whole) * 100))}%`;
  const ended = request.endedAt ?? last;
  return (
    <Surface title={t('request.window.title')}>
      <div className={styles.bar} aria-hidden="true">
        <div
          className={styles.barAccess}
          data-overdue={request.overdueSince ? true : undefined}
          style={{ width: share(Date.parse(ended)) }}
        />
        <div
          className={styles.barTail}
          style={{
            insetInlineStart: share(Date.parse(ended)),
            width: `calc(100% - ${share(Date.parse(ended))})`,
          }}
        />
        {now >= from && now <= from + whole && (
          <div
            className={styles.barNow}
            style={{ insetInlineStart: share(now) }}
          />
        )}
      </div>
      <Text as="p" color="secondary">
        {strictWindow
          ? t('request.window.summaryStrict', {
              from: <When iso={startsAt} form="clock" />,
              last: <When iso={last} form="clock" />,
              until: <When iso={endsAt} form="clock" />,
            })
          : t('request.window.summary', {
              from: <When iso={startsAt} form="clock" />,
              until: <When iso={endsAt} form="clock" />,
              tail: <When iso={tail} form="clock" />,
            })}
      </Text>
    </Surface>
  );
}
