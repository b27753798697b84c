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

import { Skeleton, ToggleButton } from '@backstage/ui';
import { ToggleButtonGroup } from 'react-aria-components';
import { lazy, Suspense, useState } from 'react';
import { useTimeWords } from '../../time/useTimeWords';
import { useText } from '../../translations/useText';
import { FieldError, useFieldError } from './FieldError';
import { Labelled } from './Labelled';
import styles from './ask.module.css';

/** Who picks one of the quick choices needs no field for numbers. */
const CustomMinutes = lazy(() => import('./CustomMinutes'));

const QUICK_MINUTES = [15, 30, 60, 120, 240, 480, 720];
const QUICK_CHOICES = 5;

/** The usual lengths that the policy allows, its limit last. */
export function quickChoices(longest: number): number[] {
  const shorter = QUICK_MINUTES.filter(minutes => minutes < longest);
  return [...shorter.slice(-(QUICK_CHOICES - 1)), longest];
}

export function DurationField(props: {
  label?: string;
  minutes: number;
  longest: number;
  error?: string;
  onChange: (minutes: number) => void;
}) {
  const { minutes, longest, error, onChange } = props;
  const t = useText();
  const words = useTimeWords();
  const choices = quickChoices(longest);
  const [custom, setCustom] = useState(!choices.includes(minutes));
  const span = (value: number) => words.span(value * 60_000);
  const limit = { max: String(longest), span: span(longest) };
  const wrong = useFieldError(
    minutes > longest ? t('ask.duration.tooLong', limit) : error,
  );

  return (
    <Labelled label={props.label ?? t('ask.duration.label')}>
      {labelId => (
        <>
          <ToggleButtonGroup
            aria-labelledby={labelId}
            className={styles.choices}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[custom ? 'custom' : String(minutes)]}
            onSelectionChange={keys => {
              const [key] = [...keys];
              setCustom(key === 'custom');
              if (key !== 'custom') {
                onChange(Number(key));
              }
            }}
          >
            {choices.map(choice => (
              <ToggleButton key={choice} id={String(choice)}>
                {choice === longest
                  ? t('ask.duration.max', { span: span(choice) })
                  : span(choice)}
              </ToggleButton>
            ))}
            <ToggleButton id="custom">{t('ask.duration.custom')}</ToggleButton>
          </ToggleButtonGroup>
          {custom && (
            <Suspense fallback={<Skeleton width={220} height={64} />}>
              <CustomMinutes
                minutes={minutes}
                limit={limit}
                {...wrong.field}
                onChange={onChange}
              />
            </Suspense>
          )}
          <FieldError {...wrong.error} />
        </>
      )}
    </Labelled>
  );
}
