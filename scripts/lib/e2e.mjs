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
import { ensureAppBundle } from './appBundle.mjs';
import { ensureChromium } from './chromium.mjs';
import { bin, cacheDir, inRoot } from './paths.mjs';
import { run } from './processes.mjs';

/** The tests of test/e2e, in a real browser against the whole system. */
export async function runBrowserTests(args) {
  await ensureChromium();
  await ensureAppBundle();
  const report = path.join(cacheDir, 'playwright.json');
  fs.rmSync(report, { force: true });
  const { ok } = await run(
    process.execPath,
    [
      bin('@playwright/test', 'cli.js'),
      'test',
      `--config=${inRoot('test/e2e/playwright.config.mjs')}`,
      ...args,
    ],
    {
      show: true,
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  return countPlaywright(report, ok);
}

function countPlaywright(report, ok) {
  if (!fs.existsSync(report)) {
    return { passed: 0, failed: 1 };
  }
  const { stats } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const failed = stats.unexpected;
  return {
    passed: stats.expected + stats.flaky,
    failed: ok || failed > 0 ? failed : 1,
  };
}
