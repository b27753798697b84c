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

import { NumberField, Radio, RadioGroup, Switch } from '@backstage/ui';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { RefPicker } from '../fields/RefPicker';
import { SpanField } from '../fields/SpanField';
import { TextRuleField } from '../fields/TextRuleField';
import { NameFields, PriorityField } from './CommonFields';
import {
  compact,
  numberOf,
  objectOf,
  textOf,
  textsOf,
  withEffect,
} from './document';
import { useEditing } from './EditorContext';
import { HoursField } from './HoursField';
import { OptionalMember } from './OptionalMember';
import { PermissionSetsField, TargetsField } from './SelectionFields';
import { ruleOf } from './ruleOf';

/** Who may ask for what, for how long, under which conditions. */
export function EligibilityForm(props: { isNew: boolean }) {
  const t = usePoliciesText();
  const { document, change, set, errorOf } = useEditing();
  const effect = textOf(document, 'effect') === 'deny' ? 'deny' : 'allow';
  return (
    <>
      <NameFields isNew={props.isNew} />
      <RadioGroup
        label={t('policyForm.effect.label')}
        orientation="horizontal"
        value={effect}
        onChange={value =>
          change(withEffect(document, value === 'deny' ? 'deny' : 'allow'))
        }
      >
        <Radio value="allow">{t('policyForm.effect.allow')}</Radio>
        <Radio value="deny">{t('policyForm.effect.deny')}</Radio>
      </RadioGroup>
      <RefPicker
        label={t('policyForm.subjects.label')}
        description={t('policyForm.subjects.hint')}
        refs={textsOf(document, 'subjects')}
        error={errorOf('subjects')}
        onChange={subjects => set('subjects', subjects)}
      />
      <TargetsField />
      <PermissionSetsField />
      {effect === 'allow' && <Terms />}
      <HoursField effect={effect} />
      {effect === 'allow' && <Conditions />}
    </>
  );
}

function Terms() {
  const t = usePoliciesText();
  const { document, set, errorOf } = useEditing();
  return (
    <>
      <SpanField
        label={t('policyForm.maxDuration.label')}
        value={textOf(document, 'maxDuration')}
        error={errorOf('maxDuration')}
        onChange={maxDuration => set('maxDuration', maxDuration)}
      />
      <RadioGroup
        label={t('policyForm.approval.label')}
        orientation="horizontal"
        value={
          document.approval === 'not-required' ? 'not-required' : 'required'
        }
        onChange={approval => set('approval', approval)}
      >
        <Radio value="required">{t('policyForm.approval.required')}</Radio>
        <Radio value="not-required">
          {t('policyForm.approval.notRequired')}
        </Radio>
      </RadioGroup>
      <RadioGroup
        label={t('policyForm.risk.label')}
        description={t('policyForm.risk.hint')}
        orientation="horizontal"
        value={document.risk === 'high' ? 'high' : 'normal'}
        onChange={risk => set('risk', risk === 'high' ? risk : undefined)}
      >
        <Radio value="normal">{t('policyForm.risk.normal')}</Radio>
        <Radio value="high">{t('policyForm.risk.high')}</Radio>
      </RadioGroup>
    </>
  );
}

function Conditions() {
  const t = usePoliciesText();
  const { document, set, errorOf } = useEditing();
  const extension = objectOf(document, 'extension') ?? {};
  const maximum = useFieldError(errorOf('extension', 'maximum'));
  return (
    <>
      <Switch
        label={t('policyForm.strictWindow')}
        isSelected={document.strictWindow === true}
        onChange={isOn => set('strictWindow', isOn ? true : undefined)}
      />
      <OptionalMember
        member="extension"
        label={t('policyForm.extension.label')}
        initial={{ maximum: 1, maxTotalDuration: 'PT8H' }}
      >
        <NumberField
          label={t('policyForm.extension.maximum')}
          minValue={1}
          maxValue={100}
          value={numberOf(extension, 'maximum') ?? 1}
          {...maximum.field}
          onChange={count =>
            set('extension', {
              ...extension,
              maximum: Number.isFinite(count) ? count : 1,
            })
          }
        />
        <FieldError {...maximum.error} />
        <SpanField
          label={t('policyForm.extension.total')}
          value={textOf(extension, 'maxTotalDuration')}
          error={errorOf('extension', 'maxTotalDuration')}
          onChange={maxTotalDuration =>
            set('extension', { ...extension, maxTotalDuration })
          }
        />
      </OptionalMember>
      {(['reason', 'ticket'] as const).map(field => (
        <OptionalMember
          key={field}
          member={field}
          label={t(`policyForm.${field}`)}
          initial={{ required: true }}
        >
          <TextRuleField
            label={t(`policyForm.${field}`)}
            rule={ruleOf(objectOf(document, field))}
            errorOf={member => errorOf(field, member)}
            onChange={rule => set(field, compact({ ...rule }))}
          />
        </OptionalMember>
      ))}
      <PriorityField />
    </>
  );
}
