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

// yarn screenshots [NAME…]: the pictures of docs/images, of every page of the plugin,
// light and dark, taken of the demonstration after an eventful quarter of an hour.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureAppBundle } from './lib/appBundle.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { freePort } from './lib/network.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runMain, step } from './lib/say.mjs';
import { happen, storyConfig } from './lib/screenshots/story.mjs';
import { takePictures } from './lib/screenshots/pictures.mjs';
import { startSystem } from './lib/system.mjs';

const wanted = process.argv.slice(2);

runMain(async () => {
  await ensureInstalled();
  await ensureAppBundle();
  const executablePath = await ensureChromium();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'screenshots-'));
  const children = [];
  try {
    const config = path.join(dir, 'app-config.yaml');
    // JSON is YAML.
    fs.writeFileSync(config, JSON.stringify(await storyConfig()));
    const system = await step('Starting the demonstration', async () =>
      startSystem({
        ports: { portal: await freePort(), simulator: await freePort() },
        logDir: dir,
        simulatorArgs: ['--eager-people', '--latency', 'fast'],
        configFiles: [path.relative(root, config)],
        onStarted: child => children.push(child),
      }),
    );
    const story = await step(
      'Asking, deciding, ending (about three minutes)',
      () => happen(system),
    );
    await step('Taking the pictures', () =>
      takePictures({
        portalUrl: system.portalUrl,
        executablePath,
        folder: inRoot('docs/images'),
        story,
        wanted,
      }),
    );
  } finally {
    await Promise.all(children.map(child => child.stop()));
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
