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
import {
  RiCheckboxCircleLine,
  RiCircleLine,
  RiErrorWarningLine,
} from '@remixicon/react';
import type {
  ApprovalStage,
  Preflight,
} from 'backstage-plugin-elevated-access-common';
import { useTimeStyle } from '../../time/clock';
import { durationMillis, formatUtcTime, zoneName } from '../../time/format';
import { When } from '../../time/When';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { namesOf } from '../common/namesOf';
import { RiskBadge } from '../common/RiskBadge';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { isOpen, type CheckResult } from './checks';
import type { AskState } from './useAsk';
import styles from './ask.module.css';

const NAMES_SHOWN = 3;

/** What sending the form would do, checked by the backend as it is typed. */
export function PreflightPanel(props: { ask: AskState }) {
  const { preflight, nameOf, form } = props.ask;
  const t = useText();
  const several = form.picks.length > 1;
  const sessionMs = durationMillis(
    form.picks[0]?.permissionSet.sessionDuration ?? '',
  );
  return (
    <Surface title={t('ask.preflight.title')} className={styles.preflight}>
      {preflight.isPending && <SkeletonRows rows={4} height={24} />}
      {preflight.isError && !preflight.data && (
        <LoadFailed
          error={preflight.error}
          onRetry={() => preflight.refetch()}
        />
      )}
      {preflight.data?.items.map(item => (
        <div
          key={item.accountId}
          className={styles.preflightItem}
          data-stale={preflight.isPlaceholderData || undefined}
        >
          {several && (
            <Text as="h4" weight="bold">
              <bdi>{nameOf(item.accountId)}</bdi>
            </Text>
          )}
          <Consequences
            item={item}
            isScheduled={form.start.kind === 'at'}
            sessionMs={sessionMs}
          />
          <ul className={styles.checks} aria-label={t('ask.preflight.checks')}>
            {item.checks.map(check => (
              <CheckLine
                key={check.check}
                check={check}
                open={isOpen(check, form.touched)}
              />
            ))}
          </ul>
        </div>
      ))}
    </Surface>
  );
}

function Consequences(props: {
  item: Preflight;
  isScheduled: boolean;
  sessionMs: number;
}) {
  const { item, isScheduled, sessionMs } = props;
  const t = useText();
  const zone = zoneName(useTimeStyle());
  // Half an hour stays half an hour while the form is filled in: the window
  // begins with the approval.
  const asOf = isScheduled ? undefined : item.startsAt;
  return (
    <div className={styles.consequences}>
      {item.approval === null && (
        <Text as="p">{t('ask.preflight.noApproval')}</Text>
      )}
      {item.approval?.stages.map((stage, index) => (
        <StageLine key={`${index}:${stage.name}`} stage={stage} />
      ))}
      <Text as="p">
        {isScheduled
          ? t('ask.preflight.accessFrom', {
              from: <When iso={item.startsAt} />,
              until: <When iso={item.endsAt} form="clock" />,
            })
          : t('ask.preflight.accessUntil', {
              until: <When iso={item.endsAt} form="until" asOf={asOf} />,
            })}
        {' · '}
        {isScheduled && `${formatUtcTime(item.startsAt)} – `}
        {formatUtcTime(item.endsAt)}
        {item.approval &&
          ` · ${t(
            isScheduled
              ? 'ask.preflight.ifApprovedByThen'
              : 'ask.preflight.ifApprovedNow',
          )}`}
      </Text>
      <Sessions item={item} sessionMs={sessionMs} asOf={asOf} />
      {item.policy && (
        <Text as="p" color="secondary">
          {t('ask.preflight.policy')}: <bdi>{item.policy.name}</bdi>{' '}
          <RiskBadge risk={item.policy.risk} />
          {item.policy.description && (
            <>
              {' – '}
              <bdi>{item.policy.description}</bdi>
            </>
          )}
        </Text>
      )}
      <Text as="p" color="secondary" variant="body-small">
        {t('ask.preflight.zone', { zone })}
      </Text>
    </div>
  );
}

/**
 * How long sessions may last. Sessions that are over by the end of the window
 * are the mark of a strict one: access is taken away a session duration before.
 */
function Sessions(props: {
  item: Preflight;
  sessionMs: number;
  asOf?: string;
}) {
  const { asOf } = props;
  const { endsAt, sessionsEndBy } = props.item;
  const t = useText();
  const end = Date.parse(endsAt);
  const isStrict = Date.parse(sessionsEndBy) <= end;
  const last = new Date(end - props.sessionMs).toISOString();
  return (
    <Text as="p" color="secondary">
      {isStrict
        ? t('sessionTail.strict', {
            last: <When iso={last} form="clock" />,
            end: <When iso={endsAt} asOf={asOf} />,
          })
        : t('sessionTail.until', {
            until: <When iso={sessionsEndBy} form="until" asOf={asOf} />,
          })}
    </Text>
  );
}

function StageLine(props: { stage: ApprovalStage }) {
  const { stage } = props;
  const t = useText();
  const shown = stage.approvers.slice(0, NAMES_SHOWN);
  return (
    <Text as="p">
      <b>{t('ask.preflight.approvalBy', { stage: stage.name })}</b>
      {' – '}
      {stage.approverCount > 0
        ? t('ask.preflight.canAct', {
            count: stage.approverCount,
            names: namesOf(shown, stage.approverCount - shown.length, t),
          })
        : t('ask.preflight.nobody')}
      {stage.required > 1 &&
        ` (${t('ask.preflight.approvalNeeded', {
          count: stage.required,
          people: String(stage.approverCount),
        })})`}
    </Text>
  );
}

function CheckLine(props: { check: CheckResult; open: boolean }) {
  const { check, open } = props;
  const t = useText();
  const told = useProblemText()(check);
  const failure = open ? 'open' : 'notOk';
  const state = check.ok ? 'ok' : failure;
  const Icon = {
    ok: RiCheckboxCircleLine,
    open: RiCircleLine,
    notOk: RiErrorWarningLine,
  }[state];
  return (
    <li className={styles.check} data-state={state}>
      <Icon size={18} aria-label={t(`ask.preflight.${state}`)} role="img" />
      <span>
        <b>{t(`ask.check.${check.check}`)}</b>
        {(!check.ok || check.check === 'identity') && (
          <>
            {': '}
            <bdi lang={told.isTranslated ? undefined : 'en'}>{told.what}</bdi>
          </>
        )}
        {!check.ok && told.more && (
          <span className={styles.remedy}> {told.more}</span>
        )}
      </span>
    </li>
  );
}
