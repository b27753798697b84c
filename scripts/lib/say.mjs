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

const quiet = process.env.ELEVATED_ACCESS_QUIET === '1';

export function say(line) {
  if (!quiet) {
    process.stdout.write(`${line}\n`);
  }
}

/** Ends the script with a message that names the way out, and no stack trace. */
export class Stop extends Error {}

export function runMain(main) {
  main().catch(error => {
    process.stderr.write(
      `\n${error instanceof Stop ? error.message : error.stack}\n`,
    );
    process.exit(1);
  });
}

/** Announces a step, and how long it took when it was long. */
export async function step(title, work) {
  say(`▸ ${title}`);
  const began = Date.now();
  const result = await work();
  const seconds = Math.round((Date.now() - began) / 1000);
  if (seconds >= 5) {
    // Without the remark in brackets; two steps may run side by side.
    say(`  ${title.replace(/ \(.*\)$/, '')}: done in ${seconds} s`);
  }
  return result;
}
