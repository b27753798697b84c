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

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { referenceProblems } from './references';
import { organizationSchema } from './schema';
import { OrganizationFile } from './types';

function formatPath(segments: PropertyKey[]): string {
  let out = '';
  for (const segment of segments) {
    out +=
      typeof segment === 'number'
        ? `[${segment}]`
        : `${out ? '.' : ''}${String(segment)}`;
  }
  return out || '(whole file)';
}

/**
 * Checks a description of an organization and fills in the defaults.
 *
 * @param value - what the file says, already parsed
 * @param source - how to call the file in an error message
 * @throws an error that lists every problem with its path in the file
 * @public
 */
export function parseOrganization(
  value: unknown,
  source: string = 'organization',
): OrganizationFile {
  const result = organizationSchema.safeParse(value);
  const problems = result.success
    ? referenceProblems(result.data)
    : result.error.issues.map(issue => ({
        path: formatPath(issue.path),
        message: issue.message,
      }));
  if (!result.success || problems.length > 0) {
    const lines = problems.map(p => `  ${p.path}: ${p.message}`);
    throw new Error(
      `${source} is not a valid organization:\n${lines.join('\n')}`,
    );
  }
  return result.data;
}

/**
 * Reads an organization from a YAML file.
 *
 * @public
 */
export function loadOrganization(file: string): OrganizationFile {
  const text = readFileSync(file, 'utf8');
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} is not valid YAML: ${reason}`);
  }
  return parseOrganization(value, file);
}

/**
 * Where the demo organization, Octant Bank, lies.
 *
 * @public
 */
export function demoOrganizationFile(): string {
  // The same relative place from src/org and from dist/org.
  // eslint-disable-next-line no-restricted-syntax
  return path.resolve(__dirname, '../../org/demo.yaml');
}
