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
import { cacheDir, inRoot, root } from './paths.mjs';
import { run } from './processes.mjs';
import { Stop, step } from './say.mjs';
import { ensureSqlite } from './sqlite.mjs';

const YARN = '@yarnpkg/cli-dist@4.13.0';
const NPX = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const OLDEST_NODE = [20, 19];
const stampFile = path.join(cacheDir, 'installed');

/** Installs and compiles what is missing; returns at once when nothing is. */
export async function ensureInstalled() {
  await ensureDependencies();
  await ensureSqlite();
}

/** Installs what is missing, but leaves the SQLite driver to the caller. */
export async function ensureDependencies() {
  checkNode();
  const stamp = currentStamp();
  if (readStamp() !== stamp) {
    await step(
      'Installing the dependencies (about a minute the first time)',
      () => install(),
    );
    fs.mkdirSync(cacheDir, { recursive: true });
    fs.writeFileSync(stampFile, stamp);
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Stop(
      `Node ${process.version} is too old: 20.19 or newer, 22 or 24 is needed.`,
    );
  }
}

/**
 * Says what an installation depends on. The Node major counts because compiled
 * dependencies are built for one.
 */
function currentStamp() {
  const hash = crypto.createHash('sha256');
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    fs
      .readdirSync(inRoot(folder))
      .sort()
      .map(name => path.join(folder, name, 'package.json')),
  );
  for (const file of [
    'yarn.lock',
    '.yarnrc.yml',
    'package.json',
    ...manifests,
  ]) {
    if (fs.existsSync(inRoot(file))) {
      hash.update(file).update(fs.readFileSync(inRoot(file)));
    }
  }
  const node = process.versions.node.split('.')[0];
  return `node ${node} ${process.platform} ${process.arch} ${hash.digest(
    'hex',
  )}`;
}

function readStamp() {
  try {
    return fs.readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

async function install() {
  const args = ['install', '--immutable'];
  const env = { ...process.env, ELEVATED_ACCESS_SKIP_POSTINSTALL: '1' };
  const installedYarn = inRoot('node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  const result = fs.existsSync(installedYarn)
    ? await run(process.execPath, [installedYarn, ...args], { env })
    : await run(NPX, ['--yes', YARN, ...args], {
        env,
        shell: process.platform === 'win32',
      });
  if (!result.ok) {
    throw new Stop(
      `The installation failed in ${root}:\n\n${result.output
        .split('\n')
        .filter(line => !/YN0(000|002|013|060|086)/.test(line))
        .join('\n')}`,
    );
  }
}
