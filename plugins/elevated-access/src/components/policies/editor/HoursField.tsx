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

import {
  Checkbox,
  CheckboxGroup,
  Combobox,
  Switch,
  TextField,
} from '@backstage/ui';
import { useMemo } from 'react';
import { useTimeStyle } from '../../../time/clock';
import { zoneName } from '../../../time/format';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import { dayWord } from '../usePolicySentences';
import { objectOf, textOf } from './document';
import { useEditing } from './EditorContext';
import styles from '../policies.module.css';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const WORK_DAYS = [1, 2, 3, 4, 5];

/** The hours within which access has to begin or, of a deny policy, is denied. */
export function HoursField(props: { effect: 'allow' | 'deny' }) {
  const t = usePoliciesText();
  const zone = zoneName(useTimeStyle());
  const { document, set, errorOf } = useEditing();
  const hours = objectOf(document, 'workingHours');
  const zones = useMemo(
    () => Intl.supportedValuesOf('timeZone').map(id => ({ id, label: id })),
    [],
  );
  const days = (Array.isArray(hours?.days) ? hours.days : []).map(String);
  const daysError = useFieldError(errorOf('workingHours', 'days'));
  const fromError = useFieldError(errorOf('workingHours', 'from'));
  const toError = useFieldError(errorOf('workingHours', 'to'));
  const zoneError = useFieldError(errorOf('workingHours', 'timeZone'));
  return (
    <div className={styles.field}>
      <Switch
        label={t(`policyForm.hours.${props.effect}`)}
        isSelected={hours !== undefined}
        onChange={isOn =>
          set(
            'workingHours',
            isOn
              ? { timeZone: zone, days: WORK_DAYS, from: '08:00', to: '18:00' }
              : undefined,
          )
        }
      />
      {hours && (
        <div className={styles.nested}>
          <CheckboxGroup
            label={t('policyForm.hours.days')}
            orientation="horizontal"
            value={days}
            {...daysError.field}
            onChange={chosen =>
              set('workingHours', {
                ...hours,
                days: DAYS.filter(day => chosen.includes(String(day))),
              })
            }
          >
            {DAYS.map(day => (
              <Checkbox key={day} value={String(day)}>
                {dayWord(day, t)}
              </Checkbox>
            ))}
          </CheckboxGroup>
          <FieldError {...daysError.error} />
          <div className={styles.pair}>
            <TextField
              size="small"
              label={t('policyForm.hours.from')}
              placeholder="08:00"
              value={textOf(hours, 'from')}
              {...fromError.field}
              onChange={from => set('workingHours', { ...hours, from })}
            />
            <TextField
              size="small"
              label={t('policyForm.hours.to')}
              description={t('policyForm.hours.toHint')}
              placeholder="18:00"
              value={textOf(hours, 'to')}
              {...toError.field}
              onChange={to => set('workingHours', { ...hours, to })}
            />
          </div>
          <FieldError {...fromError.error} />
          <FieldError {...toError.error} />
          <Combobox
            label={t('policyForm.hours.zone')}
            allowsCustomValue
            options={zones}
            {...zoneError.field}
            inputValue={textOf(hours, 'timeZone')}
            onInputChange={timeZone =>
              set('workingHours', { ...hours, timeZone })
            }
          />
          <FieldError {...zoneError.error} />
        </div>
      )}
    </div>
  );
}
