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

import type { Stores } from '../../database/types';
import type { DirectoryService } from '../../directory/DirectoryService';
import {
  findDrift,
  type Discrepancy,
  type Listing,
  type RunningOperation,
} from '../../domain/drift';
import {
  permissionSetProtection,
  type Protection,
} from '../../domain/protection';
import { matchesPermissionSet } from '../../domain/selection';
import type { PolicyService } from '../../policies/types';
import type { DriftReader } from './AwsDriftReader';

/** How long a permission set is looked at after the last grant of it ended, milliseconds. */
const REMEMBERED_FOR = 30 * 24 * 60 * 60_000;

export interface DriftComparisonOptions {
  stores: Pick<Stores, 'assignments' | 'drift' | 'now'>;
  reader: DriftReader;
  directory: Pick<DirectoryService, 'requireSnapshot'>;
  policies: PolicyService;
  protection: Protection;
  /** Whether to report what groups hold as well. */
  groups: boolean;
}

/** What one reading of AWS showed. */
export interface Reading {
  /** ARNs of the permission sets that were looked at. */
  permissionSets: readonly string[];
  discrepancies: readonly Discrepancy[];
}

/**
 * Reads AWS and holds it against the rows. A permission set at a time, so that
 * what is known here is never older than what AWS said of the same set, and so
 * that a large organization fits into memory.
 */
export class DriftComparison {
  readonly #options: DriftComparisonOptions;

  constructor(options: DriftComparisonOptions) {
    this.#options = options;
  }

  /**
   * Everything that is managed here.
   *
   * @param goOn - called before each permission set; throws to stop
   */
  async read(signal: AbortSignal, goOn: () => void): Promise<Reading> {
    const permissionSets = await this.#managed();
    const running = await this.#running(signal);
    const discrepancies: Discrepancy[] = [];
    for (const arn of permissionSets) {
      goOn();
      const accounts = await this.#accountsOf(arn, signal);
      discrepancies.push(
        ...(await this.#compare(arn, accounts, running, signal)),
      );
    }
    return { permissionSets, discrepancies };
  }

  /** Which of some discrepancies a new look at just these still shows. */
  async confirm(
    suspects: readonly Discrepancy[],
    signal: AbortSignal,
    goOn: () => void,
  ): Promise<Discrepancy[]> {
    if (suspects.length === 0) {
      return [];
    }
    const ids = new Set(suspects.map(({ id }) => id));
    const running = await this.#running(signal);
    const confirmed: Discrepancy[] = [];
    for (const [arn, accounts] of accountsBySet(suspects)) {
      goOn();
      const found = await this.#compare(arn, accounts, running, signal);
      confirmed.push(...found.filter(({ id }) => ids.has(id)));
    }
    return confirmed;
  }

  /** What AWS works on and no row follows. */
  async #running(signal: AbortSignal): Promise<RunningOperation[]> {
    const { stores, reader } = this.#options;
    const rows = await stores.assignments.listInOperation();
    return reader.running(
      new Set(rows.flatMap(({ awsRequestId }) => awsRequestId ?? [])),
      signal,
    );
  }

  /** Where it is provisioned, and where it has to be. */
  async #accountsOf(arn: string, signal: AbortSignal): Promise<string[]> {
    const { stores, reader } = this.#options;
    const provisioned = await reader.accountsWith(arn, signal);
    const { grants } = await stores.drift.knownOf(arn);
    return [
      ...new Set([...provisioned, ...grants.map(({ accountId }) => accountId)]),
    ];
  }

  async #compare(
    permissionSetArn: string,
    accountIds: readonly string[],
    running: readonly RunningOperation[],
    signal: AbortSignal,
  ): Promise<Discrepancy[]> {
    const { stores, reader, groups } = this.#options;
    const listings: Listing[] = [];
    for (const accountId of accountIds) {
      const target = { accountId, permissionSetArn };
      const principals = await reader.principalsWith(target, signal);
      listings.push({ ...target, principals });
    }
    const { grants } = await stores.drift.knownOf(permissionSetArn);
    const fingerprint = grants.some(({ status }) => status === 'active')
      ? await reader.fingerprintOf(permissionSetArn, signal)
      : undefined;
    // Only now: whatever changed while AWS was read is no discrepancy.
    const known = await stores.drift.knownOf(permissionSetArn);
    return findDrift({
      ...known,
      listings,
      running: running.filter(
        ({ key }) => key.permissionSetArn === permissionSetArn,
      ),
      fingerprints: new Map(
        fingerprint === undefined ? [] : [[permissionSetArn, fingerprint]],
      ),
      now: await stores.now(),
      groups,
    });
  }

  /** What can be asked for now, what somebody holds or held lately, and what is ours. */
  async #managed(): Promise<string[]> {
    const { stores, directory, policies, protection } = this.#options;
    const { permissionSets } = await directory.requireSnapshot();
    const { eligibility } = await policies.getPolicies();
    const selectors = eligibility
      .filter(({ effect }) => effect === 'allow')
      .flatMap(policy => policy.permissionSets);
    const selectable = [...permissionSets.values()]
      .filter(
        set =>
          !permissionSetProtection(set, protection) &&
          selectors.some(selector => matchesPermissionSet(selector, set)),
      )
      .map(({ arn }) => arn);
    const now = await stores.now();
    const inUse = await stores.drift.permissionSetsInUse(
      new Date(now.getTime() - REMEMBERED_FOR),
    );
    return [...new Set([...selectable, ...inUse])].sort();
  }
}

function accountsBySet(
  discrepancies: readonly Discrepancy[],
): Map<string, string[]> {
  const accounts = new Map<string, Set<string>>();
  for (const { permissionSetArn, accountId } of discrepancies) {
    const some = accounts.get(permissionSetArn) ?? new Set();
    accounts.set(permissionSetArn, some.add(accountId));
  }
  return new Map([...accounts].map(([arn, ids]) => [arn, [...ids]]));
}
