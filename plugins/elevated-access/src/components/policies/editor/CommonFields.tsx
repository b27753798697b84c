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

import { NumberField, TextField } from '@backstage/ui';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { useRequired } from '../../common/useRequired';
import { numberOf, textOf } from './document';
import { useEditing } from './EditorContext';
import styles from '../policies.module.css';

/** Name and description; a policy keeps the name that it has. */
export function NameFields(props: { isNew: boolean }) {
  const t = usePoliciesText();
  const { document, set, errorOf } = useEditing();
  const required = useRequired();
  const name = useFieldError(errorOf('name'));
  return (
    <>
      {props.isNew && (
        <div className={styles.field}>
          <TextField
            label={t('policyForm.name.label')}
            description={t('policyForm.name.hint')}
            {...required}
            maxLength={63}
            value={textOf(document, 'name')}
            {...name.field}
            onChange={text => set('name', text)}
          />
          <FieldError {...name.error} />
        </div>
      )}
      <TextField
        label={t('policyForm.description.label')}
        description={t('policyForm.description.hint')}
        maxLength={500}
        value={textOf(document, 'description')}
        onChange={text => set('description', text === '' ? undefined : text)}
      />
    </>
  );
}

export function PriorityField() {
  const t = usePoliciesText();
  const { document, set, errorOf } = useEditing();
  const error = useFieldError(errorOf('priority'));
  return (
    <div className={styles.field}>
      <NumberField
        className={styles.narrow}
        label={t('policyForm.priority.label')}
        description={t('policyForm.priority.hint')}
        value={numberOf(document, 'priority') ?? 0}
        {...error.field}
        onChange={priority =>
          set('priority', Number.isFinite(priority) ? priority : 0)
        }
      />
      <FieldError {...error.error} />
    </div>
  );
}
