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

import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import { usedFacets, type Facet, type Filters } from '../../data/audit/filters';
import type { Namer } from '../../data/audit/names';
import { statusesOf } from '../../data/status';
import { useTimeStyle } from '../../time/clock';
import { periodWords } from '../../time/period';
import { useAuditText } from '../../translations/useAuditText';
import { useFilterWords } from './useFilterWords';

type Base = 'live' | 'waiting' | 'past' | 'had' | 'any' | 'some';

/** What the sentence says by itself; every other filter follows behind a comma. */
const inSentence: readonly Facet[] = [
  'requester',
  'accountId',
  'permissionSetArn',
  'access',
  'status',
];

/** The filters as the question that they ask. */
export function useQuestion(filters: Filters, nameOf: Namer): string {
  const t = useAuditText();
  const style = useTimeStyle();
  const words = useFilterWords(filters, nameOf);

  const base = () => {
    const who = words('requester');
    const kind = baseOf(filters);
    if (kind === 'some') {
      const statuses = words('status').toLocaleLowerCase(style.locale);
      return who
        ? t('audit.question.someOf', { who, statuses })
        : t('audit.question.some', { statuses });
    }
    return who
      ? t(`audit.question.${kind}Of`, { who })
      : t(`audit.question.${kind}`);
  };

  const where = () => {
    const account = words('accountId');
    const permissionSet = words('permissionSetArn');
    if (account && permissionSet) {
      return t('audit.question.toBoth', { account, permissionSet });
    }
    if (account) {
      return t('audit.question.toAccount', { account });
    }
    return permissionSet
      ? t('audit.question.toPermissionSet', { permissionSet })
      : '';
  };

  const when = () => {
    const period = periodWords(filters.accessFrom, filters.accessTo, style);
    if (!period) {
      return '';
    }
    return period.kind === 'between'
      ? t('audit.question.between', { from: period.from, to: period.to })
      : t(`audit.question.${period.kind}`, { name: period.name });
  };

  const part = (facet: Facet): string => {
    const value = words(facet);
    switch (facet) {
      case 'overdue':
        return t(`audit.part.overdue${filters.overdue ? 'Yes' : 'No'}`);
      case 'wasOverdue':
        return t(`audit.part.wasOverdue${filters.wasOverdue ? 'Yes' : 'No'}`);
      case 'automatic':
        return t(`audit.part.automatic${filters.automatic ? 'Yes' : 'No'}`);
      case 'requester':
      case 'accountId':
      case 'permissionSetArn':
      case 'access':
      case 'status':
        return '';
      default:
        return t(`audit.part.${facet}`, { value });
    }
  };

  const parts = usedFacets(filters)
    .filter(facet => !inSentence.includes(facet))
    .map(part);
  return t('audit.question.frame', {
    base: base(),
    where: where(),
    when: when(),
    rest:
      parts.length > 0
        ? t('audit.question.rest', { parts: parts.join(', ') })
        : '',
  });
}

function baseOf({ status, accessFrom, accessTo }: Filters): Base {
  if (!status) {
    return accessFrom || accessTo ? 'had' : 'any';
  }
  if (isSame(status, statusesOf('live'))) {
    return 'live';
  }
  if (isSame(status, statusesOf('waiting'))) {
    return 'waiting';
  }
  return isSame(status, statusesOf('past')) ? 'past' : 'some';
}

function isSame(a: RequestStatus[], b: RequestStatus[]): boolean {
  return new Set(a).size === b.length && b.every(status => a.includes(status));
}
