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

import { Link, Text } from '@backstage/ui';
import {
  RiCheckLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiCloseLine,
} from '@remixicon/react';
import type {
  ConsideredApprovalPolicy,
  ConsideredPolicy,
  Explanation,
} from 'backstage-plugin-elevated-access-common';
import type { ReactNode } from 'react';
import { BackendWords } from '../common/BackendWords';
import { ChangeWords } from '../common/ChangeWords';
import { isolate } from '../common/isolate';
import { namesOf } from '../common/namesOf';
import { useMe } from '../../data/queries';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { useProblemText } from '../../translations/useProblemText';
import { useText } from '../../translations/useText';
import { ProblemWords } from '../common/ProblemWords';
import { Surface } from '../common/Surface';
import { mayRead } from '../policies/roles';
import { usePolicyLinks } from '../policies/usePolicyLinks';
import styles from '../policies/policies.module.css';

/** The answer first, then everything that led to it. */
export function ExplanationView(props: { explanation: Explanation }) {
  const { explanation } = props;
  const { eligibility, approvalPolicies, refusal, policy } = explanation;
  const t = usePoliciesText();
  const tell = useProblemText();
  const told = refusal && tell(refusal);
  const isPermitted = explanation.outcome === 'permitted';
  const names = {
    who: isolate(explanation.person.displayName),
    permissionSet:
      explanation.permissionSet.name ?? explanation.permissionSet.arn,
    account: explanation.account.name ?? explanation.account.id,
    policy: policy?.name ?? '',
  };
  return (
    <>
      <Surface
        title={t('explain.answer')}
        focusOnMount
        tone={isPermitted ? undefined : 'danger'}
      >
        <div className={styles.answer} data-ok={isPermitted}>
          {isPermitted ? (
            <RiCheckboxCircleLine aria-hidden />
          ) : (
            <RiCloseCircleLine aria-hidden />
          )}
          <Text as="p" variant="title-x-small" weight="bold">
            <bdi>
              {t(isPermitted ? 'explain.permitted' : 'explain.refused', names)}
            </bdi>
          </Text>
        </div>
        {told && (
          <>
            <Text as="p">
              <bdi>{told.what}</bdi>
            </Text>
            {told.more && (
              <Text as="p" color="secondary">
                <bdi>{told.more}</bdi>
              </Text>
            )}
          </>
        )}
        {isPermitted && policy && (
          <Text as="p">
            {t('explain.answers')} <PolicyLink kind="eligibility" {...policy} />
          </Text>
        )}
        <Approval explanation={explanation} />
      </Surface>
      {explanation.checks.length > 0 && (
        <Surface title={t('explain.checks')}>
          <Checks
            checks={explanation.checks.map(check => ({
              key: check.check,
              ok: check.ok,
              text: <ProblemWords told={check} />,
            }))}
          />
        </Surface>
      )}
      <Surface title={t('explain.considered', { count: eligibility.length })}>
        {eligibility.length === 0 && (
          <Text as="p">{t('explain.noneConsidered')}</Text>
        )}
        {eligibility.map(considered => (
          <Considered key={considered.policy} considered={considered} />
        ))}
      </Surface>
      {approvalPolicies.length > 0 && (
        <Surface title={t('explain.approvalPolicies')}>
          {approvalPolicies.map(considered => (
            <ConsideredApproval
              key={considered.policy}
              considered={considered}
            />
          ))}
        </Surface>
      )}
    </>
  );
}

function Approval(props: { explanation: Explanation }) {
  const { approval, outcome } = props.explanation;
  const t = usePoliciesText();
  const text = useText();
  if (!approval) {
    return outcome === 'permitted' ? (
      <Text as="p">{t('explain.noApproval')}</Text>
    ) : null;
  }
  return (
    <ul className={styles.sentences}>
      {approval.stages.map((stage, index) => (
        <li key={index} dir="auto">
          {t('explain.stage', { name: stage.name, count: stage.required })}{' '}
          <bdi>
            {namesOf(
              stage.approvers,
              stage.approverCount - stage.approvers.length,
              text,
            ) || t('explain.nobody')}
          </bdi>
        </li>
      ))}
    </ul>
  );
}

function Considered(props: { considered: ConsideredPolicy }) {
  const { considered } = props;
  const t = usePoliciesText();
  const text = useText();
  return (
    <article className={styles.considered} data-answers={considered.answers}>
      <Text as="p" weight="bold">
        <PolicyLink kind="eligibility" name={considered.policy} />{' '}
        <Text color="secondary" variant="body-small">
          {verdictOf()}
        </Text>
      </Text>
      {considered.description && (
        <Text as="p" color="secondary" variant="body-small">
          <bdi>{considered.description}</bdi>
        </Text>
      )}
      <Checks
        checks={considered.checks.map(({ check, ok, detail }) => ({
          key: check,
          ok,
          text: (
            <BackendWords
              words={detail}
              translated={text(
                `problem.considered.${check}.${ok ? 'ok' : 'notOk'}`,
              )}
              inFull={check === 'target' || check === 'permission-set'}
            />
          ),
        }))}
      />
      {considered.change !== null && (
        <Text as="p">
          {t('explain.change')} <ChangeWords considered={considered} />
        </Text>
      )}
    </article>
  );

  function verdictOf(): string {
    const { applies, answers, effect } = considered;
    if (answers) {
      return t(effect === 'allow' ? 'explain.itAnswers' : 'explain.itDenies');
    }
    if (!applies) {
      return t('explain.doesNotApply');
    }
    return t('explain.appliesButNotFirst');
  }
}

function ConsideredApproval(props: { considered: ConsideredApprovalPolicy }) {
  const { policy, answers, applies, detail } = props.considered;
  const t = usePoliciesText();
  return (
    <article className={styles.considered} data-answers={answers}>
      <Text as="p" weight="bold">
        <PolicyLink kind="approval" name={policy} />{' '}
        <Text color="secondary" variant="body-small">
          {answers && t('explain.itHolds')}
          {!answers &&
            t(applies ? 'explain.appliesButNotFirst' : 'explain.doesNotApply')}
        </Text>
      </Text>
      <Text as="p">
        <bdi lang="en">{detail}</bdi>
      </Text>
    </article>
  );
}

function Checks(props: {
  checks: { key: string; ok: boolean; text: ReactNode }[];
}) {
  const t = usePoliciesText();
  return (
    <ul className={styles.checks}>
      {props.checks.map(({ key, ok, text }) => (
        <li key={key} className={styles.check} data-ok={ok}>
          {ok ? (
            <RiCheckLine aria-label={t('explain.ok')} role="img" />
          ) : (
            <RiCloseLine aria-label={t('explain.notOk')} role="img" />
          )}
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** A link for those who may read policies, the name alone for others. */
function PolicyLink(props: {
  kind: 'eligibility' | 'approval';
  name: string;
}): ReactNode {
  const { kind, name } = props;
  const links = usePolicyLinks();
  const me = useMe().data;
  return me && mayRead(me) ? (
    <Link href={links.one({ kind, name })}>
      <bdi>{name}</bdi>
    </Link>
  ) : (
    <bdi>{name}</bdi>
  );
}
