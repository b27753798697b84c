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
import { formatPath } from '../../configProblems';

/** A problem in one line: `team.yaml:12:5 eligibility[0].maxDuration must be …. Example: …` */
export function formatProblem(problem: PolicyProblem): string {
  const { file, line, column, path, reason, example } = problem;
  const where = [file, line, column].filter(it => it !== undefined).join(':');
  return `${[where, formatPath(path), reason].filter(Boolean).join(' ')}${
    example === undefined ? '' : `. Example: ${example}`
  }`;
}
