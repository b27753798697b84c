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

import { Button, Link, Text, TextAreaField } from '@backstage/ui';
import type { PendingChange } from 'backstage-plugin-elevated-access-common';
import { usePolicyChanges } from '../../data/policies';
import { useResolveChange } from '../../data/policyChanges';
import { useMe } from '../../data/queries';
import { useKeptText } from '../../data/useKeptText';
import { When } from '../../time/When';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { useAnnounce } from '../common/Announcer';
import { useFocusRescue } from '../common/HeadingFocus';
import { PageHeading } from '../common/PageBody';
import {
  ActionFailed,
  EmptyState,
  LoadFailed,
  SkeletonRows,
  StaleNote,
} from '../common/States';
import { Surface } from '../common/Surface';
import { Diff } from './Diff';
import { mayChange } from './roles';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

/** Changes that another administrator has to confirm before they hold. */
export function PendingChangesPage() {
  const t = usePoliciesText();
  const query = usePolicyChanges();
  return (
    <>
      <PageHeading title={t('policies.changes.title')} />
      {query.isPending && <SkeletonRows rows={2} height={160} />}
      {query.isError && !query.data && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isError && query.data && (
        <StaleNote onRetry={() => query.refetch()} />
      )}
      {query.data?.items.length === 0 && (
        <EmptyState
          title={t('policies.changes.empty')}
          hint={t('policies.changes.emptyHint')}
        />
      )}
      {query.data?.items.map(change => (
        <Change key={change.id} change={change} />
      ))}
    </>
  );
}

function Change(props: { change: PendingChange }) {
  const { change } = props;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const announce = useAnnounce();
  const me = useMe().data;
  const resolve = useResolveChange();
  const rescue = useFocusRescue();
  const comment = useKeptText(`change ${change.id}`);
  const isOwn = me?.entityRef === change.proposedBy.entityRef;
  const title = change.policy
    ? t(`policies.changes.${change.action}`, { policy: change.policy.name })
    : t('policies.changes.settings');

  const decide = (verdict: 'confirm' | 'discard') => {
    if (!resolve.isPending) {
      resolve.mutate(
        { id: change.id, input: { verdict, comment: comment.text.trim() } },
        {
          onSuccess: ({ outcome }) => {
            comment.forget();
            announce(
              t(
                outcome === 'applied'
                  ? 'policies.changes.confirmed'
                  : 'policies.changes.discarded',
              ),
            );
          },
        },
      );
    }
  };

  return (
    <Surface
      title={title}
      aside={
        change.policy && change.action !== 'create' ? (
          <Link href={links.one(change.policy)}>
            {t('policies.changes.open')}
          </Link>
        ) : undefined
      }
    >
      <Text as="p">
        <bdi>{change.proposedBy.displayName}</bdi> ·{' '}
        <When iso={change.proposedAt} />
      </Text>
      <Text as="p" className={styles.comment}>
        <bdi>{change.comment}</bdi>
      </Text>
      <Diff lines={change.diff} label={t('policies.changes.diff', { title })} />
      {me && mayChange(me) && (
        <>
          {!change.mayConfirm && (
            <Text as="p" color="secondary">
              {t(
                isOwn
                  ? 'policies.changes.own'
                  : 'policies.changes.mayNotConfirm',
              )}
            </Text>
          )}
          <TextAreaField
            label={t('policies.changes.comment')}
            value={comment.text}
            onChange={comment.setText}
            maxLength={2000}
            rows={2}
          />
          {resolve.error && <ActionFailed error={resolve.error} />}
          <div className={styles.row}>
            <Button
              variant="secondary"
              isDisabled={resolve.isPending}
              onFocus={rescue}
              onPress={() => decide('discard')}
            >
              {t(
                isOwn
                  ? 'policies.changes.withdraw'
                  : 'policies.changes.discard',
              )}
            </Button>
            {change.mayConfirm && (
              <Button
                isPending={resolve.isPending}
                onFocus={rescue}
                onPress={() => decide('confirm')}
              >
                {t('policies.changes.confirm')}
              </Button>
            )}
          </div>
        </>
      )}
    </Surface>
  );
}
