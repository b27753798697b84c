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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useClock, useNow } from '../../time/clock';
import { durationMillis, formatUtcTime } from '../../time/format';
import { useTimeWords } from '../../time/useTimeWords';
import { When } from '../../time/When';
import { useText } from '../../translations/useText';
import { extensionOf } from '../extend/extensionOf';
import { AccountId } from '../common/AccountId';
import { CopyButton } from '../common/CopyButton';
import { Facts, type Fact } from '../common/Facts';
import styles from './request.module.css';

/** What was asked, by whom, where, for how long and why. */
export function RequestFacts(props: {
  request: AccessRequest;
  /** Leaves out what only somebody who looks closer wants to know. */
  brief?: boolean;
}) {
  const { request, brief } = props;
  const t = useText();
  const words = useTimeWords();
  const fact = (label: string, value: Fact['value']): Fact => ({
    label,
    value,
  });
  const facts = [
    fact(t('request.fact.requester'), <b>{request.requester.displayName}</b>),
    fact(
      t('request.fact.account'),
      <>
        <b>{request.account.name}</b> <AccountId id={request.account.id} copy />
      </>,
    ),
    fact(t('request.fact.permissionSet'), <b>{request.permissionSet.name}</b>),
    fact(t('request.fact.duration'), howLong()),
    fact(t('request.fact.window'), <Window request={request} />),
    fact(t('request.fact.wouldEnd'), wouldEnd()),
    request.strictWindow
      ? fact(t('sessionTail.strictLabel'), <LastSession request={request} />)
      : fact(t('sessionTail.label'), <Tail request={request} />),
    fact(
      t('request.fact.reason'),
      request.reason ? request.reason : <i>{t('request.fact.noReason')}</i>,
    ),
    fact(t('request.fact.ticket'), request.ticket),
    fact(
      t('request.fact.policy'),
      t('request.fact.policyVersion', {
        name: request.policy.name,
        version: request.policy.version,
      }),
    ),
    fact(t('request.fact.approvalPolicy'), request.approval?.policy),
    fact(t('request.fact.asked'), <When iso={request.createdAt} />),
  ];
  const more = [
    fact(t('request.fact.identity'), request.principal.userName),
    fact(t('request.fact.endComment'), request.endComment || null),
    fact(t('request.fact.failure'), request.failure),
    fact(
      t('aws.requestId'),
      request.assignment?.awsRequestId && (
        <Copyable
          text={request.assignment.awsRequestId}
          what={t('aws.requestId')}
        />
      ),
    ),
    fact(
      t('request.fact.id'),
      <Copyable text={request.id} what={t('request.fact.id')} />,
    ),
  ];
  return <Facts facts={brief ? facts : [...facts, ...more]} />;

  function howLong() {
    const asked = words.duration(request.duration);
    return request.approvedDuration === null
      ? asked
      : t('request.fact.durationApproved', {
          approved: words.duration(request.approvedDuration),
          asked,
        });
  }

  function wouldEnd() {
    return request.status === 'pending' &&
      !request.endsAt &&
      !extensionOf(request) ? (
      <WouldEnd request={request} />
    ) : null;
  }
}

/** Sessions outlive the end by up to the permission set's session duration. */
function Tail(props: { request: AccessRequest }) {
  const { sessionsEndBy, permissionSet } = props.request;
  const t = useText();
  const words = useTimeWords();
  const { end, now } = useEndIfApprovedNow(props.request);
  if (sessionsEndBy) {
    return <When iso={sessionsEndBy} form="until" />;
  }
  const tail = new Date(
    Date.parse(end) + durationMillis(permissionSet.sessionDuration),
  ).toISOString();
  return <>{t('request.fact.wouldLast', { clock: words.clock(tail, now) })}</>;
}

/** In a strict window access is taken away early enough for sessions to be over too. */
function LastSession(props: { request: AccessRequest }) {
  const { accessEndsAt, permissionSet } = props.request;
  const t = useText();
  const words = useTimeWords();
  const { end, now } = useEndIfApprovedNow(props.request);
  if (accessEndsAt) {
    return <When iso={accessEndsAt} />;
  }
  const last = new Date(
    Date.parse(end) - durationMillis(permissionSet.sessionDuration),
  ).toISOString();
  return <>{t('request.fact.wouldLast', { clock: words.clock(last, now) })}</>;
}

function Window(props: { request: AccessRequest }) {
  const { startsAt, endsAt, requestedStart } = props.request;
  const t = useText();
  const extended = extensionOf(props.request);
  if (startsAt && endsAt) {
    return (
      <>
        <When iso={startsAt} form="clock" /> – <When iso={endsAt} />
      </>
    );
  }
  if (extended) {
    return (
      <>
        <When iso={extended.was} form="clock" /> – <When iso={extended.until} />
      </>
    );
  }
  return requestedStart ? (
    <When iso={requestedStart} />
  ) : (
    <>{t('request.fact.windowNow')}</>
  );
}

/** An undecided request has no end yet; this is the one it would get now. */
function WouldEnd(props: { request: AccessRequest }) {
  const t = useText();
  const words = useTimeWords();
  const { end, now } = useEndIfApprovedNow(props.request);
  return (
    <>
      {t('request.fact.wouldEndValue', {
        clock: words.clock(end, now),
        utc: formatUtcTime(end),
      })}
    </>
  );
}

function useEndIfApprovedNow(request: AccessRequest) {
  const clock = useClock();
  const now = useNow(30_000);
  // A late approval does not move the end of a window whose start was asked for.
  const start = request.requestedStart
    ? Date.parse(request.requestedStart)
    : clock.now();
  const end = new Date(start + durationMillis(request.duration)).toISOString();
  return { end, now };
}

function Copyable(props: { text: string; what: string }) {
  return (
    <span className={styles.copyable}>
      <code>{props.text}</code>
      <CopyButton text={props.text} what={props.what} />
    </span>
  );
}
