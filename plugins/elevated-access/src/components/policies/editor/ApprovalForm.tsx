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

import { Radio, RadioGroup } from '@backstage/ui';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { RemindersField } from '../fields/RemindersField';
import { SpanField } from '../fields/SpanField';
import { NameFields, PriorityField } from './CommonFields';
import { objectOf, textOf } from './document';
import { useEditing } from './EditorContext';
import { OptionalMember } from './OptionalMember';
import { PermissionSetsField, TargetsField } from './SelectionFields';
import { StagesField } from './StagesField';

const commentRules = ['optional', 'on-reject', 'always'] as const;

/** Who must approve what, in which stages. */
export function ApprovalForm(props: { isNew: boolean }) {
  const t = usePoliciesText();
  const { document, set, errorOf } = useEditing();
  const reminders = objectOf(document, 'reminders') ?? {};
  return (
    <>
      <NameFields isNew={props.isNew} />
      <TargetsField />
      <PermissionSetsField />
      <StagesField />
      <OptionalMember
        member="comment"
        label={t('policyForm.comment.label')}
        initial="always"
      >
        <RadioGroup
          aria-label={t('policyForm.comment.label')}
          value={textOf(document, 'comment')}
          onChange={comment => set('comment', comment)}
        >
          {commentRules.map(rule => (
            <Radio key={rule} value={rule}>
              {t(`policyForm.comment.${rule}`)}
            </Radio>
          ))}
        </RadioGroup>
      </OptionalMember>
      <OptionalMember
        member="requestExpiry"
        label={t('policyForm.requestExpiry.label')}
        initial="PT3H"
      >
        <SpanField
          label={t('policyForm.requestExpiry.after')}
          value={textOf(document, 'requestExpiry')}
          error={errorOf('requestExpiry')}
          onChange={value => set('requestExpiry', value)}
        />
      </OptionalMember>
      <OptionalMember
        member="reminders"
        label={t('policyForm.reminders.label')}
        initial={{ first: 'PT30M', maximum: 'PT4H' }}
      >
        <RemindersField
          reminders={{
            first: textOf(reminders, 'first') || 'PT30M',
            maximum: textOf(reminders, 'maximum') || 'PT4H',
          }}
          errorOf={member => errorOf('reminders', member)}
          onChange={value => set('reminders', value)}
        />
      </OptionalMember>
      <PriorityField />
    </>
  );
}
