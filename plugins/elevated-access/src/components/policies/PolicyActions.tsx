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

import { Button, ButtonLink } from '@backstage/ui';
import type { PolicyView } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { useMe } from '../../data/queries';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { ChangeDialog, type SimpleAction } from './ChangeDialog';
import { mayChange } from './roles';
import { usePolicyLinks } from './usePolicyLinks';
import styles from './policies.module.css';

/** What an administrator can do with a policy. */
export function PolicyActions(props: { policy: PolicyView }) {
  const { policy } = props;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const me = useMe().data;
  const [asking, setAsking] = useState<SimpleAction>();
  if (!me || !mayChange(me)) {
    return null;
  }
  const isOurs = policy.source.type === 'portal';
  const waits = policy.pendingChangeId !== null;
  return (
    <div className={styles.row}>
      <ButtonLink
        variant="secondary"
        href={links.create(policy.kind, policy.name)}
      >
        {t('policies.action.copy')}
      </ButtonLink>
      {isOurs && !waits && (
        <>
          <Button
            variant="secondary"
            onPress={() => setAsking(policy.enabled ? 'disable' : 'enable')}
          >
            {t(
              policy.enabled
                ? 'policies.action.disable'
                : 'policies.action.enable',
            )}
          </Button>
          <Button variant="secondary" onPress={() => setAsking('delete')}>
            {t('policies.action.delete')}
          </Button>
          <ButtonLink href={links.edit(policy)}>
            {t('policies.action.edit')}
          </ButtonLink>
        </>
      )}
      {asking && (
        <ChangeDialog
          policy={policy}
          action={asking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
