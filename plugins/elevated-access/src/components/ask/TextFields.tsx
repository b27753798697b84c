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

import { TextAreaField, TextField } from '@backstage/ui';
import type { TextRule } from 'backstage-plugin-elevated-access-common';
import { useId } from 'react';
import { useText } from '../../translations/useText';
import { useRequired } from '../common/useRequired';
import { FieldError } from './FieldError';
import { missingFromReason, missingFromTicket } from './textRules';
import styles from './ask.module.css';

interface TextProps {
  value: string;
  rule: TextRule;
  /** Left once: from then on what is missing is said in red. */
  touched: boolean;
  /** What the backend says about it. */
  error?: string;
  onChange: (text: string) => void;
  onLeave: () => void;
}

export function ReasonField(props: TextProps) {
  const { value, rule, touched, error, onChange, onLeave } = props;
  const t = useText();
  const errorId = useId();
  const missing = missingFromReason(value, rule, t);
  const wrong = touched ? missing ?? error : undefined;
  return (
    <div className={styles.field}>
      <TextAreaField
        label={t('ask.reason.label')}
        description={hint()}
        {...useRequired(rule.required)}
        isInvalid={Boolean(wrong)}
        aria-describedby={wrong && errorId}
        value={value}
        onChange={onChange}
        onBlur={onLeave}
        maxLength={2000}
        rows={3}
      />
      <FieldError id={errorId} text={wrong} />
    </div>
  );

  function hint(): string | undefined {
    if (rule.message) {
      return rule.message;
    }
    if (rule.minLength > 1) {
      return t('ask.reason.hintMin', { count: rule.minLength });
    }
    return rule.required ? undefined : t('ask.reason.optional');
  }
}

export function TicketField(props: TextProps) {
  const { value, rule, touched, error, onChange, onLeave } = props;
  const t = useText();
  const errorId = useId();
  const missing = missingFromTicket(value, rule, t);
  const wrong = touched ? missing ?? error : undefined;
  return (
    <div className={styles.field}>
      <TextField
        label={t('ask.ticket.label')}
        description={
          rule.message ?? (rule.required ? undefined : t('ask.ticket.optional'))
        }
        {...useRequired(rule.required)}
        isInvalid={Boolean(wrong)}
        aria-describedby={wrong && errorId}
        value={value}
        onChange={onChange}
        onBlur={onLeave}
        maxLength={200}
      />
      <FieldError id={errorId} text={wrong} />
    </div>
  );
}
