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

import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { Stop, step } from './say.mjs';

const stampFile = path.join(cacheDir, 'app-bundle');

// What can end up in the page. The app's dependencies are in yarn.lock.
const INPUTS = [
  'yarn.lock',
  'app-config.yaml',
  'packages/app/package.json',
  'packages/app/config.d.ts',
  'packages/app/public',
  'packages/app/src',
  'plugins/elevated-access/package.json',
  'plugins/elevated-access/src',
  'plugins/elevated-access-common/package.json',
  'plugins/elevated-access-common/src',
  'plugins/elevated-access-backend/config.d.ts',
];

/** Builds the portal's page when its sources differ from those of the last build. */
export async function ensureAppBundle() {
  const stamp = hashInputs();
  const index = inRoot('packages/app/dist/index.html');
  if (fs.existsSync(index) && readStamp() === stamp) {
    return;
  }
  await step(
    'Building the portal page (about a minute, only after a change)',
    async () => {
      fs.rmSync(stampFile, { force: true });
      const result = await run(
        process.execPath,
        [
          inRoot('node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'build',
        ],
        { cwd: inRoot('packages/app') },
      );
      if (!result.ok) {
        throw new Stop(
          `The portal page could not be built:\n\n${result.output}`,
        );
      }
      fs.mkdirSync(cacheDir, { recursive: true });
      fs.writeFileSync(stampFile, stamp);
    },
  );
}

function readStamp() {
  try {
    return fs.readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

function hashInputs() {
  const hash = crypto.createHash('sha256');
  for (const input of INPUTS) {
    addToHash(hash, input);
  }
  return hash.digest('hex');
}

function addToHash(hash, relative) {
  const file = inRoot(relative);
  if (!fs.existsSync(file)) {
    return;
  }
  if (fs.statSync(file).isDirectory()) {
    for (const name of fs.readdirSync(file).sort()) {
      addToHash(hash, `${relative}/${name}`);
    }
  } else if (!/\.test\.tsx?$/.test(relative)) {
    hash.update(relative).update('\0').update(fs.readFileSync(file));
  }
}
