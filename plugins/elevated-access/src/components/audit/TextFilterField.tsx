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

import { TextField } from '@backstage/ui';
import type { Filters } from '../../data/audit/filters';
import { useAuditText } from '../../translations/useAuditText';

const LONGEST = 200;

/** A piece of text. */
export function TextFilterField(props: {
  facet: 'reason' | 'ticket';
  filters: Filters;
  onChange: (filters: Filters) => void;
  onEnter: () => void;
}) {
  const { facet, filters, onChange, onEnter } = props;
  const t = useAuditText();
  return (
    <TextField
      label={t(`audit.filter.text.${facet}`)}
      value={filters[facet] ?? ''}
      maxLength={LONGEST}
      // The dialog asks for nothing else.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onChange={text => onChange({ ...filters, [facet]: text || undefined })}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          onEnter();
        }
      }}
    />
  );
}
