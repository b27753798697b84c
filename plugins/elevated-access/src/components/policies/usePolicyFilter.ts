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

import type { PolicyListQuery } from '../../data/policies';
import { useDebounced } from '../../time/clock';
import { useChoiceParameter, useQueryParameter } from './useQueryParameter';

export const kinds = ['eligibility', 'approval'] as const;
export const sources = ['portal', 'config', 'file', 'location'] as const;

const SETTLE_MS = 250;

/** What the list is narrowed to, kept in the address. */
export function usePolicyFilter() {
  const [search, setSearch] = useQueryParameter('search');
  const [kind, setKind] = useChoiceParameter('kind', kinds);
  const [source, setSource] = useChoiceParameter('source', sources);
  const settled = useDebounced(search, SETTLE_MS);
  const query: PolicyListQuery = { kind, source, search: settled?.trim() };
  return {
    query,
    isSet: Boolean(kind || source || search),
    search: search ?? '',
    setSearch,
    kind,
    setKind,
    source,
    setSource,
  };
}
