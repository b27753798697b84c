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

// Reads live grants from standard input and writes the rows that the portal
// would have, had each been asked for, approved and given.
import { text } from 'node:stream/consumers';
import createKnex from 'knex';
import { z } from 'zod';
import { aRequest } from '../../../plugins/elevated-access-backend/src/__testUtils__/builders';
import { DatabaseStores } from '../../../plugins/elevated-access-backend/src/database/DatabaseStores';

const PLUGIN_DATABASE = 'backstage_plugin_elevated-access';
const HOUR = 3_600_000;

const inputSchema = z.object({
  database: z.string(),
  grants: z.array(
    z.object({
      principalId: z.string(),
      principalUserName: z.string(),
      accountId: z.string(),
      accountName: z.string(),
      permissionSetArn: z.string(),
      permissionSetName: z.string(),
      endsAt: z.coerce.date(),
    }),
  ),
});

async function main(): Promise<void> {
  const input = inputSchema.parse(JSON.parse(await text(process.stdin)));
  const url = new URL(input.database);
  url.pathname = `/${PLUGIN_DATABASE}`;
  const knex = createKnex({ client: 'pg', connection: url.href });
  const stores = new DatabaseStores({
    knex,
    clock: { now: () => new Date() },
    onListenerError: error => {
      throw error;
    },
  });
  const now = new Date();
  for (let from = 0; from < input.grants.length; from += 100) {
    await stores.transaction(async tx => {
      for (const grant of input.grants.slice(from, from + 100)) {
        const assignment = await tx.assignments.ensureLocked(grant);
        await tx.assignments.update(assignment, {
          owned: true,
          verified: 'present',
          verifiedAt: now,
        });
        await tx.requests.insert(
          aRequest({
            ...grant,
            assignmentId: assignment.id,
            requesterRef: `user:default/${grant.principalUserName}`,
            requesterName: grant.principalUserName,
            status: 'active',
            createdAt: now,
            startsAt: now,
            expiresAt: new Date(now.getTime() + HOUR),
            activatedAt: now,
            durationMs: grant.endsAt.getTime() - now.getTime(),
            reason: 'Made for a measurement',
          }),
        );
      }
    });
  }
  await knex.destroy();
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
