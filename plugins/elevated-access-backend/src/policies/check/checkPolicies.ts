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

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  settingsSchema,
  type PolicyProblem,
} from 'backstage-plugin-elevated-access-common';
import type { WrittenPolicy } from '../../database/policyTypes';
import type { LoadedSettings } from '../../domain/policies';
import { loadPolicies, loadSettings } from '../loadPolicies';
import { FilePlace } from '../sources/FilePlace';
import { isHidden, isPolicyTest } from '../sources/PolicyPlace';
import { readContents } from '../sources/readContents';
import type { Policies } from '../types';
import { policyTestsSchema } from './policyTests';
import { readYamlFile } from './readYamlFile';
import { runPolicyTest } from './runPolicyTest';
import { TestWorld } from './TestWorld';

/** Something that cannot be used at all, rather than something that is wrong in it. */
export class NotReadableError extends Error {}

/** How a check ended. */
export interface CheckReport {
  policies: { eligibility: number; approval: number };
  /** What is wrong with policies, settings or files of tests. */
  problems: PolicyProblem[];
  tests: { passed: number; failures: PolicyProblem[] };
}

/**
 * Checks the policies of a file or folder as a portal would, and runs tests of
 * them. Needs no portal, no database and no AWS.
 *
 * @param options.tests - files of tests, beside those of the folder (`*.test.yaml`)
 * @param options.settings - a file with the settings of the portal; its defaults where it is left out
 * @throws NotReadableError
 */
export async function checkPolicyFiles(options: {
  path: string;
  tests: readonly string[];
  settings?: string;
}): Promise<CheckReport> {
  const { settings, problems } = await readSettings(options.settings);
  const contents = await orNotReadable(options.path, () =>
    new FilePlace(options.path).read({ etag: null }),
  );
  const found = contents?.problems.length
    ? { policies: [], problems: contents.problems }
    : readContents(contents?.files ?? [], {
        type: 'file',
        settings,
        taken: [],
      });
  const report: CheckReport = {
    policies: countOf(found.policies),
    problems: [...problems, ...found.problems],
    tests: { passed: 0, failures: [] },
  };
  const policies = loadPolicies(found.policies, settings);
  const files = [...(await testsIn(options.path)), ...options.tests];
  for (const file of new Set(files)) {
    const bytes = await orNotReadable(file, () => readFile(file));
    // Policies that are broken would fail every test.
    runTests({ name: file, bytes }, report, {
      policies,
      run: found.problems.length === 0,
    });
  }
  return report;
}

async function readSettings(
  file: string | undefined,
): Promise<{ settings: LoadedSettings; problems: PolicyProblem[] }> {
  const defaults = loadSettings(settingsSchema.parse({}));
  if (file === undefined) {
    return { settings: defaults, problems: [] };
  }
  const bytes = await orNotReadable(file, () => readFile(file));
  const reading = readYamlFile({ name: file, bytes }, settingsSchema);
  return reading.ok
    ? { settings: loadSettings(reading.data), problems: [] }
    : { settings: defaults, problems: reading.problems };
}

function runTests(
  file: { name: string; bytes: Uint8Array },
  report: CheckReport,
  {
    policies,
    run,
  }: { policies: Pick<Policies, 'eligibility' | 'approval'>; run: boolean },
): void {
  const reading = readYamlFile(file, policyTestsSchema);
  if (!reading.ok) {
    report.problems.push(...reading.problems);
    return;
  }
  if (!run) {
    return;
  }
  const { data, document } = reading;
  const world = new TestWorld(data);
  for (const [index, test] of data.tests.entries()) {
    const failures = runPolicyTest(test, world, policies);
    if (failures.length === 0) {
      report.tests.passed += 1;
    }
    const title =
      test.name ?? `${test.person} ${test.permissionSet} on ${test.account}`;
    for (const failure of failures) {
      const path = ['tests', index, ...failure.path];
      report.tests.failures.push({
        file: file.name,
        ...document.positionOf(path),
        path,
        reason: `${failure.reason} (${title})`,
      });
    }
  }
}

/** The tests that lie in a folder of policies. */
async function testsIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) {
    return [];
  }
  const entries = await readdir(path, { recursive: true });
  return entries
    .map(entry => entry.replaceAll('\\', '/'))
    .filter(entry => isPolicyTest(entry) && !isHidden(entry))
    .sort()
    .map(entry => join(path, entry));
}

function countOf(policies: readonly WrittenPolicy[]) {
  const count = (kind: WrittenPolicy['kind']) =>
    policies.filter(policy => policy.kind === kind).length;
  return { eligibility: count('eligibility'), approval: count('approval') };
}

async function orNotReadable<T>(
  path: string,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotReadableError(`${path} cannot be read: ${why}`);
  }
}
