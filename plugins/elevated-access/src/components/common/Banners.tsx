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
import { useState } from 'react';
import { troublesOf, type Trouble } from '../../data/health';
import { useHealth, useMe } from '../../data/queries';
import { useNow } from '../../time/clock';
import { useText } from '../../translations/useText';
import { OverdueBanner } from '../banners/OverdueBanner';
import { TroubleBanner } from '../banners/TroubleBanner';
import { ProblemWords } from './ProblemWords';
import styles from './common.module.css';

/** What everybody has to know at the moment, on every page, before anything else. */
export function Banners(props: { withHealth: boolean }) {
  const me = useMe().data;
  const latest = useHealth().data;
  const health = props.withHealth ? latest : undefined;
  const t = useText();
  const now = useNow(10_000);
  const [hidden, hide] = useState<string[]>([]);
  const identity = me?.identityCenter;
  const troubles = health
    ? troublesOf(health, now).filter(it => !hidden.includes(nameOf(it)))
    : [];
  return (
    <div className={styles.banners}>
      {me?.banner && (
        <Alert
          role="status"
          status={me.banner.severity}
          icon
          title={me.banner.text}
        />
      )}
      {health && health.queue.overdue > 0 && <OverdueBanner health={health} />}
      {health &&
        troubles.map(trouble => (
          <TroubleBanner
            key={trouble.kind}
            trouble={trouble}
            health={health}
            region={me?.aws.region}
            onHide={() => hide(names => [...names, nameOf(trouble)])}
          />
        ))}
      {identity?.state === 'problem' && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('banner.identityTitle')}
          description={<ProblemWords told={identity} />}
        />
      )}
    </div>
  );
}

/** What has been hidden comes back when it is worse, or new. */
function nameOf(trouble: Trouble): string {
  return [trouble.kind, trouble.severity, trouble.since].join(' ');
}
