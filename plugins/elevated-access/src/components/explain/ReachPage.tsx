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

import { Alert, Link, Text } from '@backstage/ui';
import {
  accountIdSchema,
  type AccountReach,
  type ReachingPolicy,
} from 'backstage-plugin-elevated-access-common';
import { useReach } from '../../data/policies';
import { toProblem } from '../../data/problem';
import { useTimeWords } from '../../time/useTimeWords';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { AccountId } from '../common/AccountId';
import { PageHeading } from '../common/PageBody';
import { EmptyState, LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { SuggestField } from '../policies/fields/SuggestField';
import { sample } from '../policies/editor/MeaningPanel';
import { EffectWord } from '../policies/PolicyBadges';
import { usePolicyLinks } from '../policies/usePolicyLinks';
import { useQueryParameter } from '../policies/useQueryParameter';
import styles from '../policies/policies.module.css';

/** Who can reach an account, and through which policy. */
export function ReachPage() {
  const t = usePoliciesText();
  const [account, setAccount] = useQueryParameter('account');
  const isId = accountIdSchema.safeParse(account).success;
  const query = useReach(isId ? account : undefined);
  const isUnknown = query.isError && toProblem(query.error).status === 404;
  return (
    <>
      <PageHeading title={t('reach.title')} />
      <Surface>
        <SuggestField
          kind="account"
          label={t('explain.account.label')}
          value={account ?? ''}
          error={account && !isId ? t('explain.account.wrong') : undefined}
          onChange={setAccount}
        />
      </Surface>
      {!isId && (
        <Text as="p" color="secondary">
          {t('reach.hint')}
        </Text>
      )}
      {isId && query.isPending && <SkeletonRows rows={4} height={88} />}
      {isUnknown && <EmptyState title={t('reach.unknown')} />}
      {isId && query.isError && !isUnknown && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {isId && query.data && <Reach reach={query.data} />}
    </>
  );
}

function Reach(props: { reach: AccountReach }) {
  const { account, barred, items, truncated } = props.reach;
  const t = usePoliciesText();
  return (
    <Surface
      title={t('reach.of', { account: account.name })}
      aside={<AccountId id={account.id} copy />}
    >
      {barred !== null && (
        <Alert
          role="status"
          status="info"
          icon
          title={t('reach.barred')}
          description={<bdi lang="en">{barred}</bdi>}
        />
      )}
      {barred === null && items.length === 0 && (
        <Text as="p">{t('reach.nobody')}</Text>
      )}
      {items.some(({ effect }) => effect === 'deny') && (
        <Text as="p" color="secondary">
          {t('reach.denyWins')}
        </Text>
      )}
      {items.map(policy => (
        <Policy key={policy.name} policy={policy} />
      ))}
      {truncated && (
        <Text as="p" color="secondary">
          {t('reach.truncated', { count: items.length })}
        </Text>
      )}
    </Surface>
  );
}

function Policy(props: { policy: ReachingPolicy }) {
  const { policy } = props;
  const t = usePoliciesText();
  const words = useTimeWords();
  const links = usePolicyLinks();
  return (
    <article className={styles.considered}>
      <Text as="p" weight="bold">
        <Link href={links.one({ kind: 'eligibility', name: policy.name })}>
          <bdi>{policy.name}</bdi>
        </Link>{' '}
        <EffectWord effect={policy.effect} />
      </Text>
      {policy.description && (
        <Text as="p" color="secondary" variant="body-small">
          <bdi>{policy.description}</bdi>
        </Text>
      )}
      <ul className={styles.sentences}>
        <li>
          {t('policies.people', { count: policy.people })}
          {sample(
            policy.samplePeople.map(({ displayName }) => displayName),
            policy.people,
            t,
          )}
        </li>
        <li>
          {t('policies.permissionSets', { count: policy.permissionSets })}
          {sample(
            policy.samplePermissionSets.map(({ name }) => name),
            policy.permissionSets,
            t,
          )}
        </li>
        {policy.maxDuration !== null && (
          <li>
            {t('policies.sentence.maxDuration', {
              span: words.duration(policy.maxDuration),
            })}{' '}
            {t(
              policy.approval === 'required'
                ? 'policies.sentence.approvalRequired'
                : 'policies.sentence.approvalNotRequired',
            )}
          </li>
        )}
        {policy.workingHoursOnly && <li>{t('reach.someHours')}</li>}
      </ul>
    </article>
  );
}
