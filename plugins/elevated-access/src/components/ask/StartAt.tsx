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

import { DatePicker } from '@backstage/ui';
import { parseAbsolute } from '@internationalized/date';
import { useTimeStyle } from '../../time/clock';
import { zoneName } from '../../time/format';
import { useText } from '../../translations/useText';

/** Day and time of a start that is not now, in the reader's zone. */
export default function StartAt(props: {
  iso: string;
  isInvalid: boolean;
  /** The id of what says why it is invalid. */
  'aria-describedby'?: string;
  onChange: (iso: string) => void;
}) {
  const { iso, onChange, ...validity } = props;
  const t = useText();
  const zone = zoneName(useTimeStyle());
  return (
    <DatePicker
      label={t('ask.start.atLabel')}
      granularity="minute"
      hideTimeZone
      value={parseAbsolute(iso, zone)}
      {...validity}
      onChange={value => {
        if (value) {
          onChange(value.toDate(zone).toISOString());
        }
      }}
    />
  );
}
