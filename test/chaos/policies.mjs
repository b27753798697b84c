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

import fs from 'node:fs';
import { stringify } from 'yaml';

/** The permission set that some edits take away. */
export const SOMETIMES_GONE = 'DataEngineer';

/** Whether a permission set is gone after so many edits: every third takes it away. */
export function takesAway(edits) {
  return edits % 3 === 2;
}

/** What policies say after so many edits: what may be asked for, and whether somebody has to agree. */
export function writePolicies(file, edits) {
  const targets = [{ ou: '/Workloads' }, { ou: '/Sandbox' }];
  const subjects = ['group:default/payments-engineers'];
  const sets = names => names.map(name => ({ name }));
  const ticket = { required: false };
  const eligibility = [
    {
      name: 'with-approval',
      effect: 'allow',
      subjects,
      targets,
      permissionSets: sets(['ReadOnly', 'SupportOps']),
      maxDuration: edits % 2 === 0 ? 'PT1H' : 'PT30M',
      approval: 'required',
      ticket,
      extension: { maximum: 3, maxTotalDuration: 'PT2H' },
    },
    {
      // Access goes one session duration, an hour, before its window ends.
      name: 'strict',
      effect: 'allow',
      subjects,
      targets,
      permissionSets: sets(['PowerUser']),
      maxDuration: 'PT2H',
      approval: 'required',
      ticket,
      strictWindow: true,
      extension: { maximum: 3, maxTotalDuration: 'PT4H' },
    },
    {
      name: 'without-approval',
      effect: 'allow',
      subjects,
      targets,
      permissionSets: sets(
        takesAway(edits) ? ['ViewOnly'] : ['ViewOnly', SOMETIMES_GONE],
      ),
      maxDuration: 'PT1H',
      approval: 'not-required',
      ticket,
      extension: { maximum: 3, maxTotalDuration: 'PT2H' },
    },
  ];
  const approval = [
    {
      name: 'leads',
      targets: [{ all: true }],
      permissionSets: [{ all: true }],
      stages: [{ name: 'Leads', approvers: ['group:default/payments-leads'] }],
    },
  ];
  fs.writeFileSync(
    file,
    stringify({ elevatedAccess: { policies: { eligibility, approval } } }),
  );
}
