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

import type { Health } from 'backstage-plugin-elevated-access-common';
import { useText } from '../../translations/useText';
import { Surface } from '../common/Surface';
import styles from './health.module.css';

const kinds = ['scheduled', 'activating', 'ending', 'overdue'] as const;

/** How much there is to do. */
export function Queue(props: { queue: Health['queue'] }) {
  const { queue } = props;
  const t = useText();
  return (
    <Surface title={t('health.queue.title')}>
      <dl className={styles.queue}>
        {kinds.map(kind => (
          <div key={kind} className={styles.count}>
            <dt>{t(`health.queue.${kind}`)}</dt>
            <dd
              data-alarm={(kind === 'overdue' && queue[kind] > 0) || undefined}
            >
              {queue[kind]}
            </dd>
          </div>
        ))}
      </dl>
    </Surface>
  );
}
