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
import { isolate } from '../common/isolate';
import { namesOf } from '../common/namesOf';
import { useTimeWords } from '../../time/useTimeWords';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';
import styles from './request.module.css';

/** The stages of the approval: who can decide, and who did. */
export function Approvals(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const words = useTimeWords();
  if (!request.approval) {
    return <Text as="p">{t('request.approvals.none')}</Text>;
  }
  return (
    <ol className={styles.stages}>
      {request.approval.stages.map((stage, index) => (
        <li key={`${index}:${stage.name}`}>
          <Text as="p" weight="bold">
            {t('request.approvals.stage', {
              stage: isolate(stage.name),
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
                      who: isolate(decision.approver.displayName),
                      when: <When iso={decision.decidedAt} />,
                    })}
                  </Text>
                  {decision.duration !== null && (
                    <Text as="p">
                      {t('request.approvals.approvedFor', {
                        span: words.duration(decision.duration),
                      })}
                    </Text>
                  )}
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

/** Who can decide now, why them, and who will be asked if nobody does. */
function WhoCanDecide(props: { stage: ApprovalStage }) {
  const { approvers, approverCount, escalatesAt } = props.stage;
  const t = useText();
  const own = approvers.filter(person => !person.escalated);
  const escalated = approvers.filter(person => person.escalated);
  const reasons = [...new Set(approvers.flatMap(person => person.via))].map(
    via => reasonFor(via, t),
  );
  return (
    <>
      <Text as="p" color="secondary">
        {own.length > 0
          ? t('request.approvals.canDecide', {
              names: namesOf(own, approverCount - approvers.length, t),
            })
          : escalated.length === 0 && t('request.approvals.nobody')}
      </Text>
      {escalated.length > 0 && (
        <Text as="p" color="secondary">
          {t('request.approvals.escalated', {
            names: namesOf(escalated, 0, t),
          })}
        </Text>
      )}
      {reasons.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('request.approvals.why', {
            reasons: [...new Set(reasons)].join('; '),
          })}
        </Text>
      )}
      {escalatesAt && (
        <Text as="p" variant="body-small" color="secondary">
          {t('request.approvals.escalatesAt', {
            when: <When iso={escalatesAt} />,
          })}
        </Text>
      )}
    </>
  );
}

function reasonFor(via: string, t: TextFunction): string {
  if (via === 'owner') {
    return t('request.approvals.whyOwner');
  }
  if (via === 'manager') {
    return t('request.approvals.whyManager');
  }
  return via.startsWith('group:')
    ? t('request.approvals.whyGroup', {
        group: isolate(via.replace(/^group:(default\/)?/, '')),
      })
    : t('request.approvals.whyNamed');
}
