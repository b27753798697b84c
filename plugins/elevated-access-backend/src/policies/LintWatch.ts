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
import type { LintFindingRecord } from '../database/lintTypes';
import type { Stores } from '../database/types';
import { isProblem } from '../domain/problems';
import type { Chore, ChoreContext } from '../engine/chores';
import { NotLeaderError } from '../engine/Leadership';
import { idOf, runLint } from './lint/runLint';
import type { LintWorldReader } from './lint/LintWorldReader';
import type { PolicyBook, PolicyState } from './PolicyBook';
import type { Policies } from './types';
import { lintUnreadable } from './unreadable';

/** How soon a change of policies is noticed; asking costs next to nothing, milliseconds. */
const LOOK = 5_000;

/** How long to wait after a check that did not get to its end, longer each time, milliseconds. */
const RETRY = { first: LOOK, longest: 60_000 };

/**
 * Milliseconds between two turns of a check: with thousands of accounts it takes
 * half a minute of work, and whoever asks for access meanwhile should not notice.
 */
const REST = 20;

/** How many new findings an event names. */
const NAMED = 20;

/**
 * Checks the policies against the catalog and the directory: when they changed,
 * and now and then because the world did. What is new is told once: a finding
 * that stays is not told again, one that went away and comes back is new.
 */
export class LintWatch implements Chore {
  readonly name = 'Lint of policies';
  readonly everyMs = LOOK;
  readonly #stores: Pick<Stores, 'lint' | 'now' | 'transaction'>;
  readonly #policies: Pick<PolicyBook, 'getWritten'>;
  readonly #worlds: Pick<LintWorldReader, 'read'>;
  readonly #intervalMs: number;
  readonly #logger: LoggerService;
  /** What was last checked; the policies are the same object as long as nothing changed. */
  #checked: Policies | undefined;
  #failed: { at: Date; waitMs: number } | undefined;

  constructor(options: {
    stores: Pick<Stores, 'lint' | 'now' | 'transaction'>;
    policies: Pick<PolicyBook, 'getWritten'>;
    worlds: Pick<LintWorldReader, 'read'>;
    /** How long to rest between two checks while policies stay as they are, milliseconds. */
    intervalMs: number;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#policies = options.policies;
    this.#worlds = options.worlds;
    this.#intervalMs = options.intervalMs;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    const now = await this.#stores.now();
    const { checkedAt, lastError } = await this.#stores.lint.state();
    const failed = this.#failed;
    if (failed && passed(failed.at, now) < failed.waitMs) {
      return;
    }
    try {
      const written = await this.#policies.getWritten();
      const { policies } = written;
      if (
        policies !== this.#checked ||
        !checkedAt ||
        passed(checkedAt, now) >= this.#intervalMs
      ) {
        await this.#check(written, now, context);
        this.#checked = policies;
      }
      this.#failed = undefined;
    } catch (error) {
      if (
        context.signal.aborted ||
        error instanceof NotLeaderError ||
        error instanceof ConflictError
      ) {
        // Whoever acts next begins anew.
        return;
      }
      const { message } = toError(error);
      this.#failed = {
        at: now,
        waitMs:
          failed && !isUnread(error)
            ? Math.min(2 * failed.waitMs, RETRY.longest)
            : RETRY.first,
      };
      if (message !== lastError) {
        this.#logger.warn(`Policies could not be checked: ${message}`);
      }
      await this.#commit(context, tx => tx.lint.recordFailure(message, now));
    }
  }

  async #check(
    { policies, unreadable }: Pick<PolicyState, 'policies' | 'unreadable'>,
    now: Date,
    context: ChoreContext,
  ): Promise<void> {
    const world = await this.#worlds.read(policies);
    const claims = [
      ...lintUnreadable(unreadable),
      ...(await runLint(world, { signal: context.signal, restMs: REST })),
    ];
    await this.#commit(context, async tx => {
      const firstSeen = await tx.lint.firstSeen();
      const findings = new Map(
        claims.map((claim): [string, LintFindingRecord] => {
          const { about: _, ...shown } = claim;
          const id = idOf(claim);
          return [id, { ...shown, id, firstSeenAt: firstSeen.get(id) ?? now }];
        }),
      );
      await tx.lint.replace([...findings.values()], now);
      const found = [...findings.values()].filter(
        ({ id }) => !firstSeen.has(id),
      );
      if (found.length > 0) {
        await tx.events.append({
          type: 'lint.found',
          at: now,
          actor: { kind: 'engine' },
          requestId: null,
          assignmentId: null,
          data: {
            newFindings: found.length,
            errors: countOf(found, 'error'),
            warnings: countOf(found, 'warning'),
            findings: found.slice(0, NAMED).map(({ id, rule, policy }) => ({
              id,
              rule,
              policy: policy.name,
            })),
          },
        });
      }
    });
  }

  async #commit(
    context: ChoreContext,
    write: Parameters<Stores['transaction']>[0],
  ): Promise<void> {
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(context.lease());
      await write(tx);
    });
  }
}

/** AWS has not been read, as at every first start; finding that out costs nothing. */
function isUnread(error: unknown): boolean {
  return isProblem(error) && error.code === 'directory-unavailable';
}

function passed(since: Date, now: Date): number {
  return now.getTime() - since.getTime();
}

function countOf(
  findings: readonly LintFindingRecord[],
  severity: LintFindingRecord['severity'],
): number {
  return findings.filter(finding => finding.severity === severity).length;
}
