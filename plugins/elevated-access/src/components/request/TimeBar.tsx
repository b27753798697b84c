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
import type { CSSProperties, ReactNode } from 'react';
import { useNow } from '../../time/clock';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { Surface } from '../common/Surface';
import { timeSpansOf, type Span } from './timeSpans';
import styles from './request.module.css';

/** A picture of the window, the real access, the session tail after it, and now. */
export function TimeBar(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const now = useNow(10_000);
  const spans = timeSpansOf(request, now);
  if (!spans) {
    return null;
  }
  const { whole, asked, access, overdue, tail } = spans;
  const length = Math.max(1, whole.to - whole.from);
  const share = (time: number) => `${((time - whole.from) / length) * 100}%`;
  const place = (span: Span): CSSProperties => ({
    insetInlineStart: share(span.from),
    inlineSize: `${((span.to - span.from) / length) * 100}%`,
  });
  const showsNow = now >= whole.from && now <= whole.to;
  return (
    <Surface title={t('request.window.title')}>
      <div className={styles.lanes} aria-hidden="true">
        <Lane label={t('request.window.asked')}>
          <div className={styles.barAsked} style={place(asked)} />
          {showsNow && (
            <div
              className={styles.barNow}
              style={{ insetInlineStart: share(now) }}
            />
          )}
        </Lane>
        {access && (
          <Lane label={t('request.window.access')}>
            <div className={styles.barAccess} style={place(access)} />
            {overdue && (
              <div className={styles.barOverdue} style={place(overdue)} />
            )}
            {tail && <div className={styles.barTail} style={place(tail)} />}
            {showsNow && (
              <div
                className={styles.barNow}
                style={{ insetInlineStart: share(now) }}
              />
            )}
          </Lane>
        )}
        <Lane label="">
          <span className={styles.scale}>
            <When iso={new Date(whole.from).toISOString()} form="clock" />
            <When iso={new Date(whole.to).toISOString()} form="clock" />
          </span>
        </Lane>
        <span className={styles.legend}>
          {showsNow && <Key look="now">{t('request.window.now')}</Key>}
          {tail && <Key look="tail">{t('request.window.tail')}</Key>}
          {overdue && <Key look="overdue">{t('status.overdue')}</Key>}
        </span>
      </div>
      <Summary request={request} />
    </Surface>
  );
}

function Lane(props: { label: string; children: ReactNode }) {
  return (
    <div className={styles.lane}>
      <span className={styles.laneLabel}>{props.label}</span>
      <div className={props.label ? styles.bar : undefined}>
        {props.children}
      </div>
    </div>
  );
}

function Key(props: { look: 'now' | 'tail' | 'overdue'; children: ReactNode }) {
  return (
    <span className={styles.key} data-look={props.look}>
      {props.children}
    </span>
  );
}

/** The same in words. */
function Summary(props: { request: AccessRequest }) {
  const { startsAt, endsAt, accessEndsAt, sessionsEndBy, strictWindow } =
    props.request;
  const t = useText();
  if (!startsAt || !endsAt) {
    return null;
  }
  return (
    <Text as="p" color="secondary">
      {strictWindow
        ? t('request.window.summaryStrict', {
            from: <When iso={startsAt} form="clock" />,
            last: <When iso={accessEndsAt ?? endsAt} form="clock" />,
            until: <When iso={endsAt} form="clock" />,
          })
        : t('request.window.summary', {
            from: <When iso={startsAt} form="clock" />,
            until: <When iso={endsAt} form="clock" />,
            tail: <When iso={sessionsEndBy ?? endsAt} form="clock" />,
          })}
    </Text>
  );
}
