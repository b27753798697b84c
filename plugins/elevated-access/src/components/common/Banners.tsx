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

import { Alert } from '@backstage/ui';
import type { Health } from 'backstage-plugin-elevated-access-common';
import { useHealth, useMe } from '../../data/queries';
import { unreachable } from '../../data/status';
import { When } from '../../time/When';
import { useNow } from '../../time/clock';
import { useText, type TextFunction } from '../../translations/useText';
import styles from './common.module.css';

/** A directory older than this may miss accounts that a person expects. */
const DIRECTORY_OLD_MS = 60 * 60_000;

/** What is wrong at the moment, on every page, before anything else. */
export function Banners() {
  const me = useMe().data;
  const health = useHealth().data;
  const t = useText();
  const now = useNow(60_000);
  const identity = me?.identityCenter;
  return (
    <div className={styles.banners}>
      {identity?.state === 'problem' && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('banner.identityTitle')}
          description={`${identity.reason} ${identity.remedy}`}
        />
      )}
      {health && health.queue.overdue > 0 && (
        <Alert
          role="status"
          status="danger"
          icon
          title={t('banner.overdueTitle', { count: health.queue.overdue })}
          description={t('banner.overdue')}
        />
      )}
      {health && health.status !== 'ok' && (
        <HealthBanner health={health} now={now} t={t} />
      )}
    </div>
  );
}

function HealthBanner(props: { health: Health; now: number; t: TextFunction }) {
  const { health, now, t } = props;
  const { identityCenter, directory, engine } = health;
  switch (health.status) {
    case 'ok':
      return null;
    case 'down':
      return (
        <Alert
          role="status"
          status="danger"
          icon
          title={t('banner.downTitle')}
          description={
            identityCenter.since
              ? t('banner.downSince', {
                  when: <When iso={identityCenter.since} />,
                })
              : t('banner.down')
          }
        />
      );
    case 'degraded':
      return (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('banner.degradedTitle')}
          description={why()}
        />
      );
    default:
      return unreachable(health.status);
  }

  function why() {
    if (!directory.syncedAt) {
      return t('banner.directoryNever');
    }
    if (
      directory.lastError ||
      now - Date.parse(directory.syncedAt) > DIRECTORY_OLD_MS
    ) {
      return t('banner.directory', { when: <When iso={directory.syncedAt} /> });
    }
    return engine.leader ? t('banner.degraded') : t('banner.engine');
  }
}
