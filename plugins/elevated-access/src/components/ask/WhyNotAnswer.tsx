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

import { ButtonLink, Text } from '@backstage/ui';
import { RiCheckboxCircleLine, RiErrorWarningLine } from '@remixicon/react';
import type {
  ConsideredPolicy,
  Explanation,
} from 'backstage-plugin-elevated-access-common';
import { Fragment } from 'react';
import { BackendWords } from '../common/BackendWords';
import { ChangeWords } from '../common/ChangeWords';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { useLinks } from '../../useLinks';
import styles from './ask.module.css';

const POLICIES_SHOWN = 5;

/** The answer first, then what stands in the way, then what each policy says. */
export function WhyNotAnswer(props: { explanation: Explanation }) {
  const { explanation } = props;
  const { account, permissionSet, refusal, checks, eligibility } = explanation;
  const t = useText();
  const tell = useProblemText();
  const links = useLinks();
  const failed = checks.filter(
    // The refusal has said it already.
    check => !check.ok && check.reason !== refusal?.reason,
  );
  const names = {
    permissionSet: permissionSet.name ?? permissionSet.arn,
    account: account.name ?? account.id,
  };
  const told = refusal && tell(refusal);
  return (
    <div className={styles.answer} role="status">
      <Text as="p" variant="body-large" weight="bold">
        {t(refusal ? 'ask.why.refused' : 'ask.why.permitted', names)}
      </Text>
      {told ? (
        <>
          <Text as="p">
            <bdi>{told.what}</bdi>
          </Text>
          {told.more && (
            <Text as="p">
              {!told.isTranslated && <b>{t('ask.why.remedy')} </b>}
              <bdi>{told.more}</bdi>
            </Text>
          )}
        </>
      ) : (
        <ButtonLink
          className={styles.add}
          href={links.askFor({
            accountIds: [account.id],
            permissionSet: permissionSet.arn,
          })}
        >
          {t('ask.why.request')}
        </ButtonLink>
      )}
      {failed.length > 0 && (
        <ul className={styles.checks} aria-label={t('ask.preflight.checks')}>
          {failed.map(check => (
            <FailedCheck key={check.check} check={check} />
          ))}
        </ul>
      )}
      {eligibility.length > 0 && (
        <>
          <Text as="h4" weight="bold">
            {t('ask.why.policies')}
          </Text>
          <ul className={styles.checks}>
            {eligibility.slice(0, POLICIES_SHOWN).map(policy => (
              <PolicyLine key={policy.policy} considered={policy} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function FailedCheck(props: { check: Explanation['checks'][number] }) {
  const { check } = props;
  const t = useText();
  const told = useProblemText()(check);
  return (
    <li className={styles.check} data-state="notOk">
      <RiErrorWarningLine
        size={18}
        role="img"
        aria-label={t('ask.preflight.notOk')}
      />
      <span>
        <b>{t(`ask.check.${check.check}`)}</b>: {told.what}{' '}
        <span className={styles.remedy}>{told.more}</span>
      </span>
    </li>
  );
}

/** What one policy says, and what would have to be different for it to permit it. */
function PolicyLine(props: { considered: ConsideredPolicy }) {
  const { considered } = props;
  const t = useText();
  const missing = considered.checks.filter(check => !check.ok);
  const permits = considered.applies && considered.effect === 'allow';
  const Icon = permits ? RiCheckboxCircleLine : RiErrorWarningLine;
  return (
    <li className={styles.check} data-state={permits ? 'ok' : 'open'}>
      <Icon size={18} aria-hidden />
      <span>
        <b>
          <bdi>{considered.policy}</bdi>
        </b>
        {': '}
        {considered.applies
          ? t(
              considered.effect === 'allow'
                ? 'ask.why.applies'
                : 'ask.why.denies',
            )
          : missing.map(({ check, detail }, index) => (
              <Fragment key={check}>
                {index > 0 && '; '}
                <BackendWords
                  words={detail}
                  translated={t(`problem.considered.${check}.notOk`)}
                  inFull={isToldInFull(check)}
                />
              </Fragment>
            ))}
        {considered.change && (
          <span className={styles.remedy}>
            {' '}
            {t('ask.why.change', {
              change: <ChangeWords considered={considered} />,
            })}
          </span>
        )}
      </span>
    </li>
  );
}

/** Account and permission set are known from the question; the rest names and counts more. */
function isToldInFull(check: ConsideredPolicy['checks'][number]['check']) {
  return check !== 'duration' && check !== 'working-hours';
}
