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

import { Alert, ButtonLink, Text } from '@backstage/ui';
import { useSettings, useSettingsVersions } from '../../data/policies';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { LoadMore } from '../common/LoadMore';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { History } from '../policies/History';
import { useStoredDraft } from '../policies/editor/useStoredDraft';
import { usePolicyLinks } from '../policies/usePolicyLinks';
import { SettingsForm } from './SettingsForm';

/** Rules that hold whatever a policy says, and what stands in for what policies leave out. */
export function SettingsPage() {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const query = useSettings();
  const draft = useStoredDraft('settings', '');
  const isLoading =
    query.isPending || (query.data !== undefined && draft.isReading);
  return (
    <>
      <PageHeading title={t('settings.title')}>
        {query.data?.changedAt && (
          <Text color="secondary" variant="body-small">
            {t('policies.changedBy')}{' '}
            <bdi>{query.data.changedBy?.displayName}</bdi>{' '}
            <When iso={query.data.changedAt} />
          </Text>
        )}
      </PageHeading>
      {isLoading && <SkeletonRows rows={6} height={72} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.data && !isLoading && (
        <>
          {query.data.pendingChangeId !== null && (
            <Alert
              role="status"
              status="info"
              icon
              title={t('policies.waits.title')}
              description={t('policies.waits.hint')}
              customActions={
                <ButtonLink
                  size="small"
                  variant="secondary"
                  href={links.changes()}
                >
                  {t('policies.nav.changes')}
                </ButtonLink>
              }
            />
          )}
          <SettingsForm view={query.data} draft={draft} />
        </>
      )}
      <SettingsHistory waits={isLoading} />
    </>
  );
}

function SettingsHistory(props: {
  /** What is above it is still loading and would push it down. */
  waits: boolean;
}) {
  const t = usePoliciesText();
  const query = useSettingsVersions();
  if (props.waits) {
    return null;
  }
  const entries = (query.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .map(version => ({
      ...version,
      action: t('policies.history.action.edit'),
    }));
  return (
    <Surface title={t('policies.history.title')}>
      {query.isPending && <SkeletonRows rows={2} height={80} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.data && entries.length === 0 && (
        <Text as="p">{t('settings.noHistory')}</Text>
      )}
      {entries.length > 0 && (
        <History entries={entries} end={<LoadMore query={query} />} />
      )}
    </Surface>
  );
}
