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

import { EventSealer } from '../audit/EventSealer';
import type { Stores } from '../database/types';
import { EndEverything, RECOVERY } from './EndEverything';
import { isNothing, whatIsLeft, type Left } from './Removal';
import { removeWithConsent } from './removeWithConsent';
import { openAws, openDatabase, readSurroundings } from './surroundings';
import type { Terminal } from './Terminal';
import { TerminalLogger } from './TerminalLogger';
import type { DrainOptions } from './usage';

const COMMENT = 'All access was ended with elevated-access drain';

/**
 * Ends every live grant with the database alone, and stays until AWS shows that
 * nothing of ours is left. Run again after any failure, it goes on.
 *
 * @returns the exit code
 */
export async function drain(
  options: DrainOptions,
  context: { terminal: Terminal; signal: AbortSignal },
): Promise<number> {
  const { terminal, signal } = context;
  const logger = new TerminalLogger(terminal);
  const surroundings = await readSurroundings(options.configs);
  const { engine } = surroundings.config;
  const database = await openDatabase(surroundings, logger);
  const aws = openAws(surroundings, logger);
  try {
    if (!options.dryRun) {
      await database.migrate();
    }
    const { stores } = database;
    const before = await whatIsLeft(stores);
    if (isNothing(before)) {
      terminal.out('Nothing is live: there is nothing to end.');
      return 0;
    }
    say(terminal, 'To be ended:', before);
    if (options.dryRun) {
      terminal.out('Nothing was changed (--dry-run).');
      return 0;
    }
    let cancelled = 0;
    let ended = 0;
    const { left, lease } = await removeWithConsent({
      ...options,
      stores,
      provisioner: aws.provisioner,
      engine,
      terminal,
      logger,
      signal,
      warning:
        'Stop the portal first, all replicas: people can ask for access as long as it runs.',
      question: 'End all of this now?',
      ending: held => {
        const grants = new EndEverything({
          stores,
          lease: held,
          comment: options.comment || COMMENT,
        });
        return async () => {
          await grants.run();
          ({ cancelled, ended } = grants);
        };
      },
    });
    await record(
      { stores, holder: lease.holder, ttlMs: engine.leaseDurationMs },
      {
        cancelled,
        ended,
        left: left.assignments.length,
        comment: options.comment,
      },
    );
    terminal.out(
      `${cancelled} requests were cancelled, the access of ${ended} was ended.`,
    );
    if (isNothing(left)) {
      terminal.out('Nothing is left: AWS lists none of our assignments.');
      return 0;
    }
    say(terminal, 'NOT GONE YET; run this again:', left);
    return 1;
  } finally {
    aws.close();
    await database.close();
  }
}

/** Writes into the log that it happened. */
async function record(
  by: { stores: Stores; holder: string; ttlMs: number },
  data: Record<string, unknown>,
): Promise<void> {
  const { stores, holder, ttlMs } = by;
  const now = await stores.now();
  await stores.events.append({
    type: 'engine.drained',
    at: now,
    actor: RECOVERY,
    requestId: null,
    assignmentId: null,
    data,
  });
  // The engine has given the lease back; nobody seals while the portal is down.
  const lease = await stores.lease.acquire({ holder, now, ttlMs });
  if (lease) {
    const sealer = new EventSealer({ stores });
    await sealer.run({
      now,
      lease: () => lease,
      signal: new AbortController().signal,
    });
    await stores.lease.release(lease);
  }
}

function say(terminal: Terminal, title: string, left: Left): void {
  terminal.out(title);
  for (const request of left.requests) {
    terminal.out(
      `  ${request.status}: ${request.principalUserName}, ${request.permissionSetName} in ${request.accountName} (${request.accountId}), request ${request.id}`,
    );
  }
  const named = new Set(left.requests.map(({ assignmentId }) => assignmentId));
  for (const row of left.assignments) {
    if (!named.has(row.id) || row.lastError) {
      terminal.out(
        `  assignment: ${row.principalId}, ${row.permissionSetArn} in ${
          row.accountId
        }${row.lastError ? `; last error: ${row.lastError}` : ''}`,
      );
    }
  }
}
