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
import type { WrittenPolicy } from '../../database/policyTypes';
import type { LoadedSettings } from '../../domain/policies';
import { duplicatePolicies, nameOf, type NamedPolicy } from '../readPolicy';
import { readPolicyFile, type PolicyFile } from './readPolicyFile';

/**
 * Reads all files of one place together: one mistake anywhere makes the whole of
 * it unusable, so that no policy is missed because another one is broken.
 *
 * @param options.taken - names that policies of other places have
 */
export function readContents(
  files: readonly PolicyFile[],
  options: {
    type: 'file' | 'location';
    settings: LoadedSettings;
    taken: readonly NamedPolicy[];
  },
): { policies: WrittenPolicy[]; problems: PolicyProblem[] } {
  const { type, settings, taken } = options;
  const readings = files.map(file => readPolicyFile(file, type, settings));
  const policies = readings.flatMap(reading => reading.policies);
  const placed = policies.map(policy => ({ ...nameOf(policy), policy }));
  return {
    policies,
    problems: [
      ...readings.flatMap(reading => reading.problems),
      ...duplicatePolicies(placed, taken).map(({ policy, ...problem }) => ({
        ...splitPlace(policy.place),
        path: ['name'],
        ...problem,
      })),
    ],
  };
}

/** `team.yaml:12` in its parts. */
function splitPlace(place: string): { file: string; line?: number } {
  const match = /^(.*):(\d+)$/s.exec(place);
  return match ? { file: match[1], line: Number(match[2]) } : { file: place };
}
