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

import { Checkbox, CheckboxGroup } from '@backstage/ui';
import {
  endReasonSchema,
  requestStatuses,
  requestUsageSchema,
} from 'backstage-plugin-elevated-access-common';
import type { Filters } from '../../data/audit/filters';
import { useAuditText } from '../../translations/useAuditText';
import { useText } from '../../translations/useText';

/** Some of a few values. */
export function ChoiceField(props: {
  facet: 'status' | 'endReason' | 'usage';
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const { facet, filters, onChange } = props;
  const t = useAuditText();
  const common = useText();
  return (
    <CheckboxGroup
      aria-label={t(`audit.facet.${facet}`)}
      value={filters[facet] ?? []}
      onChange={values => onChange(chosen(values))}
    >
      {options().map(({ id, label }) => (
        <Checkbox key={id} value={id}>
          {label}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );

  function options(): Array<{ id: string; label: string }> {
    switch (facet) {
      case 'status':
        return requestStatuses.map(id => ({
          id,
          label: common(`status.${id}`),
        }));
      case 'endReason':
        return endReasonSchema.options.map(id => ({
          id,
          label: t(`audit.value.${id}`),
        }));
      default:
        return requestUsageSchema.options.map(id => ({
          id,
          label: t(`audit.value.${id}`),
        }));
    }
  }

  function chosen(values: string[]): Filters {
    const some = <T extends string>(all: readonly T[]) => {
      const picked = all.filter(it => values.includes(it));
      return picked.length > 0 ? picked : undefined;
    };
    switch (facet) {
      case 'status':
        return { ...filters, status: some(requestStatuses) };
      case 'endReason':
        return { ...filters, endReason: some(endReasonSchema.options) };
      default:
        return { ...filters, usage: some(requestUsageSchema.options) };
    }
  }
}
