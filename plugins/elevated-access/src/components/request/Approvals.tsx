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
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import type {
  AccessRequest,
  ApprovalStage,
} from 'backstage-plugin-elevated-access-common';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import styles from './request.module.css';

/** The stages of the approval: who can decide, and who did. */
export function Approvals(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  if (!request.approval) {
    return <Text as="p">{t('request.approvals.none')}</Text>;
  }
  return (
    <ol className={styles.stages}>
      {request.approval.stages.map((stage, index) => (
        <li key={`${index}:${stage.name}`}>
          <Text as="p" weight="bold">
            {t('request.approvals.stage', {
              stage: stage.name,
              approved: String(stage.approved),
              required: String(stage.required),
            })}
          </Text>
          {request.decisions
            .filter(decision => decision.stage === index)
            .map(decision => (
              <div
                key={decision.approver.entityRef}
                className={styles.decision}
              >
                {decision.verdict === 'approved' ? (
                  <RiCheckLine aria-hidden size={16} />
                ) : (
                  <RiCloseLine aria-hidden size={16} />
                )}
                <div>
                  <Text as="p">
                    {t(`request.approvals.${decision.verdict}`, {
                      who: decision.approver.displayName,
                      when: <When iso={decision.decidedAt} />,
                    })}
                  </Text>
                  {decision.comment && (
                    <Text as="p" color="secondary">
                      <bdi>“{decision.comment}”</bdi>
                    </Text>
                  )}
                </div>
              </div>
            ))}
          {request.status === 'pending' && stage.approved < stage.required && (
            <WhoCanDecide stage={stage} />
          )}
        </li>
      ))}
    </ol>
  );
}

function WhoCanDecide(props: { stage: ApprovalStage }) {
  const t = useText();
  const names = props.stage.approvers.map(person => person.displayName);
  return (
    <Text as="p" color="secondary">
      {names.length > 0
        ? t('request.approvals.canDecide', { names: names.join(', ') })
        : t('request.approvals.nobody')}
    </Text>
  );
}
