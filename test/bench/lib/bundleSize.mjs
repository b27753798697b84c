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

// How much JavaScript is the plugin's own. Counted by source file, from the source
// maps of two production builds of the same portal: one without the plugin, and the
// one that is measured. A chunk mixes what is the plugin's with what the portal ships
// anyway, and a second build cuts its chunks elsewhere, so that neither a list of
// chunks nor the difference of two totals would be honest.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { cacheDir, inRoot } from '../../../scripts/lib/paths.mjs';
import { run } from '../../../scripts/lib/processes.mjs';

const PLUGIN = 'backstage-plugin-elevated-access';
const dist = inRoot('packages/app/dist');
const kept = path.join(cacheDir, 'portal-without-plugin.json');

const BASE64 =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The gzipped size of what these scripts hold beyond what a portal without the plugin
 * has in any of its chunks, fetched or not. Of a file that both have (an icon set, a
 * component library) only what it is larger by counts.
 *
 * @param {string[]} scripts - names of files in the portal's static folder
 * @returns {Promise<{ bytes: number, largest: [string, number][] }>} the largest
 *   sources are before compression
 */
export async function ownJavaScript(scripts, { say }) {
  const shipped = await portalWithoutPlugin(say);
  const largest = new Map();
  let text = '';
  for (const script of scripts) {
    for (const [source, code] of codeBySource(script)) {
      const own = code.slice(shipped[source] ?? 0);
      text += own;
      largest.set(source, (largest.get(source) ?? 0) + own.length);
    }
  }
  return {
    bytes: zlib.gzipSync(text, { level: 6 }).length,
    largest: [...largest]
      .filter(([, size]) => size > 0)
      .sort((a, b) => b[1] - a[1]),
  };
}

/** Characters of each source file in a production build of the portal without the plugin. */
async function portalWithoutPlugin(say) {
  const stamp = stampOf(
    'yarn.lock',
    'app-config.yaml',
    'packages/app/package.json',
    'packages/app/src/App.tsx',
  );
  const known =
    fs.existsSync(kept) && JSON.parse(fs.readFileSync(kept, 'utf8'));
  if (known && known.stamp === stamp) {
    return known.sources;
  }
  say('▸ Building the portal without the plugin, to compare (once)');
  const aside = `${dist}-with-plugin`;
  const config = path.join(cacheDir, 'without-plugin.yaml');
  fs.mkdirSync(cacheDir, { recursive: true });
  // JSON is YAML.
  fs.writeFileSync(
    config,
    JSON.stringify({ app: { packages: { exclude: [PLUGIN] } } }),
  );
  fs.renameSync(dist, aside);
  try {
    const { ok, output } = await run(
      process.execPath,
      [
        inRoot('node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
        ...['--config', inRoot('app-config.yaml'), '--config', config],
      ],
      { cwd: inRoot('packages/app') },
    );
    if (!ok) {
      throw new Error(
        `The portal could not be built without the plugin:\n${output}`,
      );
    }
    const sources = {};
    for (const script of fs.readdirSync(path.join(dist, 'static'))) {
      for (const [source, { length }] of codeBySource(script)) {
        sources[source] = Math.max(sources[source] ?? 0, length);
      }
    }
    fs.writeFileSync(kept, JSON.stringify({ stamp, sources }));
    return sources;
  } finally {
    fs.rmSync(dist, { recursive: true, force: true });
    fs.renameSync(aside, dist);
  }
}

function stampOf(...files) {
  const hash = crypto.createHash('sha256');
  files.forEach(file => hash.update(fs.readFileSync(inRoot(file))));
  return hash.digest('hex');
}

/** The minified code of a script, by the source file that it comes from. */
function codeBySource(script) {
  const file = path.join(dist, 'static', script);
  const found = new Map();
  if (!script.endsWith('.js') || !fs.existsSync(`${file}.map`)) {
    return found;
  }
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const { mappings, sources } = JSON.parse(
    fs.readFileSync(`${file}.map`, 'utf8'),
  );
  let source = 0;
  mappings.split(';').forEach((segments, line) => {
    let column = 0;
    let from = 0;
    let current;
    const take = to => {
      if (current !== undefined && to > from) {
        found.set(
          current,
          (found.get(current) ?? '') + lines[line].slice(from, to),
        );
      }
      from = to;
    };
    for (const segment of segments.split(',')) {
      const [columns = 0, sourceStep] = decode(segment);
      column += columns;
      take(column);
      if (sourceStep !== undefined) {
        source += sourceStep;
        current = sources[source];
      }
    }
    take(lines[line]?.length ?? 0);
  });
  return found;
}

/** The numbers of one segment of a source map, in base 64 with variable length. */
function decode(segment) {
  const numbers = [];
  let shift = 0;
  let value = 0;
  for (const letter of segment) {
    const digit = BASE64.indexOf(letter);
    value += (digit % 32) * 2 ** shift;
    shift += 5;
    if (digit < 32) {
      numbers.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}
