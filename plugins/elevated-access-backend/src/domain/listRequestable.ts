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

import { DirectoryIndex } from './DirectoryIndex';
import { EligibilityIndex } from './EligibilityIndex';
import type { LoadedEligibilityPolicy } from './policies';
import type { Protection } from './protection';
import type { RequestableRow } from './requestable';
import type { CatalogPerson, DirectorySnapshot } from './types';

/** Whose list it is. */
export interface RequestableQuery {
  person: Pick<CatalogPerson, 'entityRef' | 'groupRefs'>;
  /** Owners as full lower-case refs by account id; they matter where `usesOwnership` says so. */
  owners: ReadonlyMap<string, readonly string[]>;
}

/**
 * Everything that a person may ask for with some start or other, in the order of
 * `DirectoryIndex`, all at once: for organizations of which the whole list is
 * short.
 */
export function listRequestable(
  { person, owners }: RequestableQuery,
  snapshot: DirectorySnapshot,
  policies: readonly LoadedEligibilityPolicy[],
  protection: Protection,
): RequestableRow[] {
  const directory = new DirectoryIndex(snapshot, protection);
  const offers = new EligibilityIndex({
    directory,
    policies,
    owners,
  }).offersFor(person);
  return [...directory.accounts.keys()].flatMap(account =>
    [...offers.permissionSetsIn(account)].map(permissionSet =>
      offers.row(account, permissionSet),
    ),
  );
}
