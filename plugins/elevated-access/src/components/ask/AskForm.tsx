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
import type { TextRule } from 'backstage-plugin-elevated-access-common';
import { useId, type Dispatch } from 'react';
import type { Favourites } from '../../data/favourites';
import { useText } from '../../translations/useText';
import { Surface } from '../common/Surface';
import { DurationField } from './DurationField';
import { PickedAccounts } from './PickedAccounts';
import { PreflightPanel } from './PreflightPanel';
import { SendFailed } from './SendFailed';
import { ReasonField, TicketField } from './TextFields';
import { StartField } from './StartField';
import { useAsk } from './useAsk';
import type { AskAction, AskForm as Form } from './useAskForm';
import styles from './ask.module.css';

const NO_RULE: TextRule = { required: false, minLength: 0 };

/** For how long, from when and why; beside it, what will happen. */
export function AskForm(props: {
  form: Form;
  dispatch: Dispatch<AskAction>;
  favourites: Favourites;
  onSent: () => void;
}) {
  const { form, dispatch, favourites, onSent } = props;
  const t = useText();
  const ask = useAsk(form, dispatch, onSent);
  const blockedId = useId();
  const policy = ask.preflight.data?.items.find(item => item.policy)?.policy;

  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <PickedAccounts
          form={form}
          dispatch={dispatch}
          favourites={favourites}
        />
        <Surface>
          <DurationField
            minutes={form.minutes}
            longest={ask.longest}
            error={ask.errorOf('duration')}
            onChange={minutes => dispatch({ type: 'minutes', minutes })}
          />
          <StartField
            start={form.start}
            error={ask.errorOf('start')}
            onChange={start => dispatch({ type: 'start', start })}
          />
          <ReasonField
            value={form.reason}
            rule={policy?.reason ?? NO_RULE}
            touched={form.touched.reason}
            error={ask.errorOf('reason')}
            onChange={text => dispatch({ type: 'reason', text })}
            onLeave={() => dispatch({ type: 'touch', field: 'reason' })}
          />
          <TicketField
            value={form.ticket}
            rule={policy?.ticket ?? NO_RULE}
            touched={form.touched.ticket}
            error={ask.errorOf('ticket')}
            onChange={text => dispatch({ type: 'ticket', text })}
            onLeave={() => dispatch({ type: 'touch', field: 'ticket' })}
          />
        </Surface>
      </div>
      <div className={styles.column}>
        <PreflightPanel ask={ask} />
        {ask.refusal !== undefined && <SendFailed error={ask.refusal} />}
        <div className={styles.submit}>
          <Text
            as="p"
            id={blockedId}
            role="status"
            color="secondary"
            variant="body-small"
          >
            {ask.blocked && t('ask.submit.blocked', { reason: ask.blocked })}
          </Text>
          <Button
            size="medium"
            isDisabled={ask.blocked !== undefined}
            isPending={ask.isSending}
            aria-describedby={blockedId}
            onPress={ask.send}
          >
            {form.picks.length > 1
              ? t('ask.submit.many', { count: form.picks.length })
              : t('ask.submit.action')}
          </Button>
        </div>
      </div>
    </div>
  );
}
