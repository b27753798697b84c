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

import { Button, NumberField, TextField } from '@backstage/ui';
import type { JsonObject } from '@backstage/types';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { useRequired } from '../../common/useRequired';
import { RefPicker } from '../fields/RefPicker';
import { SpanField } from '../fields/SpanField';
import { numberOf, objectsOf, textOf, textsOf } from './document';
import { useEditing } from './EditorContext';
import styles from '../policies.module.css';

const WORDS = ['owner', 'manager'] as const;
const MOST_STEPS = 5;

/** What has to be passed, in order. */
export function StagesField() {
  const t = usePoliciesText();
  const { document, set, errorAt } = useEditing();
  const stages = objectsOf(document, 'stages');
  return (
    <div className={styles.field}>
      {stages.map((stage, index) => (
        <Stage
          key={index}
          index={index}
          stage={stage}
          isOnly={stages.length === 1}
          onChange={changed =>
            set(
              'stages',
              stages.map((it, place) => (place === index ? changed : it)),
            )
          }
          onRemove={() =>
            set(
              'stages',
              stages.filter((_, place) => place !== index),
            )
          }
        />
      ))}
      <Button
        variant="secondary"
        className={styles.add}
        onPress={() =>
          set('stages', [...stages, { name: '', approvers: [], required: 1 }])
        }
      >
        {t('policyForm.stage.add')}
      </Button>
      <FieldError text={errorAt('stages')} />
    </div>
  );
}

function Stage(props: {
  index: number;
  stage: JsonObject;
  isOnly: boolean;
  onChange: (stage: JsonObject) => void;
  onRemove: () => void;
}) {
  const { index, stage, isOnly, onChange, onRemove } = props;
  const t = usePoliciesText();
  const { errorOf } = useEditing();
  const error = (...path: (string | number)[]) =>
    errorOf('stages', index, ...path);
  const name = useFieldError(error('name'));
  const required = useFieldError(error('required'));
  const title = t('policyForm.stage.title', { number: String(index + 1) });
  return (
    <fieldset className={styles.stage}>
      <legend className={styles.legend}>{title}</legend>
      <TextField
        size="small"
        label={t('policyForm.stage.name')}
        maxLength={80}
        {...useRequired()}
        value={textOf(stage, 'name')}
        {...name.field}
        onChange={text => onChange({ ...stage, name: text })}
      />
      <FieldError {...name.error} />
      <RefPicker
        label={t('policyForm.stage.approvers')}
        description={t('policyForm.stage.approversHint')}
        words={WORDS}
        refs={textsOf(stage, 'approvers')}
        error={error('approvers')}
        onChange={approvers => onChange({ ...stage, approvers })}
      />
      <NumberField
        className={styles.narrow}
        label={t('policyForm.stage.required')}
        description={t('policyForm.stage.requiredHint')}
        minValue={1}
        value={numberOf(stage, 'required') ?? 1}
        {...required.field}
        onChange={count =>
          onChange({ ...stage, required: Number.isFinite(count) ? count : 1 })
        }
      />
      <FieldError {...required.error} />
      <Escalation
        steps={objectsOf(stage, 'escalation')}
        errorOf={(...path) => error('escalation', ...path)}
        onChange={escalation => onChange({ ...stage, escalation })}
      />
      {!isOnly && (
        <Button variant="tertiary" className={styles.add} onPress={onRemove}>
          {t('policyForm.stage.remove', { number: String(index + 1) })}
        </Button>
      )}
    </fieldset>
  );
}

/** Who may decide as well once a stage has waited. */
function Escalation(props: {
  steps: JsonObject[];
  errorOf: (index: number, member: string) => string | undefined;
  onChange: (steps: JsonObject[]) => void;
}) {
  const { steps, errorOf, onChange } = props;
  const t = usePoliciesText();
  const replace = (index: number, step: JsonObject) =>
    onChange(steps.map((it, place) => (place === index ? step : it)));
  return (
    <>
      {steps.map((step, index) => (
        <div
          key={index}
          role="group"
          aria-label={t('policyForm.escalation.title', {
            number: String(index + 1),
          })}
          className={styles.nested}
        >
          <SpanField
            label={t('policyForm.escalation.after')}
            value={textOf(step, 'after')}
            error={errorOf(index, 'after')}
            onChange={after => replace(index, { ...step, after })}
          />
          <RefPicker
            label={t('policyForm.escalation.approvers')}
            words={WORDS}
            refs={textsOf(step, 'approvers')}
            error={errorOf(index, 'approvers')}
            onChange={approvers => replace(index, { ...step, approvers })}
          />
          <Button
            variant="tertiary"
            className={styles.add}
            onPress={() => onChange(steps.filter((_, it) => it !== index))}
          >
            {t('policyForm.escalation.remove', { number: String(index + 1) })}
          </Button>
        </div>
      ))}
      {steps.length < MOST_STEPS && (
        <Button
          variant="tertiary"
          className={styles.add}
          onPress={() =>
            onChange([
              ...steps,
              { after: `PT${steps.length + 1}H`, approvers: [] },
            ])
          }
        >
          {t('policyForm.escalation.add')}
        </Button>
      )}
    </>
  );
}
