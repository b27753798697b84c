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

import type { AccountOwners } from '../../directory/AccountOwners';
import type { ApproverPeople } from '../../directory/ApproverPeople';
import type { CatalogPeople } from '../../directory/CatalogPeople';
import type { DirectoryService } from '../../directory/DirectoryService';
import { isApproverWord, type ApproverPerson } from '../../domain/approvers';
import type { LintWorld } from '../../domain/lint/types';
import { normalizeRef } from '../../domain/refs';
import { usesOwnership } from '../../domain/selection';
import type { Policies } from '../types';

type Written = Pick<Policies, 'eligibility' | 'approval'>;

/** Reads what policies are looked at against: a few calls to the catalog, none to AWS. */
export class LintWorldReader {
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #people: Pick<CatalogPeople, 'getCensus'>;
  readonly #owners: Pick<AccountOwners, 'snapshot'>;
  readonly #approverPeople: Pick<ApproverPeople, 'toApprovers'>;

  constructor(options: {
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    people: Pick<CatalogPeople, 'getCensus'>;
    owners: Pick<AccountOwners, 'snapshot'>;
    approverPeople: Pick<ApproverPeople, 'toApprovers'>;
  }) {
    this.#directory = options.directory;
    this.#people = options.people;
    this.#owners = options.owners;
    this.#approverPeople = options.approverPeople;
  }

  /**
   * @throws ServiceUnavailableError with code `directory-unavailable` or `catalog-unavailable`
   */
  async read({
    eligibility,
    approval,
  }: Written): Promise<
    LintWorld & { displayNames: ReadonlyMap<string, string> }
  > {
    const directory = await this.#directory.requireSnapshot();
    const named = approversOf(approval);
    const ownersApprove = named.includes('owner');
    const owners =
      ownersApprove || usesOwnership([...eligibility, ...approval])
        ? await this.#owners.snapshot()
        : new Map<string, readonly string[]>();
    const ownerRefs = [...owners.values()].flat();
    const approverRefs = [
      ...named.filter(ref => !isApproverWord(ref)),
      ...(ownersApprove ? ownerRefs : []),
    ];
    const { members, profiles } = await this.#people.getCensus([
      ...eligibility.flatMap(({ subjects }) => subjects),
      ...approverRefs,
      ...ownerRefs,
    ]);
    const mayApprove = new Set(
      approverRefs.flatMap(ref => members.get(normalizeRef(ref)) ?? []),
    );
    const approvers = await this.#approverPeople.toApprovers(
      [...mayApprove].flatMap(ref => profiles.get(ref) ?? []),
    );
    return {
      eligibility,
      approval,
      directory,
      owners,
      members,
      approvers: new Map(
        approvers.map((it): [string, ApproverPerson] => [
          normalizeRef(it.entityRef),
          it,
        ]),
      ),
      displayNames: new Map(
        [...profiles].map(([ref, { displayName }]) => [ref, displayName]),
      ),
    };
  }
}

/** Everybody whom approval policies name, escalations included, as they are compared. */
function approversOf(policies: Written['approval']): string[] {
  return policies.flatMap(({ stages }) =>
    stages.flatMap(({ approvers, escalation }) =>
      [...approvers, ...escalation.flatMap(step => step.approvers)].map(
        normalizeRef,
      ),
    ),
  );
}
