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

import { Radio, RadioGroup } from '@backstage/ui';
import type { Filters } from '../../data/audit/filters';
import { useAuditText } from '../../translations/useAuditText';

/** One of two. */
export function YesNoField(props: {
  facet: 'overdue' | 'wasOverdue' | 'automatic';
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const { facet, filters, onChange } = props;
  const t = useAuditText();
  const value = filters[facet];
  return (
    <RadioGroup
      aria-label={t(`audit.facet.${facet}`)}
      value={value === undefined ? null : String(value)}
      onChange={chosen => onChange({ ...filters, [facet]: chosen === 'true' })}
    >
      <Radio value="true">{t(`audit.filter.yesNo.${facet}Yes`)}</Radio>
      <Radio value="false">{t(`audit.filter.yesNo.${facet}No`)}</Radio>
    </RadioGroup>
  );
}
