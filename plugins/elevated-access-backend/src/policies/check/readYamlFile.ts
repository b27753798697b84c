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
import type { z } from 'zod';
import { parseConfig } from '../../configProblems';
import type { PlacedDocument } from '../sources/placedText';
import { parseYamlText } from '../sources/yamlText';

/** A file's only document, checked, or everything that is wrong with it. */
export type YamlReading<T> =
  | { ok: true; data: T; document: PlacedDocument }
  | { ok: false; problems: PolicyProblem[] };

/** Reads a file of one YAML document that has the shape of `schema`. */
export function readYamlFile<T extends z.ZodType>(
  { name, bytes }: { name: string; bytes: Uint8Array },
  schema: T,
): YamlReading<z.output<T>> {
  const { documents, problems } = parseYamlText(bytes);
  const [document, second] = documents;
  const failed = (all: Omit<PolicyProblem, 'file'>[]) => ({
    ok: false as const,
    problems: all.map(problem => ({ file: name, ...problem })),
  });
  if (problems.length > 0) {
    return failed(problems);
  }
  if (!document || second) {
    return failed([
      {
        path: [],
        ...(second ?? START).positionOf([]),
        reason: document ? 'holds more than one document' : 'is empty',
      },
    ]);
  }
  const parsed = parseConfig(schema, document.value, []);
  return parsed.ok
    ? { ok: true, data: parsed.data, document }
    : failed(
        parsed.problems.map(({ path, ...rest }) => ({
          path: [...path],
          ...document.positionOf(path),
          ...rest,
        })),
      );
}

const START = { positionOf: () => ({ line: 1, column: 1 }) };
