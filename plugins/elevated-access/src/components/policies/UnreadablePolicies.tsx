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

import { Alert, Button } from '@backstage/ui';
import type { UnreadablePolicy } from 'backstage-plugin-elevated-access-common';
import { Fragment, useState } from 'react';
import { useMe } from '../../data/queries';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { ChangeDialog } from './ChangeDialog';
import { mayChange } from './roles';

/** Policies that cannot be read: what is wrong with each, what that means, and a way to be rid of it. */
export function UnreadablePolicies(props: { policies: UnreadablePolicy[] }) {
  const t = usePoliciesText();
  const me = useMe().data;
  const [deleting, setDeleting] = useState<UnreadablePolicy>();
  return (
    <>
      {props.policies.map(policy => (
        <Alert
          key={`${policy.kind} ${policy.name}`}
          role="status"
          status={policy.closing ? 'danger' : 'warning'}
          icon
          title={t('policies.unreadable.title', { name: policy.name })}
          description={
            <>
              {t(consequenceOf(policy))}
              {policy.problems.map(({ path, reason }) => (
                <Fragment key={[...path, reason].join(' ')}>
                  {' '}
                  {/* The backend writes English. */}
                  <bdi lang="en">
                    {[path.join('.'), reason].filter(Boolean).join(': ')}
                  </bdi>
                </Fragment>
              ))}
            </>
          }
          customActions={
            me && mayChange(me) ? (
              <Button
                variant="secondary"
                size="small"
                onPress={() => setDeleting(policy)}
              >
                {t('policies.unreadable.delete', { name: policy.name })}
              </Button>
            ) : undefined
          }
        />
      ))}
      {deleting && (
        <ChangeDialog
          policy={deleting}
          action="delete"
          onClose={() => setDeleting(undefined)}
        />
      )}
    </>
  );
}

function consequenceOf({ enabled, closing }: UnreadablePolicy) {
  if (!enabled) {
    return 'policies.unreadable.disabled';
  }
  return closing ? 'policies.unreadable.closing' : 'policies.unreadable.open';
}
