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

import { Skeleton, Text, ToggleButton } from '@backstage/ui';
import { ToggleButtonGroup } from 'react-aria-components';
import { lazy, Suspense } from 'react';
import { useClock, useNow, useTimeStyle } from '../../time/clock';
import { formatUtc, zoneName } from '../../time/format';
import { useText } from '../../translations/useText';
import { FieldError, useFieldError } from './FieldError';
import { Labelled } from './Labelled';
import type { Start } from './useAskForm';
import styles from './ask.module.css';

const HOUR_MS = 60 * 60_000;

/** A calendar is heavy, and most access starts at once. */
const StartAt = lazy(() => import('./StartAt'));

/** Now, or at a time in the reader's zone with UTC beside it. */
export function StartField(props: {
  start: Start;
  error?: string;
  onChange: (start: Start) => void;
}) {
  const { start, error, onChange } = props;
  const t = useText();
  const clock = useClock();
  const now = useNow(30_000);
  const zone = zoneName(useTimeStyle());
  const isPast = start.kind === 'at' && Date.parse(start.iso) < now;
  const wrong = useFieldError(isPast ? t('ask.start.past') : error);

  /** The next full hour is the likeliest wish. */
  const nextHour = () =>
    new Date((Math.floor(clock.now() / HOUR_MS) + 1) * HOUR_MS).toISOString();

  return (
    <Labelled label={t('ask.start.label')}>
      {labelId => (
        <>
          <ToggleButtonGroup
            aria-labelledby={labelId}
            className={styles.choices}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[start.kind]}
            onSelectionChange={keys =>
              onChange(
                keys.has('at')
                  ? { kind: 'at', iso: nextHour() }
                  : { kind: 'now' },
              )
            }
          >
            <ToggleButton id="now">{t('ask.start.now')}</ToggleButton>
            <ToggleButton id="at">{t('ask.start.at')}</ToggleButton>
          </ToggleButtonGroup>
          {start.kind === 'now' ? (
            <Text as="p" color="secondary" variant="body-small">
              {t('ask.start.nowHint')}
            </Text>
          ) : (
            <>
              <Suspense fallback={<Skeleton width="100%" height={64} />}>
                <StartAt
                  iso={start.iso}
                  {...wrong.field}
                  onChange={iso => onChange({ kind: 'at', iso })}
                />
              </Suspense>
              <Text as="p" color="secondary" variant="body-small">
                {zone} · {formatUtc(start.iso)}
              </Text>
            </>
          )}
          <FieldError {...wrong.error} />
        </>
      )}
    </Labelled>
  );
}
