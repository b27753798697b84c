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

import { Alert, Button } from '@backstage/ui';
import type { Health } from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import type { Trouble } from '../../data/health';
import { unreachable } from '../../data/status';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';
import { HealthLink } from './OverdueBanner';
import styles from './banners.module.css';

/** One thing that is wrong; it can be hidden unless access is in danger. */
export function TroubleBanner(props: {
  trouble: Trouble;
  health: Health;
  region: string | undefined;
  onHide: () => void;
}) {
  const { trouble, health, region = '', onHide } = props;
  const t = useText();
  const { title, description } = words(trouble, health, region, t);
  const isLoud = trouble.severity === 'danger';
  return (
    <Alert
      role={isLoud ? 'alert' : 'status'}
      status={trouble.severity}
      icon
      title={title}
      description={description}
      customActions={
        <span className={styles.actions}>
          <HealthLink />
          {!isLoud && (
            <Button size="small" variant="tertiary" onPress={onHide}>
              {t('banner.hide')}
            </Button>
          )}
        </span>
      }
    />
  );
}

function words(
  trouble: Trouble,
  health: Health,
  region: string,
  t: TextFunction,
): { title: ReactNode; description: ReactNode } {
  const { kind, since } = trouble;
  const when = since && <When iso={since} />;
  switch (kind) {
    case 'identity-center':
      return {
        title: t('banner.identityCenterTitle', { region }),
        description: (
          <>
            {when && <>{t('banner.identityCenterSince', { when })} </>}
            {consequences(health, t)}
          </>
        ),
      };
    case 'engine':
      return {
        title: t('banner.engineTitle'),
        description: (
          <>
            {when && <>{t('banner.engineSince', { when })} </>}
            {t('banner.engine')}
          </>
        ),
      };
    case 'directory':
      return {
        title: t('banner.directoryTitle'),
        description: when
          ? t('banner.directory', { when })
          : t('banner.directoryNever'),
      };
    case 'identity-store':
      return {
        title: t('banner.identityStoreTitle'),
        description: (
          <>
            {when && <>{t('banner.since', { when })} </>}
            {t('banner.identityStore')}
          </>
        ),
      };
    case 'organizations':
      return {
        title: t('banner.organizationsTitle'),
        description: (
          <>
            {when && <>{t('banner.since', { when })} </>}
            {t('banner.organizations')}
          </>
        ),
      };
    case 'degraded':
      return {
        title: t('banner.degradedTitle'),
        description: t('banner.degraded'),
      };
    default:
      return unreachable(kind);
  }
}

function consequences({ queue }: Health, t: TextFunction): string {
  const begin = queue.scheduled + queue.activating;
  return [
    begin > 0 ? t('banner.queued', { count: begin }) : t('banner.queuedNone'),
    queue.ending > 0 ? t('banner.removals', { count: queue.ending }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
