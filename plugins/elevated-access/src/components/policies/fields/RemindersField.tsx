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

import { usePoliciesText } from '../../../translations/usePoliciesText';
import { SpanField } from './SpanField';
import styles from '../policies.module.css';

/** When approvers are reminded. */
export function RemindersField(props: {
  reminders: { first: string; maximum: string };
  errorOf: (member: string) => string | undefined;
  isDisabled?: boolean;
  onChange: (reminders: { first: string; maximum: string }) => void;
}) {
  const { reminders, errorOf, isDisabled, onChange } = props;
  const t = usePoliciesText();
  return (
    <div className={styles.pair}>
      <SpanField
        label={t('policyForm.reminders.first')}
        value={reminders.first}
        error={errorOf('first')}
        isDisabled={isDisabled}
        onChange={first => onChange({ ...reminders, first })}
      />
      <SpanField
        label={t('policyForm.reminders.maximum')}
        value={reminders.maximum}
        error={errorOf('maximum')}
        isDisabled={isDisabled}
        onChange={maximum => onChange({ ...reminders, maximum })}
      />
    </div>
  );
}
