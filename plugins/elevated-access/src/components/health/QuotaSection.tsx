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
import type { Quota } from 'backstage-plugin-elevated-access-common';
import { useText } from '../../translations/useText';
import { Surface } from '../common/Surface';
import styles from './health.module.css';

/** Calls for so many seconds may wait before somebody should look. */
const SECONDS_OF_CALLS = 30;

/** So many times the writes that AWS takes at once may wait before somebody should look. */
const ROUNDS_OF_WRITES = 10;

/** How much of what AWS allows is in use; when it is too much, what to do. */
export function QuotaSection(props: { quota: Quota | null | undefined }) {
  const { quota } = props;
  const t = useText();
  if (quota === undefined) {
    return null;
  }
  return (
    <Surface title={t('health.quota.title')}>
      {quota ? (
        <Figures quota={quota} />
      ) : (
        <Text as="p" color="secondary">
          {t('health.quota.elsewhere')}
        </Text>
      )}
    </Surface>
  );
}

function Figures(props: { quota: Quota }) {
  const { quota } = props;
  const t = useText();
  const tooManyCalls =
    quota.callsWaiting > quota.callsPerSecond * SECONDS_OF_CALLS;
  const tooManyWrites =
    quota.writesWaiting > quota.writesInFlightLimit * ROUNDS_OF_WRITES;
  const figures = [
    {
      label: t('health.quota.calls'),
      value: t('health.quota.of', {
        used: String(quota.callsPerSecond),
        limit: String(quota.callsPerSecondLimit),
      }),
      alarm: quota.callsPerSecond < quota.callsPerSecondLimit,
    },
    {
      label: t('health.quota.callsWaiting'),
      value: quota.callsWaiting,
      alarm: tooManyCalls,
    },
    {
      label: t('health.quota.writes'),
      value: t('health.quota.of', {
        used: String(quota.writesInFlight),
        limit: String(quota.writesInFlightLimit),
      }),
      alarm: false,
    },
    {
      label: t('health.quota.writesWaiting'),
      value: quota.writesWaiting,
      alarm: tooManyWrites,
    },
  ];
  return (
    <>
      <dl className={styles.queue}>
        {figures.map(({ label, value, alarm }) => (
          <div key={label} className={styles.count}>
            <dt>{label}</dt>
            <dd data-alarm={alarm || undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {quota.slowedDown && <Text as="p">{t('health.quota.slowed')}</Text>}
      {(tooManyCalls || tooManyWrites) && (
        <Text as="p">{t('health.quota.long')}</Text>
      )}
    </>
  );
}
