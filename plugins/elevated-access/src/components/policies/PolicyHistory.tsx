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
import type { PolicyRef } from 'backstage-plugin-elevated-access-common';
import { usePolicyVersions } from '../../data/policies';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { LoadMore } from '../common/LoadMore';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { History } from './History';

/** Every version of a policy; also of one that is no more. */
export function PolicyHistory(props: { policy: PolicyRef }) {
  const t = usePoliciesText();
  const query = usePolicyVersions(props.policy);
  const entries = (query.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .map(version => ({
      ...version,
      action: t(`policies.history.action.${version.action}`),
    }));
  return (
    <Surface title={t('policies.history.title')}>
      {query.isPending && <SkeletonRows rows={2} height={80} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.data && entries.length === 0 && (
        <Text as="p">{t('policies.history.none')}</Text>
      )}
      {entries.length > 0 && (
        <History entries={entries} end={<LoadMore query={query} />} />
      )}
    </Surface>
  );
}
