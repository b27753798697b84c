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

import type { core } from 'zod';

function memberName(path: PropertyKey[]): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') {
        return `.${segment + 1}.member`;
      }
      const name = String(segment);
      const camel = name.charAt(0).toLowerCase() + name.slice(1);
      return index === 0 ? camel : `.${camel}`;
    })
    .join('');
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  let value = body;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Object.entries(value).find(
      ([name]) => name === String(segment),
    )?.[1];
  }
  return value;
}

function constraint(issue: core.$ZodIssue, value: unknown): string {
  if (value === undefined || value === null) {
    return 'Member must not be null';
  }
  switch (issue.code) {
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${
        'pattern' in issue && issue.pattern
          ? issue.pattern.replace(/^\/\^?|\$?\/[a-z]*$/g, '')
          : issue.format
      }`;
    case 'too_small':
      return issue.origin === 'number'
        ? `Member must have value greater than or equal to ${issue.minimum}`
        : `Member must have length greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'number'
        ? `Member must have value less than or equal to ${issue.maximum}`
        : `Member must have length less than or equal to ${issue.maximum}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values
        .map(String)
        .join(', ')}]`;
    default:
      return `Member is not valid: ${issue.message}`;
  }
}

/** The message with which AWS lists what is wrong with a request. */
export function describeIssues(
  issues: readonly core.$ZodIssue[],
  body: unknown,
): string {
  const parts = issues.map(issue => {
    const value = valueAt(body, issue.path);
    const shown =
      typeof value === 'string' || typeof value === 'number'
        ? `Value '${value}'`
        : 'Value';
    return `${shown} at '${memberName(
      issue.path,
    )}' failed to satisfy constraint: ${constraint(issue, value)}`;
  });
  return `${issues.length} validation error${
    issues.length === 1 ? '' : 's'
  } detected: ${parts.join('; ')}`;
}
