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

// npm start: the whole demonstration on this machine. See CONTRIBUTING.md for the options.
import path from 'node:path';
import { ensureAppBundle } from './lib/appBundle.mjs';
import { ensureDependencies } from './lib/install.mjs';
import { claimPort } from './lib/network.mjs';
import { cacheDir } from './lib/paths.mjs';
import { runMain, say } from './lib/say.mjs';
import { ensureSqlite } from './lib/sqlite.mjs';
import { readDemoPeople, startSystem } from './lib/system.mjs';

const logDir = path.join(cacheDir, 'logs');

runMain(async () => {
  const ports = {
    portal: await claimPort('portal', 'PORTAL_PORT', 3000),
    simulator: await claimPort('AWS simulator', 'SIMULATOR_PORT', 4599),
  };
  await ensureDependencies();
  await Promise.all([ensureSqlite(), ensureAppBundle()]);

  const children = [];
  const stopAll = () => Promise.all(children.map(child => child.stop()));
  let leaving = false;
  const leave = async code => {
    if (!leaving) {
      leaving = true;
      await stopAll();
      process.exit(code);
    }
  };
  process.on('SIGINT', () => {
    say('\nStopping.');
    leave(0);
  });
  process.on('SIGTERM', () => leave(0));

  say('▸ Starting the AWS simulator, the backend and the portal');
  const system = await startSystem({
    ports,
    logDir,
    // So that there is something to see of what people did with their access.
    simulatorArgs: ['--eager-people'],
    onStarted: child => children.push(child),
  }).catch(async error => {
    await stopAll();
    throw error;
  });

  children.forEach(child =>
    child.exited.then(({ code, signal }) => {
      if (!leaving && !child.isStopping()) {
        process.stderr.write(
          `\nThe ${child.name} stopped (${
            signal ?? `exit code ${code}`
          }). Its last lines (all of them are in ${
            child.logFile
          }):\n\n${child.lastLines()}\n`,
        );
        leave(1);
      }
    }),
  );

  await printWelcome(system);
});

async function printWelcome({ portalUrl, simulatorUrl }) {
  const people = await readDemoPeople();
  const width = key => Math.max(...people.map(person => person[key].length));
  const row = person =>
    `    ${person.name.padEnd(width('name'))}  ${person.role.padEnd(
      width('role'),
    )}  ${person.canTry}`;

  say(`
  Portal                 ${portalUrl}
  AWS, as a person sees  ${simulatorUrl}/portal
  it right now
  Logs                   ${logDir}

  You can sign in as
${people.map(row).join('\n')}

  Ctrl-C stops everything.
`);
}
