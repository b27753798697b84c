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

import { Alert, Link } from '@backstage/ui';
import type {
  Health,
  OverdueAccess,
} from 'backstage-plugin-elevated-access-common';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import { isolate } from '../common/isolate';
import styles from './banners.module.css';

const SHOWN = 5;

/**
 * Access that should be gone. It cannot be hidden. Only what the reader may see
 * is listed; the overdue access of others is said more quietly.
 */
export function OverdueBanner(props: { health: Health }) {
  const { health } = props;
  const t = useText();
  const title = t('banner.overdueTitle', { count: health.queue.overdue });
  if (health.overdue.length === 0) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={title}
        description={t('banner.overdueOthers')}
      />
    );
  }
  const more = health.queue.overdue - Math.min(SHOWN, health.overdue.length);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={
        <>
          <p className={styles.text}>{enforcement(health.overdue, t)}</p>
          <ul className={styles.list} aria-label={t('banner.overdueList')}>
            {health.overdue.slice(0, SHOWN).map(access => (
              <Item key={access.requestId} access={access} />
            ))}
            {more > 0 && (
              <li>{t('banner.overdueMore', { number: String(more) })}</li>
            )}
          </ul>
        </>
      }
      customActions={<HealthLink />}
    />
  );
}

function Item(props: { access: OverdueAccess }) {
  const { access } = props;
  const t = useText();
  const links = useLinks();
  return (
    <li>
      <Link
        href={links.request(access.requestId)}
        variant="body-small"
        className={styles.link}
      >
        <bdi>
          {t('banner.overdueItem', {
            permissionSet: access.permissionSetName,
            account: access.account.name,
            who: isolate(access.person.displayName),
          })}
        </bdi>
      </Link>{' '}
      {t('banner.overdueSince', { when: <When iso={access.overdueSince} /> })}
    </li>
  );
}

export function HealthLink() {
  const t = useText();
  const links = useLinks();
  return (
    <Link href={links.health()} weight="bold" className={styles.link}>
      {t('banner.health')}
    </Link>
  );
}

/** What else keeps people out: told as it is, also when nothing does. */
function enforcement(overdue: OverdueAccess[], t: TextFunction): string {
  const iam = overdue.filter(({ enforcedBy }) => enforcedBy === 'iam').length;
  const nothing = overdue.length - iam;
  if (iam === 0) {
    return t('banner.overdueNothing');
  }
  return nothing === 0
    ? t('banner.overdueIam')
    : t('banner.overdueMixed', {
        nothing: String(nothing),
        iam: String(iam),
      });
}
