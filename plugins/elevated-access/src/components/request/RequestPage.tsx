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

import { Alert, Text } from '@backstage/ui';
import type {
  AccessRequest,
  RequestAction,
} from 'backstage-plugin-elevated-access-common';
import { useRef, useState } from 'react';
import { toProblem } from '../../data/problem';
import { useMe, useRequest } from '../../data/queries';
import { toneOf, unreachable } from '../../data/status';
import { useNow } from '../../time/clock';
import { useText } from '../../translations/useText';
import { AwsWork } from '../common/AwsWork';
import { EndButton } from '../common/EndButton';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { SessionTail } from '../common/SessionTail';
import { StatusBadge } from '../common/StatusBadge';
import { Surface } from '../common/Surface';
import { useStatusSentence } from '../common/useStatusSentence';
import { DecidePanel } from '../inbox/DecidePanel';
import { useDecision } from '../inbox/useDecision';
import { HandledNote } from '../inbox/HandledNote';
import { Approvals } from './Approvals';
import { Receipt } from './Receipt';
import styles from './request.module.css';
import { RequestFacts } from './RequestFacts';
import { TimeBar } from './TimeBar';
import { Timeline } from './Timeline';

/** Everything about one request, and what the reader may do with it. */
export function RequestPage(props: { id: string }) {
  const t = useText();
  const query = useRequest(props.id);
  if (query.isPending) {
    return <SkeletonRows rows={6} height={72} />;
  }
  if (!query.data) {
    return toProblem(query.error).status === 404 ? (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('error.notFoundTitle')}
        description={t('error.notFound')}
      />
    ) : (
      <LoadFailed error={query.error} onRetry={() => query.refetch()} />
    );
  }
  return (
    <>
      {query.isError && <StaleNote onRetry={() => query.refetch()} />}
      <RequestBody request={query.data} />
    </>
  );
}

function RequestBody(props: { request: AccessRequest }) {
  const { request } = props;
  const t = useText();
  const me = useMe().data;
  const commentRef = useRef<HTMLDivElement>(null);
  const [tooLate, setTooLate] = useState(false);
  const decision = useDecision(request, outcome =>
    setTooLate(outcome.kind === 'already-handled'),
  );
  const mayDecide = request.actions.includes('decide');
  const isMine = me?.entityRef === request.requester.entityRef;
  return (
    <>
      <PageHeading
        title={t('request.title', {
          permissionSet: request.permissionSet.name,
          account: request.account.name,
        })}
      >
        <div className={styles.actions}>
          {request.actions.map(action => (
            <ActionButton key={action} action={action} request={request} />
          ))}
        </div>
      </PageHeading>
      <StatusLine request={request} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {tooLate && <HandledNote request={request} />}
          {mayDecide && (
            <DecidePanel
              request={request}
              decision={decision}
              commentRef={commentRef}
            />
          )}
          {request.status === 'active' && isMine && (
            <Receipt request={request} me={me} />
          )}
          <Surface title={t('request.asked')}>
            <RequestFacts request={request} />
          </Surface>
          <Surface title={t('request.approvals.title')}>
            <Approvals request={request} />
          </Surface>
        </div>
        <div className={styles.column}>
          <TimeBar request={request} />
          <Timeline request={request} />
        </div>
      </div>
    </>
  );
}

/** The status in words first; what is wrong before anything else. */
function StatusLine(props: { request: AccessRequest }) {
  const { request } = props;
  const now = useNow();
  const sentence = useStatusSentence();
  const tone = toneOf(request);
  return (
    <Surface tone={tone === 'danger' ? 'danger' : undefined}>
      <div className={styles.status}>
        <StatusBadge request={request} />
        <Text
          as="p"
          variant="body-large"
          weight="bold"
          color={tone === 'danger' ? 'danger' : 'primary'}
        >
          {sentence(request, now)}
        </Text>
      </div>
      {request.failure && (
        <Text as="p">
          <bdi>{request.failure}</bdi>
        </Text>
      )}
      {request.sessionsEndBy &&
        (request.status === 'active' || request.status === 'ending') && (
          <SessionTail until={request.sessionsEndBy} />
        )}
      <AwsWork request={request} />
    </Surface>
  );
}

function ActionButton(props: {
  action: RequestAction;
  request: AccessRequest;
}) {
  const { action, request } = props;
  switch (action) {
    case 'decide':
      // Deciding has a panel of its own, because it may need a comment.
      return null;
    case 'release':
      return <EndButton request={request} action="release" variant="primary" />;
    case 'cancel':
      return <EndButton request={request} action="cancel" />;
    case 'revoke':
      return <EndButton request={request} action="revoke" />;
    default:
      return unreachable(action);
  }
}
