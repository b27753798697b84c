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

import { useNow, useTimeStyle } from './clock';
import { formatInstantInFull } from './format';
import { useTimeWords, type TimeWords } from './useTimeWords';

type Form = 'at' | 'until' | 'relative' | 'clock';

/** An instant in words that keep up with the clock; hovering tells zone and UTC. */
export function When(props: {
  iso: string;
  form?: Form;
  /** Tells how far it is from this instant, and not from now. */
  asOf?: string;
}) {
  const { iso, form = 'at', asOf } = props;
  const current = useNow();
  const now = asOf === undefined ? current : Date.parse(asOf);
  const style = useTimeStyle();
  const words: TimeWords = useTimeWords();
  return (
    <time dateTime={iso} title={formatInstantInFull(iso, style)}>
      {words[form](iso, now)}
    </time>
  );
}
