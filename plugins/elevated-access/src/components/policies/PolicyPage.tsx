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
import type {
  PolicyRef,
  PolicyView,
} from 'backstage-plugin-elevated-access-common';
import { useParams } from 'react-router-dom';
import {
  nameKey,
  useCoverage,
  useLintFindings,
  usePolicy,
} from '../../data/policies';
import { toProblem } from '../../data/problem';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { Facts } from '../common/Facts';
import { PageHeading } from '../common/PageBody';
import { EmptyState, LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { FindingList } from '../lint/FindingList';
import { EffectBadge, StateBadges } from './PolicyBadges';
import { LintUnread } from './LintUnread';
import { PolicyActions } from './PolicyActions';
import { PolicyHistory } from './PolicyHistory';
import { PolicyMeaning } from './PolicyMeaning';
import { kinds } from './usePolicyFilter';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

/** The policy that the address names; nothing where it names none. */
export function usePolicyRef(): PolicyRef | undefined {
  const params = useParams();
  const kind = kinds.find(it => it === params.kind);
  return kind && params.name ? { kind, name: params.name } : undefined;
}

/** What one policy means, what is wrong with it, and how it came to be. */
export function PolicyPage() {
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const key = usePolicyRef();
  const query = usePolicy(key);
  if (!key) {
    return <EmptyState title={t('policies.gone')} />;
  }
  if (query.isPending) {
    return <SkeletonRows rows={4} height={96} />;
  }
  if (!query.data) {
    const isGone = toProblem(query.error).status === 404;
    return isGone ? (
      <>
        <PageHeading title={key.name} />
        <EmptyState
          title={t('policies.gone')}
          hint={t('policies.goneHint')}
          action={
            <ButtonLink variant="secondary" href={links.list()}>
              {t('policies.nav.list')}
            </ButtonLink>
          }
        />
        <PolicyHistory policy={key} />
      </>
    ) : (
      <LoadFailed error={query.error} onRetry={() => query.refetch()} />
    );
  }
  return <Shown key={nameKey(key)} policy={query.data} />;
}

function Shown(props: { policy: PolicyView }) {
  const { policy } = props;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const findings = useLintFindings({ policy: policy.name });
  const own = (findings.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(it => it.policy.kind === policy.kind);
  const covered = useCoverage([
    { kind: policy.kind, names: [policy.name] },
  ]).get(nameKey(policy));
  return (
    <>
      <PageHeading title={policy.name}>
        <PolicyActions policy={policy} />
      </PageHeading>
      <div className={styles.row}>
        <EffectBadge policy={policy} />
        <StateBadges policy={policy} />
      </div>
      {policy.spec.description && (
        <Text as="p">
          <bdi>{policy.spec.description}</bdi>
        </Text>
      )}
      {policy.pendingChangeId !== null && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('policies.waits.title')}
          description={t('policies.waits.hint')}
          customActions={
            <ButtonLink size="small" variant="secondary" href={links.changes()}>
              {t('policies.nav.changes')}
            </ButtonLink>
          }
        />
      )}
      {findings.isError && <LintUnread onRetry={() => findings.refetch()} />}
      {own.length > 0 && (
        <Surface title={t('policies.findings')}>
          <FindingList findings={own} />
        </Surface>
      )}
      <Surface title={t('policies.meaning')}>
        <PolicyMeaning spec={policy.spec} />
        <Facts
          facts={[
            {
              label: t('policies.column.covers'),
              value: covered && (
                <>
                  {t('policies.covers', {
                    people: t('policies.people', { count: covered.people }),
                    accounts: t('policies.accounts', {
                      count: covered.accounts,
                    }),
                    permissionSets: t('policies.permissionSets', {
                      count: covered.permissionSets,
                    }),
                  })}
                </>
              ),
            },
            {
              label: t('policies.column.source'),
              value: (
                <>
                  {t(`policies.source.${policy.source.type}`)}{' '}
                  <bdi>{policy.source.place}</bdi>
                </>
              ),
            },
            {
              label: t('policies.changedBy'),
              value: policy.changedAt && (
                <>
                  <bdi>{policy.changedBy?.displayName}</bdi>{' '}
                  <When iso={policy.changedAt} />
                </>
              ),
            },
            { label: t('policies.version'), value: policy.version },
          ]}
        />
        {policy.source.type !== 'portal' && (
          <Text as="p" color="secondary" variant="body-small">
            {t('policies.readOnly')}
          </Text>
        )}
      </Surface>
      <PolicyHistory policy={policy} />
    </>
  );
}
