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
  checkPolicyFiles,
  NotReadableError,
  reportLines,
} from '../policies/check';
import { CommandError, type Terminal } from './Terminal';
import type { PoliciesCheckOptions } from './usage';

/**
 * Checks policies where they are written, before a portal reads them.
 *
 * @returns the exit code: 0 all is well, 1 something is wrong with them
 * @throws CommandError when there is nothing to check
 */
export async function policiesCheck(
  options: PoliciesCheckOptions,
  { terminal }: { terminal: Terminal },
): Promise<number> {
  const report = await checkPolicyFiles(options).catch((error: unknown) => {
    throw error instanceof NotReadableError
      ? new CommandError(error.message, 2)
      : error;
  });
  const isFine =
    report.problems.length === 0 && report.tests.failures.length === 0;
  if (options.json) {
    terminal.out(JSON.stringify({ ok: isFine, ...report }));
  } else {
    reportLines(report).forEach(line => terminal.out(line));
  }
  return isFine ? 0 : 1;
}
