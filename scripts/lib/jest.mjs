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

import fs from 'node:fs';
import path from 'node:path';
import { bin, cacheDir } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { run } from './processes.mjs';
import { step } from './say.mjs';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** Every package's tests, those of the database on SQLite and on PostgreSQL. */
export async function runUnitTests(args) {
  const postgres = process.env[POSTGRES]
    ? undefined
    : await step('Starting a PostgreSQL for the database tests', startPostgres);
  const report = path.join(cacheDir, 'jest.json');
  fs.rmSync(report, { force: true });
  try {
    const { ok } = await run(
      process.execPath,
      [
        bin('@backstage/cli', 'bin/backstage-cli'),
        ...['repo', 'test', '--watch=false', '--json'],
        `--outputFile=${report}`,
        ...['--maxWorkers=3', '--workerIdleMemoryLimit=1200MB'],
        ...args,
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          CI: 'true',
          // With CI set, Backstage would start a container per database.
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          NODE_OPTIONS: `${
            process.env.NODE_OPTIONS ?? ''
          } --max-old-space-size=4096`.trim(),
          ...(postgres && { [POSTGRES]: postgres.connectionString }),
        },
      },
    );
    return countJest(report, ok);
  } finally {
    await postgres?.stop();
  }
}

function countJest(report, ok) {
  if (!fs.existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  // A suite that cannot even be loaded has no failed tests of its own.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: ok || failed > 0 ? failed : 1,
  };
}
