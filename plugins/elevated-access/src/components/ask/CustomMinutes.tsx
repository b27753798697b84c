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

import { NumberField } from '@backstage/ui';
import { useText } from '../../translations/useText';
import styles from './ask.module.css';

/** A duration to the minute. */
export default function CustomMinutes(props: {
  minutes: number;
  /** The longest that may be asked for, in minutes and in words. */
  limit: { max: string; span: string };
  isInvalid: boolean;
  /** The id of what says why it is invalid. */
  'aria-describedby'?: string;
  onChange: (minutes: number) => void;
}) {
  const { minutes, limit, onChange, ...validity } = props;
  const t = useText();
  return (
    <NumberField
      className={styles.minutes}
      label={t('ask.duration.customLabel')}
      description={t('ask.duration.customHint', limit)}
      value={minutes}
      minValue={1}
      onChange={onChange}
      {...validity}
    />
  );
}
