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

import { NumberField, Switch, TextField } from '@backstage/ui';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import styles from '../policies.module.css';

/** A rule as far as it is written. */
export interface TextRuleDraft {
  required?: boolean;
  minLength?: number;
  pattern?: string;
  message?: string;
}

/** What a reason or a ticket has to look like. */
export function TextRuleField(props: {
  label: string;
  rule: TextRuleDraft;
  errorOf: (member: string) => string | undefined;
  isDisabled?: boolean;
  onChange: (rule: TextRuleDraft) => void;
}) {
  const { label, rule, errorOf, isDisabled, onChange } = props;
  const t = usePoliciesText();
  const minLength = useFieldError(errorOf('minLength'));
  const pattern = useFieldError(errorOf('pattern'));
  const message = useFieldError(errorOf('message'));
  const text = (value: string) => (value === '' ? undefined : value);
  return (
    <div role="group" aria-label={label} className={styles.nested}>
      <Switch
        label={t('policyForm.rule.required')}
        isSelected={rule.required ?? true}
        isDisabled={isDisabled}
        onChange={required => onChange({ ...rule, required })}
      />
      <div className={styles.pair}>
        <NumberField
          label={t('policyForm.rule.minLength')}
          minValue={0}
          maxValue={1000}
          value={rule.minLength ?? 0}
          isDisabled={isDisabled}
          {...minLength.field}
          onChange={length =>
            onChange({
              ...rule,
              minLength: Number.isFinite(length) ? length : 0,
            })
          }
        />
        <TextField
          size="small"
          label={t('policyForm.rule.pattern')}
          value={rule.pattern ?? ''}
          isDisabled={isDisabled}
          {...pattern.field}
          onChange={it => onChange({ ...rule, pattern: text(it) })}
        />
      </div>
      <FieldError {...minLength.error} />
      <FieldError {...pattern.error} />
      <TextField
        size="small"
        label={t('policyForm.rule.message')}
        description={t('policyForm.rule.messageHint')}
        maxLength={500}
        value={rule.message ?? ''}
        isDisabled={isDisabled}
        {...message.field}
        onChange={it => onChange({ ...rule, message: text(it) })}
      />
      <FieldError {...message.error} />
    </div>
  );
}
