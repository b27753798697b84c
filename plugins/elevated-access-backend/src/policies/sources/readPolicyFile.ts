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

import {
  policyKindSchema,
  type PolicyProblem,
  type PolicySource,
} from 'backstage-plugin-elevated-access-common';
import type { WrittenPolicy } from '../../database/policyTypes';
import type { LoadedSettings } from '../../domain/policies';
import { readPolicy } from '../readPolicy';
import type { PlacedDocument, TextProblem } from './placedText';
import { parseYamlText } from './yamlText';

/** Bytes of one file. */
export const MAXIMUM_FILE_SIZE = 1_000_000;

/** A file of policies as it was found. */
export interface PolicyFile {
  /** What people know it by: its path or URL. */
  name: string;
  bytes: Uint8Array;
}

/** What a file says, and everything that is wrong with it. */
export interface FileReading {
  policies: WrittenPolicy[];
  problems: PolicyProblem[];
}

/**
 * Reads the policies of a file. Each of its YAML documents is one policy with its
 * `kind`, or lists of policies under `eligibility` and `approval`.
 */
export function readPolicyFile(
  { name, bytes }: PolicyFile,
  type: PolicySource['type'],
  settings: LoadedSettings,
): FileReading {
  if (bytes.byteLength > MAXIMUM_FILE_SIZE) {
    return { policies: [], problems: [tooBig(name)] };
  }
  const { documents, problems } = parseYamlText(bytes);
  if (documents.length === 0 && problems.length === 0) {
    problems.push({
      path: [],
      line: 1,
      column: 1,
      reason: 'is empty; write `eligibility: []` if no policies are meant',
    });
  }
  const policies: WrittenPolicy[] = [];
  for (const document of documents) {
    for (const entry of entriesOf(document, problems)) {
      const { line } = document.positionOf(entry.path);
      const reading = readPolicy(entry.kind, entry.written, settings);
      if (reading.ok) {
        policies.push({
          ...reading.policy,
          source: { type, place: `${name}:${line}` },
        });
      } else {
        problems.push(
          ...reading.problems.map(problem => {
            const path = [...entry.path, ...problem.path];
            return { ...problem, ...document.positionOf(path), path };
          }),
        );
      }
    }
  }
  return {
    policies,
    problems: withoutEchoes(problems)
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(problem => ({ file: name, ...problem })),
  };
}

/** Why a file that is too big is not even looked at. */
export function tooBig(file: string): PolicyProblem {
  return {
    file,
    line: 1,
    column: 1,
    path: [],
    reason: `is bigger than ${MAXIMUM_FILE_SIZE / 1_000_000} MB`,
  };
}

/** A policy in a document, not yet checked. */
interface Entry {
  kind: WrittenPolicy['kind'];
  written: unknown;
  path: (string | number)[];
}

const KINDS = policyKindSchema.options;

/** By these a policy without its kind is known. */
const MEMBERS = ['name', 'effect', 'subjects', 'targets', 'stages'];

function entriesOf(document: PlacedDocument, problems: TextProblem[]): Entry[] {
  const { value } = document;
  const report = (
    path: (string | number)[],
    reason: string,
    example?: string,
  ) => {
    problems.push({
      ...document.positionOf(path),
      path,
      reason,
      ...(example === undefined ? {} : { example }),
    });
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report([], `must be a policy with its kind, or lists of policies`, EXAMPLE);
    return [];
  }
  const members = new Map(Object.entries(value));
  if (members.has('kind')) {
    const kind = policyKindSchema.safeParse(members.get('kind'));
    members.delete('kind');
    if (KINDS.some(it => Array.isArray(members.get(it)))) {
      report(['kind'], 'is of a single policy; leave it out beside lists');
      return [];
    }
    if (kind.success) {
      return [
        { kind: kind.data, written: Object.fromEntries(members), path: [] },
      ];
    }
    report(['kind'], `must be ${KINDS.join(' or ')}`, 'eligibility');
    return [];
  }
  if (
    MEMBERS.some(member => members.has(member)) ||
    !KINDS.some(kind => members.has(kind))
  ) {
    // A list without a value was told already.
    if (!problems.some(it => KINDS.some(kind => it.path[0] === kind))) {
      report(['kind'], 'is missing', EXAMPLE);
    }
    return [];
  }
  return [...members].flatMap(([key, list]) => {
    const kind = KINDS.find(it => it === key);
    if (!kind) {
      report([key], `is not a known key; known here are ${KINDS.join(', ')}`);
      return [];
    }
    if (!Array.isArray(list)) {
      report([kind], 'must be a list', '[]');
      return [];
    }
    return list.map((written: unknown, index) => ({
      kind,
      written,
      path: [kind, index],
    }));
  });
}

const EXAMPLE = 'kind: eligibility';

/** A key without a value is told of once, not as missing as well. */
function withoutEchoes(problems: readonly TextProblem[]): TextProblem[] {
  const key = ({ path }: TextProblem) => JSON.stringify(path);
  const told = new Set(
    problems.filter(it => it.reason.startsWith('has no value')).map(key),
  );
  return problems.filter(
    it => !(it.reason === 'is missing' && told.has(key(it))),
  );
}
