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
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { step, Stop } from './say.mjs';

const VARIABLES = ['CHROMIUM_PATH', 'CHROME_BIN', 'CHROME_PATH'];
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** Works as root, without a graphics card and without a way out of the machine. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium on this machine, or undefined. */
export function findChromium() {
  const candidates = [
    ...VARIABLES.map(name => process.env[name]),
    ...(process.env.PATH ?? '')
      .split(path.delimiter)
      .flatMap(dir => NAMES.map(name => path.join(dir, name))),
    playwrightChromium(),
  ];
  return candidates.find(file => file && fs.existsSync(file));
}

/** A Chromium on this machine, installed when there is none. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) {
    return found;
  }
  await step('Installing a Chromium for the browser tests (once)', install);
  const installed = findChromium();
  if (!installed) {
    throw new Stop(
      `The browser tests need a Chromium or Chrome. Install one (Debian: apt-get install chromium), or set ${VARIABLES[0]} to where it is.`,
    );
  }
  return installed;
}

async function install() {
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    const { ok } = await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
      { env },
    );
    if (ok) {
      return;
    }
  }
  await run(process.execPath, [
    inRoot('node_modules/@playwright/test/cli.js'),
    'install',
    'chromium',
  ]);
}

function playwrightChromium() {
  try {
    const require = createRequire(inRoot('package.json'));
    return require('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}
