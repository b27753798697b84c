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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import type {
  DriftFindingRecord,
  Stores,
  TransactionStores,
} from '../../database/types';
import type { DirectoryService } from '../../directory/DirectoryService';
import type { Discrepancy } from '../../domain/drift';
import type { EventRecord } from '../../domain/types';
import type { Chore, ChoreContext } from '../chores';
import { NotLeaderError } from '../Leadership';
import { SETTLE } from '../tuning';
import type { DriftComparison, Reading } from './DriftComparison';

/** How long to wait after a comparison that did not get to its end, milliseconds. */
const RETRY = 10 * 60_000;

export interface DriftWatchOptions {
  stores: Stores;
  comparison: Pick<DriftComparison, 'read' | 'confirm'>;
  directory: Pick<DirectoryService, 'requireSnapshot' | 'getUser'>;
  /** How long to rest after a complete comparison, milliseconds. */
  intervalMs: number;
  logger: LoggerService;
}

/** What a first look showed and a second one has to bear out. */
interface Suspicion extends Reading {
  /** When the first look ended. */
  readAt: Date;
  /** Whose first look it was: what happened under another lease is not known here. */
  fencingToken: number;
}

/**
 * Compares AWS with the grants, now and then, and records what differs. It
 * never repairs anything.
 *
 * A comparison takes two looks. What the first one finds, and was not known
 * before, is looked at again once AWS's lists have settled; only what both show
 * is a finding. When either look fails, the last complete comparison stands.
 */
export class DriftWatch implements Chore {
  readonly name = 'Drift';
  /** How soon the second look may follow the first one, and how often to see whether it is time. */
  readonly everyMs = SETTLE;
  readonly #stores: Stores;
  readonly #comparison: DriftWatchOptions['comparison'];
  readonly #directory: DriftWatchOptions['directory'];
  readonly #intervalMs: number;
  readonly #logger: LoggerService;
  #suspicion: Suspicion | undefined;

  constructor(options: DriftWatchOptions) {
    this.#stores = options.stores;
    this.#comparison = options.comparison;
    this.#directory = options.directory;
    this.#intervalMs = options.intervalMs;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    try {
      await this.#look(context);
    } catch (error) {
      this.#suspicion = undefined;
      if (
        context.signal.aborted ||
        error instanceof NotLeaderError ||
        error instanceof ConflictError
      ) {
        // Whoever acts next begins anew.
        return;
      }
      const { message } = toError(error);
      this.#logger.warn(
        `AWS could not be compared with the grants: ${message}`,
      );
      await this.#commit(context, tx => tx.drift.recordFailure(message));
    }
  }

  async #look(context: ChoreContext): Promise<void> {
    const now = await this.#stores.now();
    const { fencingToken } = context.lease();
    const suspicion = this.#suspicion;
    if (suspicion?.fencingToken === fencingToken) {
      if (now.getTime() - suspicion.readAt.getTime() >= SETTLE) {
        await this.#lookAgain(suspicion, context);
      }
      return;
    }
    this.#suspicion = undefined;
    if (!(await this.#isDue(now))) {
      return;
    }
    await this.#commit(context, tx => tx.drift.recordAttempt(now));
    const reading = await this.#comparison.read(context.signal, () =>
      context.lease(),
    );
    this.#suspicion = {
      ...reading,
      readAt: await this.#stores.now(),
      fencingToken,
    };
  }

  async #isDue(now: Date): Promise<boolean> {
    const { comparedAt, lastAttemptAt } = await this.#stores.drift.state();
    const passed = (since: Date | null, ms: number) =>
      since === null || now.getTime() - since.getTime() >= ms;
    return (
      passed(comparedAt, this.#intervalMs) &&
      passed(lastAttemptAt, Math.min(RETRY, this.#intervalMs))
    );
  }

  async #lookAgain(
    { permissionSets, discrepancies }: Suspicion,
    context: ChoreContext,
  ): Promise<void> {
    const known = await this.#stores.drift.listFindings();
    const knownIds = new Set(known.map(({ id }) => id));
    const confirmed = await this.#comparison.confirm(
      discrepancies.filter(({ id }) => !knownIds.has(id)),
      context.signal,
      () => context.lease(),
    );
    const at = await this.#stores.now();
    const found = await this.#describe(confirmed, at);
    const shown = new Set(discrepancies.map(({ id }) => id));
    const gone = known.filter(({ id }) => !shown.has(id));
    const looked = new Set(permissionSets);
    await this.#commit(context, async tx => {
      await tx.drift.record({
        at,
        found,
        seen: known.map(({ id }) => id).filter(id => shown.has(id)),
        gone: gone.map(({ id }) => id),
      });
      for (const [index, finding] of found.entries()) {
        await tx.events.append(
          eventOf(
            'drift.found',
            finding,
            at,
            // One of them has to speak for all, or people get a message for each.
            index === 0 ? { newFindings: found.length } : {},
          ),
        );
      }
      for (const finding of gone) {
        await tx.events.append(
          eventOf('drift.gone', finding, at, {
            // Nobody looks there any more, so nobody knows.
            compared: looked.has(finding.permissionSet.arn),
          }),
        );
      }
    });
    this.#suspicion = undefined;
    if (found.length > 0) {
      this.#logger.warn(
        `${found.length} new differences between AWS and the grants; they are listed on the drift page`,
      );
    }
  }

  /** The names of today go with a finding: its account or person may be gone tomorrow. */
  async #describe(
    discrepancies: readonly Discrepancy[],
    at: Date,
  ): Promise<DriftFindingRecord[]> {
    const { accounts, permissionSets } =
      await this.#directory.requireSnapshot();
    const findings: DriftFindingRecord[] = [];
    for (const found of discrepancies) {
      const { principal, grant } = found;
      const user =
        principal.type === 'USER'
          ? await this.#directory.getUser(principal.id)
          : undefined;
      findings.push({
        id: found.id,
        kind: found.kind,
        principal: {
          ...principal,
          name: user?.userName ?? grant?.principalUserName ?? null,
        },
        person: grant && {
          entityRef: grant.requesterRef,
          displayName: grant.requesterName,
        },
        account: {
          id: found.accountId,
          name: accounts.get(found.accountId)?.name ?? null,
        },
        permissionSet: {
          arn: found.permissionSetArn,
          name: permissionSets.get(found.permissionSetArn)?.name ?? null,
        },
        requestId: grant?.id ?? null,
        assignmentId: found.assignmentId,
        description: found.description,
        foundAt: at,
        lastSeenAt: at,
      });
    }
    return findings;
  }

  async #commit(
    context: ChoreContext,
    write: (tx: TransactionStores) => Promise<void>,
  ): Promise<void> {
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(context.lease());
      await write(tx);
    });
  }
}

function eventOf(
  type: 'drift.found' | 'drift.gone',
  finding: DriftFindingRecord,
  at: Date,
  more: Record<string, unknown> = {},
): Omit<EventRecord, 'id'> {
  const { principal, account, permissionSet } = finding;
  return {
    type,
    at,
    actor: { kind: 'engine' },
    requestId: finding.requestId,
    assignmentId: finding.assignmentId,
    data: {
      findingId: finding.id,
      kind: finding.kind,
      principalType: principal.type,
      principalId: principal.id,
      accountId: account.id,
      permissionSetArn: permissionSet.arn,
      description: finding.description,
      ...more,
    },
  };
}
