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

import { ApproverDirectory } from '../directory/ApproverDirectory';
import { RecentApprovers } from '../directory/RecentApprovers';
import { toRequirement } from '../domain/approval';
import { isApproverWord } from '../domain/approvers';
import { LintWorldReader } from '../policies/lint/LintWorldReader';
import { loadSettings } from '../policies/loadPolicies';
import { PolicyBook } from '../policies/PolicyBook';
import { PolicyShelf } from '../policies/PolicyShelf';
import { nameOf } from '../policies/readPolicy';
import { schedulePolicySources } from '../policies/sources/schedulePolicySources';
import { approverRefsOf } from '../requests/approvalQuestion';
import type { Base } from './base';
import type { PeopleParts } from './people';

export type PolicyParts = Awaited<ReturnType<typeof createPolicies>>;

/** The policies of every place, and who they name. Schedules the reading of their files and locations. */
export async function createPolicies({
  deps,
  config,
  clock,
  stores,
  directory,
  people,
  owners,
  words,
  approverPeople,
}: Base & PeopleParts) {
  const shelf = new PolicyShelf({
    written: config.written,
    places: [
      ...config.policySources.files.map(place => ({
        type: 'file' as const,
        place,
      })),
      ...config.policySources.locations.map(({ url }) => ({
        type: 'location' as const,
        place: url,
      })),
    ],
  });
  const policies = new PolicyBook({ stores, shelf, clock });
  const stopListening = policies.listen(stores);
  await schedulePolicySources({
    ...deps,
    config: config.policySources,
    store: stores.policySources,
    settings: async () => {
      const { settings } = await shelf.read(stores);
      return loadSettings(settings.settings);
    },
    otherNames: async () => [
      ...config.written.policies.map(nameOf),
      ...(
        await stores.policies.list()
      ).map(({ kind, spec }) => ({
        kind,
        name: spec.name,
        place: 'the portal',
      })),
    ],
    clock,
  });
  const recentApprovers = new ApproverDirectory({
    people: new RecentApprovers({
      people: approverPeople,
      named: async () => {
        const { approval } = await policies.getPolicies();
        return approval
          .flatMap(policy => approverRefsOf(toRequirement(policy)))
          .filter(ref => !isApproverWord(ref));
      },
      clock,
    }),
    words,
  });
  const worlds = new LintWorldReader({
    directory,
    people,
    owners,
    approverPeople,
  });
  return {
    shelf,
    policies,
    stopListening,
    recentApprovers,
    /** Which accounts may never be asked for. */
    protection: config.aws,
    worlds,
  };
}
