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

import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { exampleAt, keysAt } from './configHints';

const PLAIN_WORDS = new Map([
  ['array', 'list'],
  ['int', 'whole number'],
  ['null', 'value that is empty'],
]);

/** Where something is in the config, from its root. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong with the config. */
export interface ConfigProblem {
  path: ConfigPath;
  /** Continues the path: `is missing`, `must be …`. */
  reason: string;
  /** A value that would be right. */
  example?: string;
}

/** A path as it is written in documentation: `elevatedAccess.policies.eligibility[2].maxDuration`. */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text ? `${text}.${step}` : step;
  }, '');
}

/** One error for all problems, each with its key's path, the reason and an example. */
export function configError(problems: readonly ConfigProblem[]): InputError {
  const lines = problems.map(
    ({ path, reason, example }) =>
      `  - ${formatPath(path)} ${reason}${
        example ? `. Example: ${example}` : ''
      }`,
  );
  const count = lines.length === 1 ? 'a problem' : `${lines.length} problems`;
  return new InputError(
    `The configuration has ${count}; nothing starts until it is put right:\n${lines.join(
      '\n',
    )}`,
  );
}

/**
 * Checks a value of the config, which stands at `root`, against a schema.
 */
export function parseConfig<T extends z.ZodType>(
  schema: T,
  value: unknown,
  root: ConfigPath,
): { ok: true; data: z.output<T> } | { ok: false; problems: ConfigProblem[] } {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success
    ? { ok: true, data: result.data }
    : {
        ok: false,
        problems: result.error.issues.flatMap(issue =>
          explain(issue, { schema, root, path: [], value }),
        ),
      };
}

/** Where an issue was found: at `path` below `root`, where `schema` begins. */
interface Place {
  schema: z.ZodType;
  root: ConfigPath;
  path: ConfigPath;
  /** What stands at `path`. */
  value: unknown;
}

function explain(issue: z.core.$ZodIssue, place: Place): ConfigProblem[] {
  const steps = issue.path.map(step =>
    typeof step === 'number' ? step : String(step),
  );
  const path = [...place.path, ...steps];
  const value = valueAt(place.value, steps);

  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => unknownKey(key, { ...place, path }));
  }
  if (issue.code === 'invalid_union' && value !== undefined) {
    const closest = closestAlternative(issue.errors);
    if (closest) {
      return closest.flatMap(it => explain(it, { ...place, path, value }));
    }
  }
  return [
    {
      path: [...place.root, ...path],
      reason: reasonOf(issue, value),
      example: exampleAt(place.schema, path),
    },
  ];
}

/** The one alternative whose keys were all given and known, so that only its values can be wrong. */
function closestAlternative(
  alternatives: readonly z.core.$ZodIssue[][],
): z.core.$ZodIssue[] | undefined {
  const fitting = alternatives.filter(issues =>
    issues.every(
      issue =>
        issue.code !== 'unrecognized_keys' &&
        issue.path.length > 0 &&
        issue.input !== undefined,
    ),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  // Something may be wrong with a default because of what stands beside it.
  if (value === undefined && issue.code !== 'custom') {
    return 'is missing';
  }
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'string' && typeof value === 'number'
        ? 'must be text, not a number; write it in quotes'
        : `must be ${articled(issue.expected)}, not ${articled(kindOf(value))}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_union':
      return 'options' in issue && issue.options
        ? `must be ${issue.options.map(String).join(' or ')}`
        : 'has none of the forms that it may have';
    case 'too_small':
      return `must ${
        issue.origin === 'array' ? 'have' : 'be'
      } at least ${sizeOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at most ${sizeOf(
        issue.origin,
        issue.maximum,
      )}`;
    case 'unrecognized_keys':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return issue.message;
    default:
      throw new Error(`Unknown kind of issue: ${issue satisfies never}`);
  }
}

function unknownKey(key: string, { schema, root, path }: Place): ConfigProblem {
  const known = keysAt(schema, path);
  const meant = known.find(it => isTypoOf(key, it));
  return {
    path: [...root, ...path, key],
    reason: `is not a known key; ${
      meant ? `did you mean ${meant}?` : `known here are ${known.join(', ')}`
    }`,
  };
}

/** Whether one insertion, deletion, change or swap, or case and separators alone, lie between two keys. */
function isTypoOf(given: string, known: string): boolean {
  const a = given.toLowerCase().replace(/[-_]/g, '');
  const b = known.toLowerCase();
  let start = 0;
  while (start < a.length && a[start] === b[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end += 1;
  }
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  return (
    Math.max(restA.length, restB.length) <= 1 ||
    (restA.length === 2 && restA === [...restB].reverse().join(''))
  );
}

/** What stands at a path below a value; undefined when nothing does. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(memberOf, value);
}

function memberOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === String(step))?.[1]
    : undefined;
}

/** Null is how YAML writes a key without a value; it counts as missing. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== null)
        .map(([key, member]) => [key, withoutNulls(member)]),
    );
  }
  return value ?? undefined;
}

function kindOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

function sizeOf(origin: string, size: number | bigint): string {
  switch (origin) {
    case 'array':
      return `${size} ${Number(size) === 1 ? 'entry' : 'entries'}`;
    case 'string':
      return `${size} ${Number(size) === 1 ? 'character' : 'characters'} long`;
    default:
      return String(size);
  }
}

function articled(noun: string): string {
  const word = PLAIN_WORDS.get(noun) ?? noun;
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}
