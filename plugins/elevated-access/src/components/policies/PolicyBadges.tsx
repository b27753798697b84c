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

import { Badge } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiForbidLine,
  RiPauseCircleLine,
  RiTimeLine,
  RiUserFollowLine,
} from '@remixicon/react';
import type { PolicyView } from 'backstage-plugin-elevated-access-common';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { RiskBadge } from '../common/RiskBadge';
import styles from './policies.module.css';

/** What a policy does, in a word, and whether it calls that dangerous. */
export function EffectBadge(props: { policy: Pick<PolicyView, 'spec'> }) {
  const { spec } = props.policy;
  const t = usePoliciesText();
  if (!('effect' in spec)) {
    return (
      <Badge icon={<RiUserFollowLine aria-hidden />} className={styles.badge}>
        {t('policies.effect.approval')}
      </Badge>
    );
  }
  return (
    <>
      <EffectWord effect={spec.effect} />
      {spec.effect === 'allow' && <RiskBadge risk={spec.risk ?? 'normal'} />}
    </>
  );
}

/** Whether a policy gives or takes, in a word. */
export function EffectWord(props: { effect: 'allow' | 'deny' }) {
  const t = usePoliciesText();
  return props.effect === 'allow' ? (
    <Badge icon={<RiCheckboxCircleLine aria-hidden />} className={styles.badge}>
      {t('policies.effect.allow')}
    </Badge>
  ) : (
    <Badge
      icon={<RiForbidLine aria-hidden />}
      className={styles.badge}
      data-tone="warning"
    >
      {t('policies.effect.deny')}
    </Badge>
  );
}

/** What else has to be known of it: switched off, or about to change. */
export function StateBadges(props: {
  policy: Pick<PolicyView, 'enabled' | 'pendingChangeId'>;
}) {
  const { enabled, pendingChangeId } = props.policy;
  const t = usePoliciesText();
  return (
    <>
      {!enabled && (
        <Badge
          icon={<RiPauseCircleLine aria-hidden />}
          className={styles.badge}
        >
          {t('policies.disabled')}
        </Badge>
      )}
      {pendingChangeId !== null && (
        <Badge
          icon={<RiTimeLine aria-hidden />}
          className={styles.badge}
          data-tone="info"
        >
          {t('policies.changeWaits')}
        </Badge>
      )}
    </>
  );
}
