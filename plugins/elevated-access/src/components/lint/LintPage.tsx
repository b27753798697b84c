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

import { Select, Tag, TagGroup, Text } from '@backstage/ui';
import { lintRuleSchema } from 'backstage-plugin-elevated-access-common';
import { useLintFindings } from '../../data/policies';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { LoadMore } from '../common/LoadMore';
import { PageHeading } from '../common/PageBody';
import {
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import {
  useChoiceParameter,
  useQueryParameter,
} from '../policies/useQueryParameter';
import { FindingList } from './FindingList';
import styles from '../policies/policies.module.css';

const ANY = 'any';
const severities = ['error', 'warning', 'info'] as const;
const rules = lintRuleSchema.options;

/** What is wrong with the policies, seen against the world; notifications lead here. */
export function LintPage() {
  const t = usePoliciesText();
  const [severity, setSeverity] = useChoiceParameter('severity', severities);
  const [rule, setRule] = useChoiceParameter('rule', rules);
  const [policy, setPolicy] = useQueryParameter('policy');
  const query = useLintFindings({ severity, rule, policy });
  const findings = (query.data?.pages ?? []).flatMap(({ items }) => items);
  const [first] = query.data?.pages ?? [];
  const isSet = Boolean(severity || rule || policy);
  return (
    <>
      <PageHeading title={t('lint.title')}>
        {first?.checkedAt && (
          <Text color="secondary" variant="body-small">
            {t('lint.checked', { when: <When iso={first.checkedAt} /> })}
          </Text>
        )}
      </PageHeading>
      <div role="search" className={styles.filters}>
        <Select
          label={t('lint.filter.severity')}
          value={severity ?? ANY}
          onChange={key => setSeverity(severities.find(it => it === key))}
          options={[
            { id: ANY, label: t('policies.filter.any') },
            ...severities.map(it => ({
              id: it,
              label: t(`lint.severity.${it}`),
            })),
          ]}
        />
        <Select
          label={t('lint.filter.rule')}
          value={rule ?? ANY}
          onChange={key => setRule(rules.find(it => it === key))}
          options={[
            { id: ANY, label: t('policies.filter.any') },
            ...rules.map(it => ({ id: it, label: t(`lint.rule.${it}`) })),
          ]}
        />
        {policy && (
          <TagGroup
            aria-label={t('lint.filter.policy')}
            onRemove={() => setPolicy(undefined)}
          >
            <Tag id={policy} textValue={policy}>
              {t('lint.filter.of', { policy })}
            </Tag>
          </TagGroup>
        )}
      </div>
      {query.isPending && <SkeletonRows rows={5} height={88} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isRefetchError && <StaleNote onRetry={() => query.refetch()} />}
      {first && findings.length === 0 && nothing()}
      {findings.length > 0 && (
        <>
          {first?.total !== undefined && (
            <Text as="p" role="status" color="secondary" variant="body-small">
              {t('lint.total', { count: first.total })}
            </Text>
          )}
          <FindingList findings={findings} withPolicy />
          <LoadMore query={query} />
        </>
      )}
    </>
  );

  function nothing() {
    if (isSet) {
      return <EmptyState title={t('lint.none')} />;
    }
    return first?.checkedAt === null ? (
      <EmptyState title={t('lint.never')} hint={t('lint.neverHint')} />
    ) : (
      <EmptyState title={t('lint.fine')} hint={t('lint.fineHint')} />
    );
  }
}
