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

import { Button, Combobox } from '@backstage/ui';
import {
  accountIdSchema,
  permissionSetArnSchema,
} from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { hasWords } from '../../data/narrow';
import { useSuggestions, type Suggestion } from '../../data/suggestions';
import {
  useKnownPermissionSets,
  useWhyNot,
  type WhyNotQuestion as Asked,
} from '../../data/whyNot';
import { useText } from '../../translations/useText';
import { LoadFailed, SkeletonRows } from '../common/States';
import { Surface } from '../common/Surface';
import { optionsOr } from '../policies/fields/optionsOr';
import { SuggestField } from '../policies/fields/SuggestField';
import { FieldError, useFieldError } from './FieldError';
import type { Gone } from './usePrefill';
import { WhyNotAnswer } from './WhyNotAnswer';
import styles from './ask.module.css';

/** Which account and which permission set, and the answer. */
export default function WhyNotQuestion(props: {
  wanted: Gone | undefined;
  takeFocus: boolean;
}) {
  const { wanted, takeFocus } = props;
  const t = useText();
  const known = useKnownPermissionSets();
  const [account, setAccount] = useState(wanted?.accountIds[0] ?? '');
  const [permissionSet, setPermissionSet] = useState(
    wanted?.permissionSet ?? '',
  );
  const [isTried, setTried] = useState(false);
  const [question, setQuestion] = useState<Asked>();
  const answer = useWhyNot(question);

  const { suggestions, isSearching } = useSuggestions('account', account);
  const accountId = accountIdOf(account, suggestions);
  const arn = arnOf(permissionSet.trim(), known);
  const wrong = useFieldError(
    isTried && !arn ? t('ask.why.permissionSetWrong') : undefined,
  );
  const ask = () => {
    setTried(true);
    setQuestion(
      accountId && arn ? { accountId, permissionSetArn: arn } : undefined,
    );
  };

  return (
    <Surface title={t('ask.why.title')} focusOnMount={takeFocus}>
      <form
        className={styles.why}
        onSubmit={event => {
          event.preventDefault();
          ask();
        }}
      >
        <SuggestField
          kind="account"
          label={t('ask.why.account')}
          description={t('ask.why.accountHint')}
          value={account}
          error={
            isTried && !accountId && !isSearching
              ? t('ask.why.accountWrong')
              : undefined
          }
          onChange={setAccount}
        />
        <div className={styles.field}>
          <Combobox
            label={t('ask.why.permissionSet')}
            description={t('ask.why.permissionSetHint')}
            options={optionsOr(
              known
                .filter(({ name }) => hasWords(name, permissionSet.trim()))
                .map(({ name }) => ({ id: name, label: name })),
              t('picker.nothing'),
            )}
            allowsCustomValue
            {...wrong.field}
            search={{
              mode: 'server',
              inputValue: permissionSet,
              onInputChange: setPermissionSet,
            }}
          />
          <FieldError {...wrong.error} />
        </div>
        <Button
          type="submit"
          variant="secondary"
          isPending={question !== undefined && answer.isPending}
        >
          {t('ask.why.ask')}
        </Button>
      </form>
      {question && answer.isPending && <SkeletonRows rows={3} height={24} />}
      {question && answer.isError && (
        <LoadFailed error={answer.error} onRetry={() => answer.refetch()} />
      )}
      {question && answer.data && <WhyNotAnswer explanation={answer.data} />}
    </Surface>
  );
}

/** Digits with or without blanks, or the name of one account and no other. */
function accountIdOf(
  text: string,
  suggestions: Suggestion[],
): string | undefined {
  const id = accountIdSchema.safeParse(text.replace(/[\s-]/g, ''));
  if (id.success) {
    return id.data;
  }
  const name = text.trim().toLowerCase();
  const [named, another] = suggestions.filter(
    ({ label }) => label.toLowerCase() === name,
  );
  return another ? undefined : named?.id;
}

/** A name stands for one permission set that is known; anything else has to be an ARN. */
function arnOf(
  text: string,
  known: { arn: string; name: string }[],
): string | undefined {
  const named = known.find(
    ({ name }) => name.toLowerCase() === text.toLowerCase(),
  );
  const arn = permissionSetArnSchema.safeParse(text);
  return named?.arn ?? (arn.success ? arn.data : undefined);
}
