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

import { Bits } from '../Bits';
import { byName, type LoadedApprovalPolicy } from '../policies';
import { compileTarget } from '../selection';
import type { LintGround } from './LintGround';
import type { Region } from './Region';
import { overlaps } from './sets';

/** An approval policy that covers an account, more or less closely. */
interface Cover {
  policy: LoadedApprovalPolicy;
  closeness: number;
  /** False where it depends on who asks. */
  sure: boolean;
}

/** Permission sets that the same approval policies cover. */
interface SetClass {
  permissionSets: Bits;
  coveredBy: ReadonlySet<LoadedApprovalPolicy>;
}

/** Accounts to which the same approval policies apply in the same order. */
interface AccountClass {
  /** Covers in the order in which they answer. */
  covers: readonly Cover[];
  /** Who owns these accounts, where that matters to one of them. */
  ownerRefs: readonly string[];
  /** By set class, as far as they were asked for. */
  answers: (Answer | undefined)[];
}

/** The policy that answers; `nobody` when none does, `depends` when who asks decides. */
export type Answer = LoadedApprovalPolicy | 'nobody' | 'depends';

/** Accounts of one class, as far as somebody may ask for them. */
export interface CoveredAccounts {
  names: string[];
  ownerRefs: readonly string[];
  /** Answers for some permission sets, each once. */
  answers: ReadonlySet<Answer>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Accounts looked at between two rests: each takes up to a millisecond where there are many policies. */
const STEP = 5;

/**
 * Which approval policy answers where. Accounts and permission sets that the same
 * policies cover are alike, and each answer is worked out once.
 */
export class ApprovalCover {
  readonly #ground: LintGround;
  /** By place of the account. */
  readonly #accountClasses: readonly AccountClass[];
  readonly #setClasses: readonly SetClass[];

  /**
   * Rests between steps.
   *
   * @param needsOwner - whether who owns an account decides whether a policy can be met
   */
  static *prepare(
    ground: LintGround,
    needsOwner: (policy: LoadedApprovalPolicy) => boolean,
  ): Generator<void, ApprovalCover> {
    const matchers = ground.world.approval.map((policy, index) => ({
      policy,
      index,
      targets: policy.targets.map(compileTarget),
      maybe: policy.targets.some(target => 'owned' in target),
      byOwner: needsOwner(policy),
    }));
    const classes = new Map<string, AccountClass>();
    const accountClasses: AccountClass[] = [];
    for (const [place, account] of ground.accounts.entries()) {
      if (place % STEP === STEP - 1) {
        yield;
      }
      const ownerRefs = ground.ownersOf(account);
      const owners = new Set(ownerRefs);
      const covers: (Cover & { index: number; byOwner: boolean })[] = [];
      for (const { targets, maybe, ...rest } of matchers) {
        let sure = -Infinity;
        let atMost = -Infinity;
        for (const match of targets) {
          const of = match(account, { ownerRefs, askerRefs: NOBODY });
          sure = Math.max(sure, of ?? -Infinity);
          const most = maybe
            ? match(account, { ownerRefs, askerRefs: owners })
            : of;
          atMost = Math.max(atMost, most ?? -Infinity);
        }
        if (sure > -Infinity) {
          covers.push({ ...rest, closeness: sure, sure: true });
        }
        if (atMost > sure) {
          covers.push({ ...rest, closeness: atMost, sure: false });
        }
      }
      covers.sort(byAnswer);
      const shown = covers.some(({ byOwner }) => byOwner) ? ownerRefs : [];
      const key = `${covers
        .map(({ index, sure }) => (sure ? index : -index - 1))
        .join()} ${shown.join()}`;
      const known = classes.get(key) ?? {
        covers,
        ownerRefs: shown,
        answers: [],
      };
      classes.set(key, known);
      accountClasses.push(known);
    }
    return new ApprovalCover(ground, accountClasses);
  }

  private constructor(
    ground: LintGround,
    accountClasses: readonly AccountClass[],
  ) {
    this.#ground = ground;
    this.#accountClasses = accountClasses;
    this.#setClasses = setClassesOf(ground);
  }

  /** What answers for the requests of a region, by accounts that are alike. */
  of(region: Region): CoveredAccounts[] {
    const namesOf = new Map<AccountClass, string[]>();
    for (const place of region.accounts) {
      const account = this.#ground.accounts[place];
      // Behind the last one stand those that the asker owns, of which nothing is said.
      if (account) {
        const names = namesOf.get(this.#accountClasses[place]);
        if (names) {
          names.push(account.name);
        } else {
          namesOf.set(this.#accountClasses[place], [account.name]);
        }
      }
    }
    const sets = [...this.#setClasses.keys()].filter(index =>
      overlaps(this.#setClasses[index].permissionSets, region.permissionSets),
    );
    return [...namesOf].map(([alike, names]) => ({
      names,
      ownerRefs: alike.ownerRefs,
      answers: new Set(sets.map(index => this.#answer(alike, index))),
    }));
  }

  #answer(accounts: AccountClass, index: number): Answer {
    const known = accounts.answers[index];
    if (known) {
      return known;
    }
    const { coveredBy } = this.#setClasses[index];
    const cover = accounts.covers.find(({ policy }) => coveredBy.has(policy));
    const covered = cover?.sure ? cover.policy : 'depends';
    const answer = cover ? covered : 'nobody';
    accounts.answers[index] = answer;
    return answer;
  }
}

/** As `selectApprovalPolicy` has it. */
function byAnswer(a: Cover, b: Cover): number {
  return (
    b.policy.priority - a.policy.priority ||
    b.closeness - a.closeness ||
    byName(a.policy, b.policy)
  );
}

function setClassesOf(ground: LintGround): SetClass[] {
  const covered = ground.world.approval.map(policy => ({
    policy,
    permissionSets: ground.permissionSetsOf(policy.permissionSets),
  }));
  const classes = new Map<string, SetClass & { permissionSets: Bits }>();
  ground.permissionSets.forEach((_, place) => {
    const coveredBy = covered
      .filter(({ permissionSets }) => permissionSets.has(place))
      .map(({ policy }) => policy);
    const key = JSON.stringify(coveredBy.map(({ name }) => name));
    const known = classes.get(key) ?? {
      permissionSets: new Bits(ground.extent.permissionSets),
      coveredBy: new Set(coveredBy),
    };
    known.permissionSets.add(place);
    classes.set(key, known);
  });
  return [...classes.values()];
}
