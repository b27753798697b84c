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
import type {
  AccessRequest,
  AssignmentView,
} from 'backstage-plugin-elevated-access-common';
import { unreachable } from '../../data/status';
import { When } from '../../time/When';
import { useText, type TextFunction } from '../../translations/useText';
import styles from './common.module.css';

/** What AWS is doing for this request at the moment, truthfully. */
export function AwsWork(props: { request: AccessRequest }) {
  const { assignment, status, overdueSince } = props.request;
  const t = useText();
  if (!assignment) {
    return null;
  }
  const working = status === 'activating' || status === 'ending';
  if (!working && !assignment.standing && !assignment.lastError) {
    return null;
  }
  return (
    <div className={styles.awsWork}>
      {working && (
        <Text as="p" weight="bold">
          {stepOf(assignment, t)}
        </Text>
      )}
      {assignment.standing && <Text as="p">{t('aws.standing')}</Text>}
      {working && assignment.attempts > 1 && (
        <Text as="p" color="secondary">
          {t('aws.attempts', { count: assignment.attempts })}
          {assignment.nextAttemptAt && (
            <>
              {' · '}
              {t('aws.nextAttempt', {
                when: <When iso={assignment.nextAttemptAt} form="relative" />,
              })}
            </>
          )}
        </Text>
      )}
      {assignment.lastError && (
        <Text as="p" color={overdueSince ? 'danger' : 'secondary'}>
          {t('aws.lastError', {
            error: <bdi lang="en">{assignment.lastError}</bdi>,
          })}
        </Text>
      )}
      {status === 'ending' && (
        <Text as="p" color="secondary">
          {t('aws.neverGivesUp')}
        </Text>
      )}
    </div>
  );
}

/** The step that AWS or the engine is at. */
export function stepOf(assignment: AssignmentView, t: TextFunction): string {
  const removing = assignment.operation === 'delete';
  switch (assignment.phase) {
    case 'idle':
      return t('aws.idle');
    case 'intent':
      return t(removing ? 'aws.deleteIntent' : 'aws.createIntent');
    case 'accepted':
      return t(removing ? 'aws.deleteAccepted' : 'aws.createAccepted');
    case 'verifying':
      return t(removing ? 'aws.deleteVerifying' : 'aws.createVerifying');
    default:
      return unreachable(assignment.phase);
  }
}
