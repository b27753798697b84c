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

// yarn api-reports: writes report.api.md and report.sql.md of every package; with --ci it only compares.
import { bin } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import { runMain } from './lib/say.mjs';

runMain(async () => {
  const { code } = await run(
    process.execPath,
    [
      bin('@backstage/repo-tools', 'bin/backstage-repo-tools'),
      'api-reports',
      '--sql-reports',
      // Warnings are written into the reports, where a review sees them.
      '--allow-all-warnings',
      // Workspace packages are read as sources, which is what these complain about.
      '--omit-messages=ae-wrong-input-file-type,ae-undocumented',
      ...process.argv.slice(2),
    ],
    { show: true },
  );
  process.exitCode = code ?? 1;
});
