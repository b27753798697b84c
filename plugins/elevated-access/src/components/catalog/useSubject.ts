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

import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { useMe } from '../../data/queries';
import { subjectOf, type Subject } from './subject';

/** What the entity of the page has to do with access; undefined when nothing. */
export function useSubject(): Subject | undefined {
  const { entity } = useEntity();
  return useMemo(() => subjectOf(entity), [entity]);
}

/** Whether the lists hold only what the reader takes part in: without a role they do. */
export function useIsScoped(): boolean {
  const me = useMe().data;
  return me !== undefined && me.roles.length === 0;
}
