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
import type { Stores } from '../database/types';
import type { AccountOwners } from '../directory/AccountOwners';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import {
  lastPeriod,
  type ReviewCadence,
  type ReviewPeriod,
} from '../domain/reviewPeriod';
import { NotLeaderError } from '../engine/Leadership';
import type { Chore, ChoreContext } from '../engine/chores';
import type { PolicyService } from '../policies/types';
import {
  assignmentsOf,
  idlePolicies,
  permittedGroups,
  policiesAbout,
  type Assignment,
  type IdlePolicy,
} from './reviewers';

/** How soon it is noticed that a period is over; asking is one row. */
const LOOK = 60_000;

/** Rows of a review that are kept; nobody looks through more. */
const MOST_ROWS = 1_000;

/** Unused policies that a review names. */
const MOST_POLICIES = 200;

/**
 * Makes the access reviews of each period that is over: one for every owner of
 * accounts, as the catalog has them then, and one for every group that policies
 * permit something.
 *
 * A review and the event by which its reviewer is told are committed together,
 * once for each reviewer and period, however often this is begun again. While the
 * catalog or the directory does not answer there are no reviewers, and it is
 * tried again.
 */
export class ReviewWatch implements Chore {
  readonly name = 'Access reviews';
  readonly everyMs = LOOK;
  readonly #stores: Pick<Stores, 'reviews' | 'now' | 'transaction'>;
  readonly #policies: PolicyService;
  readonly #owners: Pick<AccountOwners, 'snapshot'>;
  readonly #people: Pick<CatalogPeople, 'getCensus' | 'displayNames'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #cadence: ReviewCadence;
  readonly #groups: readonly string[] | undefined;
  readonly #logger: LoggerService;
  #complaint: string | undefined;

  constructor(options: {
    stores: Pick<Stores, 'reviews' | 'now' | 'transaction'>;
    policies: PolicyService;
    owners: Pick<AccountOwners, 'snapshot'>;
    people: Pick<CatalogPeople, 'getCensus' | 'displayNames'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    cadence: ReviewCadence;
    /** Groups whose people are reviewed; those that policies permit something where absent. */
    groups?: readonly string[];
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#policies = options.policies;
    this.#owners = options.owners;
    this.#people = options.people;
    this.#directory = options.directory;
    this.#cadence = options.cadence;
    this.#groups = options.groups;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    const period = lastPeriod(this.#cadence, await this.#stores.now());
    if (await this.#stores.reviews.isComplete(period)) {
      return;
    }
    try {
      await this.#review(period, context);
      this.#complaint = undefined;
    } catch (error) {
      if (
        context.signal.aborted ||
        error instanceof NotLeaderError ||
        error instanceof ConflictError
      ) {
        // Whoever acts next goes on; what was made stays made.
        return;
      }
      const { message } = toError(error);
      if (message !== this.#complaint) {
        this.#complaint = message;
        this.#logger.warn(
          `Access reviews could not be made, and are tried again: ${message}`,
        );
      }
    }
  }

  async #review(period: ReviewPeriod, context: ChoreContext): Promise<void> {
    const { eligibility } = await this.#policies.getPolicies();
    const { accounts } = await this.#directory.requireSnapshot();
    const owners = await this.#owners.snapshot();
    const { members } = await this.#people.getCensus(
      this.#groups ?? permittedGroups(eligibility),
    );
    const idle = idlePolicies(
      eligibility,
      await this.#stores.reviews.policyUse(period.to),
      period,
    );
    const assignments = assignmentsOf({ owners, members });
    const names = await this.#people.displayNames(
      assignments.map(({ reviewerRef }) => reviewerRef),
    );
    for (const [index, assignment] of assignments.entries()) {
      if (context.signal.aborted) {
        return;
      }
      await this.#make(
        assignment,
        {
          name: names[index] ?? assignment.reviewerRef,
          period,
          idle: policiesAbout(assignment, idle, { accounts, owners }),
        },
        context,
      );
    }
    await this.#commit(context, async (tx, now) =>
      tx.reviews.markComplete(period, now),
    );
  }

  async #make(
    { reviewerRef, about }: Assignment,
    known: {
      name: string;
      period: ReviewPeriod;
      idle: readonly Pick<IdlePolicy, 'name' | 'lastUsedAt'>[];
    },
    context: ChoreContext,
  ): Promise<void> {
    const { name, period, idle } = known;
    await this.#commit(context, async (tx, now) => {
      const review = await tx.reviews.make({
        about,
        reviewer: { ref: reviewerRef, name },
        period,
        unusedPolicies: idle.slice(0, MOST_POLICIES),
        mostRows: MOST_ROWS,
        createdAt: now,
      });
      if (review) {
        await tx.events.append({
          type: 'review.created',
          at: now,
          actor: { kind: 'engine' },
          requestId: null,
          assignmentId: null,
          data: {
            reviewId: review.id,
            scope: review.scope,
            reviewer: reviewerRef,
            from: period.from.toISOString(),
            to: period.to.toISOString(),
            accesses: review.accesses,
            unused: review.unused,
            unusedPolicies: idle.length,
          },
        });
      }
    });
  }

  async #commit(
    context: ChoreContext,
    write: (
      tx: Parameters<Parameters<Stores['transaction']>[0]>[0],
      now: Date,
    ) => Promise<void>,
  ): Promise<void> {
    const now = await this.#stores.now();
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(context.lease());
      await write(tx, now);
    });
  }
}
