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

import { verifyExport, NotAnExportError } from '../audit/exportFile';
import type { AssignmentProvisioner } from '../aws/types';
import { concurrently } from '../aws/concurrently';
import type { Stores } from '../database/types';
import { Ownership, type LoggedAssignment } from './ownership';
import { removeWithConsent } from './removeWithConsent';
import { openAws, openScratchDatabase, readSurroundings } from './surroundings';
import { CommandError, type Terminal } from './Terminal';
import { TerminalLogger } from './TerminalLogger';
import { findUnexplained } from './unexplained';
import type { RecoverOptions } from './usage';

/** Lists read at a time before anything is changed. */
const WIDTH = 5;

/**
 * The database is lost: removes what the exported event log proves to be ours,
 * with the portal's own engine on a database in memory. Nothing else is touched.
 * Run again after any failure, it finds in AWS what is left.
 *
 * @returns the exit code
 */
export async function recover(
  options: RecoverOptions,
  context: { terminal: Terminal; signal: AbortSignal },
): Promise<number> {
  const { terminal, signal } = context;
  const logger = new TerminalLogger(terminal);
  const ownership = await readLog(options, terminal);
  const surroundings = await readSurroundings(options.configs);
  const { engine } = surroundings.config;
  const aws = openAws(surroundings, logger);
  try {
    const ours = await look(ownership.ours(), aws.provisioner, terminal);
    if (options.dryRun) {
      await report(ownership, aws.reader, terminal, signal);
      terminal.out('Nothing was changed (--dry-run).');
      return 0;
    }
    if (ours.length === 0) {
      terminal.out('Nothing of ours is left in AWS.');
      await report(ownership, aws.reader, terminal, signal);
      return 0;
    }
    const database = await openScratchDatabase(logger);
    try {
      const { stores } = database;
      await seed(stores, ours);
      const { left } = await removeWithConsent({
        ...options,
        stores,
        provisioner: aws.provisioner,
        engine,
        terminal,
        logger,
        signal,
        warning:
          'Stop the portal first, all replicas, also one with a new database.',
        question: `Remove these ${ours.length} assignments now?`,
        force: false,
        ending: () => async () => {},
      });
      const byName = new Map(
        left.assignments.map(row => [describe(row), row.lastError]),
      );
      for (const { key } of ours) {
        const name = describe(key);
        const lastError = byName.get(name);
        terminal.out(
          byName.has(name)
            ? `  NOT GONE YET: ${name}${
                lastError ? `; last error: ${lastError}` : ''
              }`
            : `  removed, and no longer listed: ${name}`,
        );
      }
      if (left.assignments.length > 0) {
        terminal.out('Not everything is gone; run this again.');
        return 1;
      }
    } finally {
      await database.close();
    }
    terminal.out('Nothing of ours is left in AWS.');
    await report(ownership, aws.reader, terminal, signal);
    return 0;
  } finally {
    aws.close();
  }
}

/** @throws CommandError when the log is not what was written and nobody said to go on */
async function readLog(
  { events, acceptBroken }: RecoverOptions,
  terminal: Terminal,
): Promise<Ownership> {
  const ownership = new Ownership();
  try {
    const { broken, events: count } = await verifyExport(events, {
      onEvent: event => ownership.apply(event),
    });
    if (broken && !acceptBroken) {
      throw new CommandError(
        `The log is not intact; the first wrong place is event ${broken.seq}. ${broken.reason} Look for another copy, or go on with --accept-broken`,
      );
    }
    if (broken) {
      terminal.err(
        `The log is not intact from event ${broken.seq} on: ${broken.reason} Going on as told.`,
      );
    } else {
      terminal.out(`The log is intact: ${count} events.`);
    }
  } catch (error) {
    throw error instanceof NotAnExportError
      ? new CommandError(error.message, 2)
      : error;
  }
  const { last, nameless } = ownership;
  terminal.out(
    `It ends at ${last?.at} with event ${last?.seq}. What was created after that it cannot know.`,
  );
  if (nameless > 0) {
    terminal.err(
      `${nameless} events are about assignments that the log does not name; they are left alone.`,
    );
  }
  return ownership;
}

/** Those of some assignments that AWS lists, or is still creating. */
async function look(
  ours: readonly LoggedAssignment[],
  provisioner: AssignmentProvisioner,
  terminal: Terminal,
): Promise<LoggedAssignment[]> {
  terminal.out(`${ours.length} assignments are ours by the log:`);
  const coming = new Set(
    (await provisioner.listInProgress('create')).flatMap(({ key }) =>
      key ? [describe(key)] : [],
    ),
  );
  const listed = await concurrently(ours, WIDTH, ({ key }) =>
    provisioner.isListed(key),
  );
  return ours.filter(({ key, seq }, index) => {
    const isComing = coming.has(describe(key));
    const isThere = listed[index] || isComing;
    const found = isComing ? 'being created' : 'listed by AWS';
    terminal.out(
      `  ${isThere ? found : 'no longer there'}: ${describe(
        key,
      )} (event ${seq})`,
    );
    return isThere;
  });
}

/** Rows as the lost database had them: ours, and without a grant that needs them. */
async function seed(
  stores: Stores,
  ours: readonly LoggedAssignment[],
): Promise<void> {
  const now = await stores.now();
  for (const { key } of ours) {
    await stores.transaction(async tx => {
      const row = await tx.assignments.ensureLocked(key);
      await tx.assignments.update(row, { owned: true, nextActionAt: now });
    });
  }
}

/** Says what else there is that nothing explains; for people to look at. */
async function report(
  ownership: Ownership,
  reader: Parameters<typeof findUnexplained>[1],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const unexplained = await findUnexplained(ownership.all(), reader, signal);
  if (unexplained.length === 0) {
    return;
  }
  terminal.out(
    'LOOK AT THESE: nothing in the log explains them. They may have been granted after its end, or by somebody else. Nothing was done about them:',
  );
  for (const key of unexplained) {
    terminal.out(`  ${describe(key)}`);
  }
}

function describe(key: LoggedAssignment['key']): string {
  return `user ${key.principalId}, ${key.permissionSetArn}, account ${key.accountId}`;
}
