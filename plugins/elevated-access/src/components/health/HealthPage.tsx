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
import type { Health } from 'backstage-plugin-elevated-access-common';
import { troublesOf } from '../../data/health';
import { useHealth, useMe } from '../../data/queries';
import { useNow } from '../../time/clock';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { Surface } from '../common/Surface';
import { DriftSection } from './DriftSection';
import { OverdueSection } from './OverdueSection';
import { Parts } from './Parts';
import { Queue } from './Queue';
import { QuotaSection } from './QuotaSection';
import styles from './health.module.css';

/** Whether everything is on time; if not, what is wrong and what to do. */
export function HealthPage() {
  const t = useText();
  const me = useMe().data;
  const query = useHealth();
  return (
    <>
      <PageHeading title={t('health.title')} />
      {query.isPending && <SkeletonRows rows={5} height={72} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.data && (
        <>
          {query.isError && <StaleNote onRetry={() => query.refetch()} />}
          <Summary health={query.data} />
          <OverdueSection health={query.data} />
          <Surface title={t('health.parts')}>
            <Parts health={query.data} region={me?.aws.region ?? ''} />
          </Surface>
          <Queue queue={query.data.queue} />
          <QuotaSection quota={query.data.quota} />
        </>
      )}
      <DriftSection waits={query.isPending} />
    </>
  );
}

/** The whole state in one sentence. */
function Summary(props: { health: Health }) {
  const { health } = props;
  const t = useText();
  const now = useNow(10_000);
  const { overdue } = health.queue;
  const isFine = overdue === 0 && troublesOf(health, now).length === 0;
  return (
    <Text
      as="p"
      variant="title-x-small"
      weight="bold"
      color={overdue > 0 ? 'danger' : 'primary'}
      className={styles.summary}
    >
      {overdue > 0 && overdueSentence()}
      {overdue === 0 &&
        (isFine ? t('health.summary.ok') : t('health.summary.trouble'))}
    </Text>
  );

  function overdueSentence() {
    const { status, since } = health.identityCenter;
    return status === 'down' && since
      ? t('health.summary.overdueBecause', {
          count: overdue,
          when: <When iso={since} form="clock" />,
        })
      : t('health.summary.overdue', { count: overdue });
  }
}
