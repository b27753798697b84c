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

import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import type { PolicyView } from 'backstage-plugin-elevated-access-common';
import { useNavigate } from 'react-router-dom';
import { useChangePolicy } from '../../data/policyChanges';
import { useKeptText } from '../../data/useKeptText';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { useAnnounce } from '../common/Announcer';
import { ActionFailed } from '../common/States';
import { usePolicyLinks } from './usePolicyLinks';
import { WhyField } from './WhyField';
import commonStyles from '../common/common.module.css';

export type SimpleAction = 'enable' | 'disable' | 'delete';

/** Asks why, and says what it will mean. */
export function ChangeDialog(props: {
  /** Without a spec where it cannot be read: it may forbid something. */
  policy: Pick<PolicyView, 'kind' | 'name' | 'version'> &
    Partial<Pick<PolicyView, 'spec'>>;
  action: SimpleAction;
  onClose: () => void;
}) {
  const { policy, action, onClose } = props;
  const t = usePoliciesText();
  const links = usePolicyLinks();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const change = useChangePolicy(policy);
  const comment = useKeptText(`${action} ${policy.kind} ${policy.name}`);
  const why = comment.text.trim();
  const { spec } = policy;
  const mayForbid = !spec || ('effect' in spec && spec.effect === 'deny');

  const confirm = () => {
    if (change.isPending || !why) {
      return;
    }
    change.mutate(
      { action, version: policy.version, comment: why },
      {
        onSuccess: ({ outcome }) => {
          comment.forget();
          announce(
            t(
              outcome === 'applied'
                ? 'policies.changed.applied'
                : 'policies.changed.waits',
              { policy: policy.name },
            ),
          );
          onClose();
          if (action === 'delete' && outcome === 'applied') {
            navigate(links.list());
          }
        },
      },
    );
  };

  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(520px, 100vw - 32px)"
    >
      <DialogHeader>
        {t(`policies.ask.${action}`, { policy: policy.name })}
      </DialogHeader>
      <DialogBody className={commonStyles.dialogBody}>
        <Text as="p">
          {t(
            mayForbid
              ? `policies.ask.${action}DenyBody`
              : `policies.ask.${action}Body`,
          )}
        </Text>
        <Text as="p" color="secondary">
          {t('policies.ask.live')}
        </Text>
        <WhyField value={comment.text} onChange={comment.setText} />
        {change.error && <ActionFailed error={change.error} />}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('policies.ask.close')}
        </Button>
        <Button
          variant="primary"
          destructive={action === 'delete'}
          isDisabled={!why}
          isPending={change.isPending}
          onPress={confirm}
        >
          {t(`policies.action.${action}`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
