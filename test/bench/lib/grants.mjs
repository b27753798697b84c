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

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/** The demo's organization with so many accounts more, named bench-0001 and on. */
export function writeOrganization(accounts) {
  const demo = parse(
    fs.readFileSync(inRoot('packages/aws-simulator/org/demo.yaml'), 'utf8'),
  );
  const unit = demo.root.organizationalUnits.find(
    ({ name }) => name === 'Sandbox',
  );
  const names = Array.from(
    { length: accounts },
    (_, index) => `bench-${String(index + 1).padStart(4, '0')}`,
  );
  unit.accounts = [
    ...(unit.accounts ?? []),
    ...names.map((name, index) => ({
      name,
      id: String(700_000_000_000 + index),
      email: `aws+${name}@octant.example`,
    })),
  ];
  const file = path.join(
    fs.mkdtempSync(path.join(os.tmpdir(), 'bench-org-')),
    'org.yaml',
  );
  fs.writeFileSync(file, stringify(demo));
  return { file, names };
}

/**
 * Makes live grants without asking for each: the assignments at AWS, and the
 * rows that the portal would have.
 *
 * @param {{ user: string, account: string, permissionSet: string, endsAt: Date }[]} grants
 */
export async function seedGrants({ simulator, database, grants }) {
  const state = await simulator.get('/state');
  const users = new Map(state.users.map(user => [user.userName, user]));
  const accounts = new Map(state.accounts.map(it => [it.name, it]));
  const sets = new Map(state.permissionSets.map(set => [set.name, set]));
  const width = 20;
  for (let from = 0; from < grants.length; from += width) {
    await Promise.all(
      grants
        .slice(from, from + width)
        .map(({ user, account, permissionSet }) =>
          simulator.put('/assignments', { user, account, permissionSet }),
        ),
    );
  }
  await runSeed({
    database,
    grants: grants.map(({ user, account, permissionSet, endsAt }) => ({
      principalId: users.get(user).userId,
      principalUserName: user,
      accountId: accounts.get(account).id,
      accountName: account,
      permissionSetArn: sets.get(permissionSet).arn,
      permissionSetName: permissionSet,
      endsAt: endsAt.toISOString(),
    })),
  });
}

function runSeed(input) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--require',
        inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
        inRoot('test/bench/lib/seed.ts'),
      ],
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    let errors = '';
    child.stderr.on('data', data => (errors += data));
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve() : reject(new Error(`Seeding failed:\n${errors}`)),
    );
    child.stdin.end(JSON.stringify(input));
  });
}
