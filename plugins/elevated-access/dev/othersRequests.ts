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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import {
  aPerson,
  anActiveRequest,
  anAssignment,
  carla,
  powerUser,
  readOnly,
} from '../src/__testUtils__/builders';

const MINUTE = 60_000;

/** What other people hold and held; enough for more than one page. */
export function othersRequests(now: number): AccessRequest[] {
  const at = (minutes: number) =>
    new Date(now + minutes * MINUTE).toISOString();
  const gus = aPerson('Gus Andersson');
  const hana = aPerson('Hana Sato');
  return [
    anActiveRequest({
      id: 'others-live',
      requester: gus,
      account: { id: '111122226336', name: 'search-prod' },
      startsAt: at(-50),
      endsAt: at(1.5),
      sessionsEndBy: at(61.5),
      activatedAt: at(-50),
      createdAt: at(-55),
      actions: ['revoke'],
    }),
    anActiveRequest({
      id: 'others-activating',
      requester: hana,
      status: 'activating',
      permissionSet: readOnly,
      approval: null,
      decisions: [],
      startsAt: at(0),
      endsAt: at(240),
      sessionsEndBy: at(300),
      createdAt: at(0),
      activatedAt: null,
      assignment: anAssignment({ operation: 'create', phase: 'accepted' }),
      actions: ['revoke'],
    }),
    anActiveRequest({
      id: 'others-long',
      requester: aPerson(
        'Maximiliana Theodora von Hohenstein-Oberkirchenfelden',
      ),
      account: {
        id: '777788889999',
        name: 'a-very-long-account-name-that-somebody-once-thought-would-be-helpful-eu-north-1',
      },
      permissionSet: {
        ...powerUser,
        name: 'PowerUserWithoutBillingAndIAM2026',
      },
      policy: {
        name: 'regulated-workloads-finance-and-settlement-engineers-on-call',
        version: '12',
      },
      createdAt: at(-120),
      startsAt: at(-110),
      endsAt: at(1450),
      sessionsEndBy: at(1510),
      activatedAt: at(-110),
      actions: ['revoke'],
    }),
    ...Array.from({ length: 30 }, (_, index) =>
      anActiveRequest({
        id: `others-ended-${index}`,
        requester: index % 2 === 0 ? gus : hana,
        status: 'ended',
        endReason: index % 5 === 0 ? 'revoked' : 'elapsed',
        endedBy: index % 5 === 0 ? carla : null,
        permissionSet: index % 3 === 0 ? powerUser : readOnly,
        approval: null,
        decisions: [],
        createdAt: at(-2000 - 300 * index),
        startsAt: at(-1990 - 300 * index),
        endsAt: at(-1930 - 300 * index),
        sessionsEndBy: at(-1870 - 300 * index),
        activatedAt: at(-1990 - 300 * index),
        endedAt: at(-1930 - 300 * index),
        actions: [],
      }),
    ),
  ];
}
