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

import type { PolicyProblem } from 'backstage-plugin-elevated-access-common';
import { formatProblem } from '../sources/formatProblem';
import type { CheckReport } from './checkPolicies';

/** A report as a person reads it: what is wrong, one line each, then the sum. */
export function reportLines({
  policies,
  problems,
  tests,
}: CheckReport): string[] {
  const { passed, failures } = tests;
  const failed = new Set(failures.map(placeOfTest)).size;
  return [
    ...problems.map(formatProblem),
    ...failures.map(formatProblem),
    [
      `${policies.eligibility} eligibility and ${policies.approval} approval policies`,
      problems.length === 0 ? 'no problems' : `${problems.length} problems`,
      ...(passed + failed === 0
        ? []
        : [`${passed} of ${passed + failed} tests passed`]),
    ].join(', '),
  ];
}

function placeOfTest({ file, path }: PolicyProblem): string {
  return JSON.stringify([file, ...path.slice(0, 2)]);
}
