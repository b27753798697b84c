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

import { Button, Text } from '@backstage/ui';
import {
  accountIdSchema,
  entityRefSchema,
  permissionSetArnSchema,
  type ExplainInput,
} from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useExplanation } from '../../data/policies';
import { useMe } from '../../data/queries';
import { minutesToDuration } from '../../time/format';
import { usePoliciesText } from '../../translations/usePoliciesText';
import { DurationField } from '../ask/DurationField';
import { StartField } from '../ask/StartField';
import type { Start } from '../ask/useAskForm';
import { PageHeading } from '../common/PageBody';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { SuggestField } from '../policies/fields/SuggestField';
import { mayRead } from '../policies/roles';
import { ExplanationView } from './ExplanationView';
import styles from '../policies/policies.module.css';

const USUAL_MINUTES = 60;
const LONGEST_MINUTES = 12 * 60;

/** What is asked, as far as it is typed. */
interface Question {
  person: string;
  account: string;
  permissionSet: string;
  minutes: number;
  start: Start;
}

/** Why somebody may or may not ask for something. The address holds the question. */
export function ExplainPage() {
  const t = usePoliciesText();
  const me = useMe().data;
  const [params, setParams] = useSearchParams();
  const [question, setQuestion] = useState(() => fromAddress(params));
  const [isTried, setTried] = useState(false);
  const asked = toInput(fromAddress(params));
  const query = useExplanation(asked);
  const aboutOthers = me !== undefined && mayRead(me);
  const change = (part: Partial<Question>) =>
    setQuestion(before => ({ ...before, ...part }));
  const errors = errorsOf(question);
  const errorOf = (isWrong: boolean, text: string) =>
    isTried && isWrong ? text : undefined;

  const ask = () => {
    setTried(true);
    if (toInput(question)) {
      setParams(toAddress(question), { replace: true });
      query.refetch();
    }
  };

  return (
    <>
      <PageHeading title={t('explain.title')} />
      <Surface title={t('explain.question')}>
        <div className={styles.questions}>
          {aboutOthers && (
            <SuggestField
              kind="people"
              label={t('explain.person.label')}
              description={t('explain.person.hint')}
              value={question.person}
              error={errorOf(errors.person, t('explain.person.wrong'))}
              onChange={person => change({ person })}
            />
          )}
          <SuggestField
            kind="account"
            label={t('explain.account.label')}
            value={question.account}
            error={errorOf(errors.account, t('explain.account.wrong'))}
            isRequired
            onChange={account => change({ account })}
          />
          <SuggestField
            kind="permission-set-arn"
            label={t('explain.permissionSet.label')}
            value={question.permissionSet}
            error={errorOf(
              errors.permissionSet,
              t('explain.permissionSet.wrong'),
            )}
            isRequired
            onChange={permissionSet => change({ permissionSet })}
          />
        </div>
        <DurationField
          minutes={question.minutes}
          longest={LONGEST_MINUTES}
          onChange={minutes => change({ minutes })}
        />
        <StartField
          start={question.start}
          onChange={start => change({ start })}
        />
        <div className={styles.row}>
          <Button isPending={query.isFetching} onPress={ask}>
            {t('explain.ask')}
          </Button>
        </div>
      </Surface>
      {asked && query.isPending && <SkeletonRows rows={4} height={72} />}
      {asked && query.isError && (
        <LoadFailed error={query.error} onRetry={() => query.refetch()} />
      )}
      {asked && query.data && !query.isError && (
        <ExplanationView explanation={query.data} />
      )}
      {!asked && (
        <Text as="p" color="secondary">
          {t('explain.hint')}
        </Text>
      )}
    </>
  );
}

function errorsOf({ person, account, permissionSet }: Question) {
  return {
    person: person !== '' && !entityRefSchema.safeParse(person).success,
    account: !accountIdSchema.safeParse(account).success,
    permissionSet: !permissionSetArnSchema.safeParse(permissionSet).success,
  };
}

function toInput(question: Question): ExplainInput | undefined {
  const { person, account, permissionSet, minutes, start } = question;
  const errors = errorsOf(question);
  if (
    errors.person ||
    errors.account ||
    errors.permissionSet ||
    !Number.isInteger(minutes) ||
    minutes < 1
  ) {
    return undefined;
  }
  return {
    ...(person && { person }),
    accountId: account,
    permissionSetArn: permissionSet,
    duration: minutesToDuration(minutes),
    ...(start.kind === 'at' && { startsAt: start.iso }),
  };
}

function toAddress(question: Question): URLSearchParams {
  const { person, account, permissionSet, minutes, start } = question;
  return new URLSearchParams({
    ...(person && { person }),
    account,
    permissionSet,
    minutes: String(minutes),
    ...(start.kind === 'at' && { start: start.iso }),
  });
}

function fromAddress(params: URLSearchParams): Question {
  const minutes = Number(params.get('minutes') ?? USUAL_MINUTES);
  const start = params.get('start') ?? '';
  return {
    person: params.get('person') ?? '',
    account: params.get('account') ?? '',
    permissionSet: params.get('permissionSet') ?? '',
    minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : USUAL_MINUTES,
    start: Number.isNaN(Date.parse(start))
      ? { kind: 'now' }
      : { kind: 'at', iso: new Date(start).toISOString() },
  };
}
