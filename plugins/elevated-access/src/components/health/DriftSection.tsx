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

import { Alert, Text } from '@backstage/ui';
import type {
  Drift,
  DriftFinding,
} from 'backstage-plugin-elevated-access-common';
import { toProblem } from '../../data/problem';
import { useDrift, useMe } from '../../data/queries';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { LoadMore } from '../common/LoadMore';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { DriftTable } from './DriftTable';

/** Where AWS and the grants do not agree, for those whose job it is to know. */
export function DriftSection(props: {
  /** What is above it is still loading and would push it down. */
  waits: boolean;
}) {
  const t = useText();
  const me = useMe().data;
  const hasRole = me !== undefined && me.roles.length > 0;
  const query = useDrift({ enabled: hasRole });
  if (!me || props.waits) {
    return null;
  }
  const pages = query.data?.pages ?? [];
  // Each page says when AWS was compared; the first was asked for last.
  const [drift] = pages;
  const isDenied =
    !hasRole || (query.isError && toProblem(query.error).status === 403);
  return (
    <Surface
      title={t('health.drift.title')}
      aside={
        drift?.comparedAt && (
          <Text color="secondary" variant="body-small">
            {t('health.drift.compared', {
              when: <When iso={drift.comparedAt} />,
            })}
          </Text>
        )
      }
    >
      {isDenied && <Text as="p">{t('health.drift.denied')}</Text>}
      {!isDenied && query.isPending && <SkeletonRows rows={2} height={44} />}
      {!isDenied && query.isError && !drift && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {!isDenied && drift && (
        <Comparison drift={drift} items={pages.flatMap(({ items }) => items)} />
      )}
      {!isDenied && <LoadMore query={query} />}
    </Surface>
  );
}

function Comparison(props: { drift: Drift; items: DriftFinding[] }) {
  const { drift, items } = props;
  const t = useText();
  const { comparedAt, lastError } = drift;
  return (
    <>
      <Text as="p" color="secondary">
        {t('health.drift.explanation')}
      </Text>
      {lastError && <Failed drift={drift} />}
      {!comparedAt && !lastError && (
        <Text as="p">{t('health.drift.never')}</Text>
      )}
      {comparedAt && items.length === 0 && (
        <Text as="p">{t('health.drift.empty')}</Text>
      )}
      {items.length > 0 && <DriftTable items={items} />}
    </>
  );
}

/** What is below is then the comparison before, if there was one. */
function Failed(props: { drift: Drift }) {
  const { comparedAt, lastAttemptAt, lastError } = props.drift;
  const t = useText();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={
        lastAttemptAt
          ? t('health.drift.failed', { when: <When iso={lastAttemptAt} /> })
          : t('health.drift.failedNever')
      }
      description={
        <>
          <bdi lang="en">{lastError}</bdi>{' '}
          {comparedAt &&
            t('health.drift.asOf', { when: <When iso={comparedAt} /> })}
        </>
      }
    />
  );
}
