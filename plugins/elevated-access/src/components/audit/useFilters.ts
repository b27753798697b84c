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

import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readFilters,
  usedFacets,
  writeFilters,
  type Filters,
  type Unreadable,
} from '../../data/audit/filters';

/** The filters of the page's address; each change is a step to go back from. */
export function useFilters(): {
  filters: Filters;
  unreadable: Unreadable[];
  setFilters: (filters: Filters) => void;
} {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const read = useMemo(() => readFilters(new URLSearchParams(text)), [text]);
  return {
    ...read,
    setFilters: filters =>
      setParams(previous => {
        const next = writeFilters(previous, filters);
        // A bare address is where the reader's own first view stands.
        if (usedFacets(filters).length === 0) {
          next.set('view', 'all');
        } else {
          next.delete('view');
        }
        return next;
      }),
  };
}
