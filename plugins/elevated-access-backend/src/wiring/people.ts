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

import { AccountOwners } from '../directory/AccountOwners';
import { ApproverDirectory } from '../directory/ApproverDirectory';
import { ApproverPeople } from '../directory/ApproverPeople';
import { ApproverWords } from '../directory/ApproverWords';
import { CatalogPeople } from '../directory/CatalogPeople';
import { DirectoryService } from '../directory/DirectoryService';
import { DirectorySync } from '../directory/DirectorySync';
import { IdentityMapper } from '../directory/IdentityMapper';
import type { AwsParts } from './aws';
import type { Base } from './base';

export type PeopleParts = ReturnType<typeof createPeople>;

/** The directory of accounts and permission sets, and who is who. */
export function createPeople({
  deps,
  config,
  clock,
  stores,
  reader,
}: Base & Pick<AwsParts, 'reader'>) {
  const directory = new DirectoryService({
    store: stores.directory,
    clock,
    maximumAgeMs: config.directory.maximumAgeMs,
  });
  const directorySync = new DirectorySync({
    reader,
    store: stores.directory,
    details: stores.directoryDetails,
    clock,
    logger: deps.logger,
  });
  const people = new CatalogPeople(deps);
  const identity = new IdentityMapper({
    directory,
    reader,
    methods: config.identity.order,
    annotation: config.identity.annotation,
  });
  const owners = new AccountOwners({ ...deps, clock });
  const words = new ApproverWords({
    people,
    owners,
    managerAnnotation: config.identity.managerAnnotation,
  });
  const approverPeople = new ApproverPeople({ people, identity });
  const approvers = new ApproverDirectory({ people: approverPeople, words });
  return {
    directory,
    directorySync,
    people,
    identity,
    owners,
    words,
    approverPeople,
    approvers,
  };
}
