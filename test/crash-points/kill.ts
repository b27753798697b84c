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

// The engine's process, killed by SIGKILL at random moments; prints what was found.
import { parseArgs } from 'node:util';
import { mulberry32 } from '../../plugins/elevated-access-backend/src/engine/__testUtils__/random';
import { createDatabase } from './createDatabase';
import { KillStage } from './KillStage';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '36' },
      seed: { type: 'string', default: '1' },
      postgres: { type: 'string', default: '' },
    },
  });
  const { connection } = await createDatabase(
    values.postgres,
    `kill_${process.pid}`,
  );
  const stage = await KillStage.open({
    connection,
    random: mulberry32(Number(values.seed)),
  });
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    await stage.round();
    process.stderr.write(`▸ kill ${round}\n`);
  }
  process.stdout.write(`${JSON.stringify(await stage.close())}\n`);
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
