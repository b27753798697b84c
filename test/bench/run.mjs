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

// The one way to measure: yarn bench NAME [--json]
import { pathToFileURL } from 'node:url';
import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../../scripts/lib/install.mjs';
import { reportFigures } from '../../scripts/lib/figures.mjs';

const folder = path.dirname(new URL(import.meta.url).pathname);
const names = fs
  .readdirSync(folder)
  .filter(file => file.endsWith('.bench.mjs'))
  .map(file => file.replace('.bench.mjs', ''))
  .sort();

const json = process.argv.includes('--json');
const [name] = process.argv.slice(2).filter(arg => !arg.startsWith('--'));

if (!names.includes(name)) {
  process.stderr.write(
    `Usage: yarn bench NAME [--json], where NAME is one of: ${names.join(
      ', ',
    )}\n`,
  );
  process.exit(2);
}

await ensureInstalled();
const { goals, measure } = await import(
  pathToFileURL(path.join(folder, `${name}.bench.mjs`)).href
);
const figures = await measure({
  say: line => process.stderr.write(`${line}\n`),
});

const met = reportFigures({ name, figures, goals, json });
process.exitCode = met ? 0 : 1;
