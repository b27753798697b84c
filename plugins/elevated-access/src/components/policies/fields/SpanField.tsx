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

import { NumberField, Text } from '@backstage/ui';
import { useId } from 'react';
import { durationMillis } from '../../../time/format';
import { usePoliciesText } from '../../../translations/usePoliciesText';
import { FieldError, useFieldError } from '../../ask/FieldError';
import styles from '../policies.module.css';

/** A length of time in hours and minutes; seconds only where it already has some. */
export function SpanField(props: {
  label: string;
  description?: string;
  value: string;
  error?: string;
  isDisabled?: boolean;
  onChange: (iso: string) => void;
}) {
  const { label, description, value, error, isDisabled, onChange } = props;
  const t = usePoliciesText();
  const labelId = useId();
  const hintId = useId();
  const wrong = useFieldError(error);
  const total = Math.round(durationMillis(value) / 1000);
  const parts = {
    hours: Math.floor(total / 3600),
    minutes: Math.floor((total % 3600) / 60),
    seconds: total % 60,
  };
  const change = (part: Partial<typeof parts>) =>
    onChange(toIso({ ...parts, ...part }));
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={description && hintId}
      className={styles.field}
    >
      <Text id={labelId} weight="bold" variant="body-small">
        {label}
      </Text>
      {description && (
        <Text as="p" id={hintId} color="secondary" variant="body-small">
          {description}
        </Text>
      )}
      <div className={styles.span}>
        <NumberField
          label={t('policyForm.span.hours')}
          minValue={0}
          maxValue={8784}
          value={parts.hours}
          isDisabled={isDisabled}
          {...wrong.field}
          onChange={hours => change({ hours: whole(hours) })}
        />
        <NumberField
          label={t('policyForm.span.minutes')}
          minValue={0}
          maxValue={59}
          value={parts.minutes}
          isDisabled={isDisabled}
          {...wrong.field}
          onChange={minutes => change({ minutes: whole(minutes) })}
        />
        {parts.seconds > 0 && (
          <NumberField
            label={t('policyForm.span.seconds')}
            minValue={0}
            maxValue={59}
            value={parts.seconds}
            isDisabled={isDisabled}
            {...wrong.field}
            onChange={seconds => change({ seconds: whole(seconds) })}
          />
        )}
      </div>
      <FieldError {...wrong.error} />
    </div>
  );
}

/** An emptied field counts as nothing. */
function whole(value: number): number {
  return Number.isFinite(value) ? Math.floor(value) : 0;
}

function toIso(parts: {
  hours: number;
  minutes: number;
  seconds: number;
}): string {
  const { hours, minutes, seconds } = parts;
  const text = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
    seconds > 0 ? `${seconds}S` : '',
  ].join('');
  return `PT${text || '0M'}`;
}
