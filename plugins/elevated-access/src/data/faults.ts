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

import { policySpecSchema } from 'backstage-plugin-elevated-access-common';

/** What is wrong with a value by its form, whatever it is about. */
export type FaultKind =
  | 'missing'
  | 'empty'
  | 'tooShort'
  | 'tooLong'
  | 'tooLow'
  | 'tooHigh'
  | 'noneChosen'
  | 'tooMany'
  | 'unknownKey'
  | 'name'
  | 'duration'
  | 'reference'
  | 'account'
  | 'arn'
  | 'clockTime'
  | 'pattern';

/** The same with the number that it is about. */
export interface Fault {
  kind: FaultKind;
  limit: number;
}

type Path = readonly PropertyKey[];

type Issue = NonNullable<
  ReturnType<typeof policySpecSchema.safeParse>['error']
>['issues'][number];

/** Forms of text, by the member that has to have it. */
const forms: ReadonlyMap<PropertyKey | undefined, FaultKind> = new Map([
  ['name', 'name'],
  ['maxDuration', 'duration'],
  ['maxTotalDuration', 'duration'],
  ['after', 'duration'],
  ['requestExpiry', 'duration'],
  ['first', 'duration'],
  ['maximum', 'duration'],
  ['maximumDuration', 'duration'],
  ['minimumDuration', 'duration'],
  ['maximumAdvance', 'duration'],
  ['maximumDelay', 'duration'],
  ['subjects', 'reference'],
  ['approvers', 'reference'],
  ['owner', 'reference'],
  ['account', 'account'],
  ['arn', 'arn'],
  ['from', 'clockTime'],
  ['to', 'clockTime'],
  ['pattern', 'pattern'],
]);

/** What is wrong at a place or below it, as far as the form of what stands there tells. */
export function faultAt(
  issues: readonly Issue[],
  path: Path,
): Fault | undefined {
  const found = issues
    .flatMap(issue => innermost(issue, []))
    .find(it => path.every((step, depth) => it.path[depth] === step));
  return found && faultOf(found.issue, found.path);
}

interface Placed {
  issue: Issue;
  path: Path;
}

/** An issue with one of several forms is that of the form which was meant. */
function innermost(issue: Issue, at: Path): Placed[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({ issue, path: [...path, key] }));
  }
  if (issue.code === 'invalid_union') {
    const [meant, another] = issue.errors.filter(alternative =>
      alternative.every(
        it =>
          it.code !== 'unrecognized_keys' &&
          it.path.length > 0 &&
          it.input !== undefined,
      ),
    );
    if (meant && !another) {
      return meant.flatMap(it => innermost(it, path));
    }
  }
  return [{ issue, path }];
}

function faultOf(issue: Issue, path: Path): Fault | undefined {
  const kind = kindOf(issue, path);
  const limit =
    (issue.code === 'too_small' && issue.minimum) ||
    (issue.code === 'too_big' && issue.maximum) ||
    0;
  return kind && { kind, limit: Number(limit) };
}

function kindOf(issue: Issue, path: Path): FaultKind | undefined {
  if (issue.code === 'unrecognized_keys') {
    return 'unknownKey';
  }
  if (issue.input === undefined && issue.code !== 'custom') {
    return 'missing';
  }
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'array') {
        return 'noneChosen';
      }
      if (issue.origin === 'string') {
        return issue.minimum === 1 ? 'empty' : 'tooShort';
      }
      return 'tooLow';
    case 'too_big':
      if (issue.origin === 'array') {
        return 'tooMany';
      }
      return issue.origin === 'string' ? 'tooLong' : 'tooHigh';
    case 'invalid_format':
    case 'invalid_union':
    case 'custom':
      return forms.get(path.filter(step => typeof step === 'string').pop());
    default:
      return undefined;
  }
}
