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
import { asOne, comingMembers, type Family } from '../../data/family';
import { useMe, useRequest } from '../../data/queries';
import { toneOf, unreachable } from '../../data/status';
import { useNow } from '../../time/clock';
import { useText } from '../../translations/useText';
import { ActivitySection } from '../activity/ActivitySection';
import { AwsWork } from '../common/AwsWork';
import { EndButton } from '../common/EndButton';
import { ReapprovalNote } from '../common/ReapprovalNote';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows, StaleNote } from '../common/States';
import { SessionTail } from '../common/SessionTail';
import { RiskBadge } from '../common/RiskBadge';
import { StatusBadge } from '../common/StatusBadge';
import { Surface } from '../common/Surface';
import { useStatusSentence } from '../common/useStatusSentence';
import { ExtendButton } from '../extend/ExtendButton';
import { ExtensionNote } from '../extend/ExtensionNote';
import { ExtensionRows } from '../extend/ExtensionRow';
import { BackgroundCard } from '../inbox/BackgroundCard';
import { DecidePanel } from '../inbox/DecidePanel';
import { useDecision } from '../inbox/useDecision';
import { HandledNote } from '../inbox/HandledNote';
import { RevokeAllButton } from '../revoke/RevokeAllButton';
import { Approvals } from './Approvals';
import { Receipt } from './Receipt';
import styles from './request.module.css';
import { RequestFacts } from './RequestFacts';
import { TimeBar } from './TimeBar';
import { Timeline } from './Timeline';
import { useFamily } from './useFamily';

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
  const family = useFamily(request, isMine);
  const whole = { ...request, ...endsOf(asOne(family)) };
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
            <ActionButton
              key={action}
              action={action}
              request={request}
              family={family}
            />
          ))}
          {!isMine && <RevokeAllButton person={request.requester} />}
        </div>
      </PageHeading>
      <StatusLine request={request.status === 'active' ? whole : request} />
      <ReapprovalNote request={request} reader={reader()} />
      <ExtensionNote request={request} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {tooLate && <HandledNote request={request} />}
          {mayDecide && <BackgroundCard request={request} />}
          {mayDecide && (
            <DecidePanel
              request={request}
              decision={decision}
              commentRef={commentRef}
            />
          )}
          {request.status === 'active' && isMine && (
            <Receipt request={whole} me={me} />
          )}
          <MoreTime family={family} except={request.id} />
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
      {request.activatedAt && <ActivitySection request={request} />}
    </>
  );

  function reader() {
    if (isMine) {
      return 'requester';
    }
    return mayDecide ? 'approver' : 'other';
  }
}

/** Access lasts until the last request that prolongs it ends. */
function endsOf(request: AccessRequest) {
  const { endsAt, accessEndsAt, sessionsEndBy, strictWindow } = request;
  return { endsAt, accessEndsAt, sessionsEndBy, strictWindow };
}

/** Requests for more time on this access that are still to come. */
function MoreTime(props: { family: Family; except: string }) {
  const t = useText();
  const coming = comingMembers(props.family).filter(
    ({ id }) => id !== props.except,
  );
  return coming.length > 0 ? (
    <Surface title={t('extend.coming')}>
      <ExtensionRows requests={coming} />
    </Surface>
  ) : null;
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
        <RiskBadge risk={request.risk} />
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
          <bdi lang="en">{request.failure}</bdi>
        </Text>
      )}
      {(request.status === 'scheduled' ||
        request.status === 'active' ||
        request.status === 'ending') && <SessionTail ends={request} />}
      <AwsWork request={request} />
    </Surface>
  );
}

function ActionButton(props: {
  action: RequestAction;
  request: AccessRequest;
  family: Family;
}) {
  const { action, request, family } = props;
  switch (action) {
    case 'decide':
      // Deciding has a panel of its own, because it may need a comment.
      return null;
    case 'release':
      return (
        <EndButton
          request={{ ...request, ...endsOf(asOne(family)) }}
          action="release"
          variant="primary"
          isExtended={family.members.length > 1}
        />
      );
    case 'extend':
      return (
        <ExtendButton
          request={request}
          ends={{ ...request, ...endsOf(asOne(family)) }}
        />
      );
    case 'cancel':
      return <EndButton request={request} action="cancel" />;
    case 'revoke':
      return <EndButton request={request} action="revoke" />;
    default:
      return unreachable(action);
  }
}
