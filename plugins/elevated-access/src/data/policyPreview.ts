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

import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  policySpecSchema,
  type PolicyPreview,
  type PolicyProblem,
  type ValidatePolicy,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessApiRef } from '../api/elevatedAccessApiRef';
import { faultAt, type Fault } from './faults';
import { policyKeys } from './policies';

/** What the backend finds wrong, and what of it the page can tell by itself. */
export interface CheckedProblem extends PolicyProblem {
  fault?: Fault;
}

/** What a policy would mean, or what is wrong with it. */
export interface CheckedPreview extends PolicyPreview {
  problems: CheckedProblem[];
}

const NOTHING_WRONG: CheckedPreview = { problems: [] };

export function usePreview(input: ValidatePolicy | undefined) {
  const api = useApi(elevatedAccessApiRef);
  return useQuery({
    queryKey: policyKeys.preview(input),
    queryFn: async ({ signal }) =>
      input
        ? withFaults(await api.validatePolicy(input, { signal }), input)
        : NOTHING_WRONG,
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
  });
}

function withFaults(
  preview: PolicyPreview,
  { policy }: ValidatePolicy,
): CheckedPreview {
  const { error } = policySpecSchema.safeParse(policy, { reportInput: true });
  return {
    ...preview,
    problems: preview.problems.map(problem => ({
      ...problem,
      fault: error && faultAt(error.issues, ['spec', ...problem.path]),
    })),
  };
}
