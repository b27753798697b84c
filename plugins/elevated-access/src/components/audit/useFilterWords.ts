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

import type { Facet, Filters, SearchedFacet } from '../../data/audit/filters';
import type { Namer } from '../../data/audit/names';
import { useTimeStyle } from '../../time/clock';
import { periodWords } from '../../time/period';
import { useAuditText } from '../../translations/useAuditText';
import { useText } from '../../translations/useText';

const MANY = 3;

/** What a filter is set to, in words. */
export function useFilterWords(
  filters: Filters,
  nameOf: Namer,
): (facet: Facet) => string {
  const t = useAuditText();
  const common = useText();
  const style = useTimeStyle();
  const list = useListWords();

  const names = (facet: SearchedFacet) =>
    list((filters[facet] ?? []).map(id => nameOf(facet, id)));

  const period = (from: string | undefined, to: string | undefined) => {
    const words = periodWords(from, to, style);
    if (!words) {
      return '';
    }
    return words.kind === 'between'
      ? t('audit.value.between', { from: words.from, to: words.to })
      : t(`audit.value.${words.kind}`, { name: words.name });
  };

  const yesNo = (value: boolean | undefined) =>
    t(value ? 'audit.value.yes' : 'audit.value.no');

  return facet => {
    switch (facet) {
      case 'status':
        return list((filters.status ?? []).map(it => common(`status.${it}`)));
      case 'endReason':
        return list(
          (filters.endReason ?? []).map(it => t(`audit.value.${it}`)),
        );
      case 'usage':
        return list((filters.usage ?? []).map(it => t(`audit.value.${it}`)));
      case 'access':
        return period(filters.accessFrom, filters.accessTo);
      case 'created':
        return period(filters.createdFrom, filters.createdTo);
      case 'overdue':
      case 'wasOverdue':
      case 'automatic':
        return yesNo(filters[facet]);
      case 'reason':
      case 'ticket':
        return filters[facet] ?? '';
      default:
        return names(facet);
    }
  };
}

/** Some of which one has to match: a, b or c; of many, the first ones. */
export function useListWords(): (words: string[]) => string {
  const t = useAuditText();
  return words => {
    if (words.length > MANY) {
      return t('audit.question.more', {
        names: words.slice(0, MANY - 1).join(', '),
        number: String(words.length - MANY + 1),
      });
    }
    const last = words.at(-1) ?? '';
    return words.length < 2
      ? last
      : t('audit.question.or', {
          first: words.slice(0, -1).join(', '),
          last,
        });
  };
}
