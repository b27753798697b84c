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
import { cacheDir, inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { say, step, Stop } from './say.mjs';

const packageDir = inRoot('node_modules/better-sqlite3-node20');
const binary = path.join(packageDir, 'build/Release/better_sqlite3.node');
const nodeGyp = inRoot('node_modules/node-gyp/bin/node-gyp.js');

// The first Node-API version that the binaries shipped by better-sqlite3 13 run on.
const NODE_API_OF_SHIPPED_BINARIES = 10;

/**
 * Compiles the SQLite driver where no shipped binary runs: Node 20, and 22
 * before 22.14. See docs/adr/0001-sqlite-on-every-node.md.
 */
export async function ensureSqlite() {
  if (Number(process.versions.napi) >= NODE_API_OF_SHIPPED_BINARIES) {
    return;
  }
  if (fs.existsSync(binary) && (await loads())) {
    return;
  }
  await step(
    `Compiling the SQLite driver for Node ${process.versions.node} (one to two minutes, once; Node 22 and 24 need none of it)`,
    compile,
  );
}

async function loads() {
  const { ok } = await run(process.execPath, [
    '-e',
    `new (require(${JSON.stringify(packageDir)}))(':memory:').close()`,
  ]);
  return ok;
}

async function compile() {
  await ensureCompiler();
  const nodedir = await findHeaders();
  const result = await run(
    process.execPath,
    [nodeGyp, 'rebuild', '--release'],
    {
      cwd: packageDir,
      // npm hands its own nodedir setting on, which may belong to another Node.
      env: { ...process.env, npm_config_nodedir: nodedir, JOBS: 'max' },
    },
  );
  if (!result.ok || !(await loads())) {
    throw new Stop(
      `The SQLite driver could not be compiled. Node 22 or 24 needs no compiler. The last lines were:\n\n${result.output
        .split('\n')
        .slice(-20)
        .join('\n')}`,
    );
  }
}

async function ensureCompiler() {
  const missing = [];
  for (const [tool, debianPackage] of [
    ['python3', 'python3'],
    ['make', 'make'],
    ['g++', 'g++'],
  ]) {
    const found = await run(tool, ['--version']).catch(() => ({ ok: false }));
    if (!found.ok) {
      missing.push(debianPackage);
    }
  }
  if (missing.length === 0) {
    return;
  }
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    say(`  installing ${missing.join(', ')}`);
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', ...missing], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    return;
  }
  throw new Stop(
    `On Node ${
      process.version
    } the SQLite driver has to be compiled, and ${missing.join(
      ', ',
    )} is missing. Install it (Debian: apt-get install ${missing.join(
      ' ',
    )}), or use Node 22 or 24, which need no compiler.`,
  );
}

/**
 * A folder whose include/node belongs to exactly the running Node. Headers of
 * another Node compile without complaint and then do not load.
 */
async function findHeaders() {
  const candidates = [
    process.env.npm_config_nodedir,
    path.resolve(path.dirname(process.execPath), '..'),
  ];
  return candidates.find(headersFit) ?? (await downloadHeaders());
}

function headersFit(dir) {
  if (!dir) {
    return false;
  }
  try {
    const header = fs.readFileSync(
      path.join(dir, 'include/node/node_version.h'),
      'utf8',
    );
    const read = name =>
      new RegExp(`#define ${name}\\s+(\\d+)`).exec(header)?.[1];
    return (
      ['NODE_MAJOR_VERSION', 'NODE_MINOR_VERSION', 'NODE_PATCH_VERSION']
        .map(read)
        .join('.') === process.versions.node
    );
  } catch {
    return false;
  }
}

/** The npm package that carries a Node binary also carries its headers. */
async function downloadHeaders() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const target = path.join(cacheDir, 'node-headers');
  fs.mkdirSync(target, { recursive: true });
  await run('npm', [
    'install',
    '--prefix',
    target,
    '--no-save',
    '--ignore-scripts',
    `${name}@${process.versions.node}`,
  ]);
  const dir = path.join(target, 'node_modules', name);
  // An empty nodedir lets node-gyp fetch the headers from nodejs.org.
  return headersFit(dir) ? dir : '';
}
