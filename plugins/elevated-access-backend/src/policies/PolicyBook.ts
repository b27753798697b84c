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

import type { EligibilityPolicy } from 'backstage-plugin-elevated-access-common';
import type { UnreadablePolicyRecord } from '../database/policyAdministrationTypes';
import type { Stores } from '../database/types';
import { problem } from '../domain/problems';
import type { Clock } from '../domain/types';
import {
  loadApprovalPolicy,
  loadEligibilityPolicy,
  loadSettings,
} from './loadPolicies';
import type { PolicyShelf, Shelf } from './PolicyShelf';
import type { Policies, PolicyService } from './types';
import { cautionOf, closedError } from './unreadable';
import { fingerprint } from './versions';

/**
 * How long an answer is taken for granted, milliseconds: a change made on
 * another replica has to hold here within two seconds.
 */
const RECHECK_MS = 1000;

/** How policies stand. */
export interface PolicyState {
  /** What can be read, as it holds. */
  policies: Policies;
  /** Policies of the portal that cannot. */
  unreadable: readonly UnreadablePolicyRecord[];
  /** Why nothing is granted; undefined where nothing stands in the way. */
  closed: Error | undefined;
}

/** What was last read. */
interface Known {
  revision: number;
  fingerprint: string;
  policies: Policies;
  unreadable: readonly UnreadablePolicyRecord[];
  unread: Error | undefined;
}

/**
 * The policies as they hold now, from the config, other places and the portal.
 * Asked often: it reads the revision at most once a second, the policies only
 * when that changed, and gives the same object as long as they mean the same. A
 * change that was committed on this replica is seen by the next question.
 *
 * When the database does not answer, or a place was never read without an error,
 * there is no answer: what is not known to be permitted is not.
 */
export class PolicyBook implements PolicyService {
  readonly #stores: Pick<
    Stores,
    'policies' | 'policySources' | 'settings' | 'policyRevision'
  >;
  readonly #shelf: PolicyShelf;
  readonly #clock: Clock;
  #known: Known | undefined;
  /** When the revision was last asked for; undefined when it has to be asked again. */
  #checkedAt: number | undefined;
  #checking: Promise<Known> | undefined;
  /** Grows with every change made on this replica; what was read before one may lack it. */
  #changes = 0;

  constructor(options: {
    stores: Pick<
      Stores,
      'policies' | 'policySources' | 'settings' | 'policyRevision'
    >;
    shelf: PolicyShelf;
    clock: Clock;
  }) {
    this.#stores = options.stores;
    this.#shelf = options.shelf;
    this.#clock = options.clock;
  }

  /** Hears of changes made on this replica. Returns a function that stops it. */
  listen(stores: Pick<Stores, 'onCommitted'>): () => void {
    return stores.onCommitted(events => {
      if (events.some(({ type }) => /^(policy|settings)\./.test(type))) {
        this.#changes += 1;
        this.#checkedAt = undefined;
        this.#checking = undefined;
      }
    });
  }

  /**
   * @throws ServiceUnavailableError with code `policies-unavailable` when a place was never read without an error,
   * or a policy cannot be read that may forbid something
   */
  async getPolicies(): Promise<Policies> {
    const { policies, closed } = await this.state();
    if (closed) {
      throw closed;
    }
    return policies;
  }

  /**
   * The policies that can be read, whatever the others may forbid: for those who look after policies.
   *
   * @throws ServiceUnavailableError with code `policies-unavailable` when a place was never read without an error
   */
  async getWritten(): Promise<Pick<PolicyState, 'policies' | 'unreadable'>> {
    const { policies, unreadable, unread } = await this.#current();
    if (unread) {
      throw unread;
    }
    return { policies, unreadable };
  }

  /** How policies stand; never throws because of what is written in them. */
  async state(): Promise<PolicyState> {
    const { policies, unreadable, unread } = await this.#current();
    const { closing } = cautionOf(unreadable);
    return {
      policies,
      unreadable,
      closed: unread ?? (closing.length > 0 ? closedError(closing) : undefined),
    };
  }

  #current(): Promise<Known> {
    if (this.#known && this.#isFresh()) {
      return Promise.resolve(this.#known);
    }
    if (!this.#checking) {
      const checking = this.#check();
      const done = () => {
        if (this.#checking === checking) {
          this.#checking = undefined;
        }
      };
      this.#checking = checking;
      checking.then(done, done);
    }
    return this.#checking;
  }

  #isFresh(): boolean {
    if (this.#checkedAt === undefined) {
      return false;
    }
    const elapsed = this.#clock.now().getTime() - this.#checkedAt;
    return elapsed >= 0 && elapsed < RECHECK_MS;
  }

  async #check(): Promise<Known> {
    const checkedAt = this.#clock.now().getTime();
    const changes = this.#changes;
    // Before what it counts: whatever is committed in between is read at the next check.
    const revision = await this.#stores.policyRevision.current();
    const known =
      this.#known?.revision === revision
        ? this.#known
        : load(revision, await this.#shelf.read(this.#stores), this.#known);
    // One that began later may have ended earlier.
    if (!this.#known || known.revision >= this.#known.revision) {
      this.#known = known;
    }
    if (this.#changes === changes) {
      this.#checkedAt = checkedAt;
    }
    return known;
  }
}

function load(revision: number, shelf: Shelf, before?: Known): Known {
  const unread = shelf.unread.length > 0 ? unreadError(shelf) : undefined;
  const enabled = shelf.policies.filter(policy => policy.enabled);
  const meaning = fingerprint({
    policies: enabled.map(({ kind, spec }) => ({ kind, spec })),
    settings: shelf.settings.settings,
    unreadable: shelf.unreadable.map(({ problems, ...policy }) => ({
      ...policy,
      problems: problems.map(({ reason }) => reason),
    })),
  });
  if (before?.fingerprint === meaning) {
    return { ...before, revision, unread };
  }
  const settings = loadSettings(shelf.settings.settings);
  const { approvalUpTo } = cautionOf(shelf.unreadable);
  return {
    revision,
    fingerprint: meaning,
    unreadable: shelf.unreadable,
    unread,
    policies: {
      eligibility: enabled.flatMap(policy =>
        policy.kind === 'eligibility'
          ? [
              {
                ...loadEligibilityPolicy(
                  cautious(policy.spec, approvalUpTo),
                  settings,
                ),
                // Of what is written, not of what caution makes of it.
                version: policy.version,
              },
            ]
          : [],
      ),
      approval: enabled.flatMap(policy =>
        policy.kind === 'approval'
          ? [
              {
                ...loadApprovalPolicy(policy.spec, settings),
                version: policy.version,
              },
            ]
          : [],
      ),
      settings,
    },
  };
}

/** What a policy that cannot be read might have asked for where this one answers now. */
function cautious(
  policy: EligibilityPolicy,
  approvalUpTo: number,
): EligibilityPolicy {
  return policy.effect === 'allow' && policy.priority <= approvalUpTo
    ? { ...policy, approval: 'required' }
    : policy;
}

function unreadError({ unread, sources }: Shelf): Error {
  const [{ type, place }] = unread;
  const first = sources.find(
    source => source.type === type && source.place === place,
  )?.problems[0];
  return problem('unavailable', {
    code: 'policies-unavailable',
    reason: `The policies of ${place} have never been read without an error${
      first ? `: ${first.reason}` : ''
    }. Until they have, nobody can tell what they forbid, and nothing new is granted.`,
    remedy:
      'Ask your platform team; administrators see under Policies, Sources what is wrong and where.',
  });
}
