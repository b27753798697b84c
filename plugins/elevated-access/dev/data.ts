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

import type {
  Person,
  AccessRequest,
  Requestable,
} from 'backstage-plugin-elevated-access-common';
import {
  aPerson,
  aRequest,
  aStage,
  aStrictRequest,
  anActiveRequest,
  anExtendableRequest,
  anExtension,
  anAssignment,
  auditLogs,
  bo,
  carla,
  dee,
  powerUser,
  readOnly,
} from '../src/__testUtils__/builders';
import { othersRequests } from './othersRequests';

const teams = ['payments', 'search', 'catalog', 'identity', 'data', 'edge'];
const stages = ['prod', 'stage', 'dev'];

const asApprover = (person: Person) => ({
  ...person,
  via: ['group:default/payments-leads'],
  escalated: false,
});

const admin = {
  arn: 'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-9999000011112222',
  name: 'DatabaseAdministrator',
  description: 'Databases, their backups and their keys',
  sessionDuration: 'PT2H',
};

function account(team: string, stage: string, number: number) {
  return {
    id: String(111122223333 + number * 1001),
    name: `${team}-${stage}`,
    ouPath: ['Workloads', stage === 'prod' ? 'Prod' : 'NonProd'],
    tags: { env: stage, owner: team },
  };
}

/** Looked at with `?many`: as many as a large organization has. */
const isMany =
  typeof location !== 'undefined' &&
  new URLSearchParams(location.search).has('many');

/** What Ann may ask for: three permission sets in eighteen accounts and a few more. */
export const requestables: Requestable[] = [
  ...teams.flatMap((team, teamNumber) =>
    stages.flatMap((stage, stageNumber) =>
      [readOnly, powerUser, admin].map((permissionSet): Requestable => {
        const item = {
          account: account(team, stage, teamNumber * 3 + stageNumber),
          permissionSet,
        };
        if (permissionSet === readOnly) {
          return { ...item, maxDuration: 'PT4H', approval: 'not-required' };
        }
        return stage === 'prod'
          ? { ...item, maxDuration: 'PT2H', approval: 'required' }
          : { ...item, maxDuration: 'PT8H', approval: 'depends' };
      }),
    ),
  ),
  {
    account: auditLogs,
    permissionSet: readOnly,
    maxDuration: 'PT1H',
    approval: 'required',
  },
  {
    account: {
      id: '777788889999',
      name: 'a-very-long-account-name-that-somebody-once-thought-would-be-helpful-eu-north-1',
      ouPath: ['Workloads', 'Prod', 'Regulated', 'Finance and settlement'],
      tags: {},
    },
    permissionSet: {
      ...powerUser,
      name: 'PowerUserWithoutBillingAndIAM2026',
    },
    maxDuration: 'PT45M',
    approval: 'required',
  },
  ...Array.from(
    { length: isMany ? 5_000 : 0 },
    (_, number): Requestable => ({
      account: account(`team-${number}`, 'prod', number + 100),
      permissionSet: readOnly,
      maxDuration: 'PT4H',
      approval: 'required',
    }),
  ),
];

/** Five hundred more that wait for Ann, where many are wanted. */
function manyWaiting(at: (minutes: number) => string): AccessRequest[] {
  return Array.from({ length: isMany ? 500 : 0 }, (_, number) =>
    aRequest({
      id: `many-${number}`,
      requester: aPerson(`Person ${number}`),
      account: { id: String(200000000000 + number), name: `team-${number}` },
      createdAt: at(-number),
      expiresAt: at(600 - number),
      actions: ['decide'],
    }),
  );
}

const MINUTE = 60_000;

/** Requests in every state a person meets, relative to now. */
export function sampleRequests(now: number): AccessRequest[] {
  const at = (minutes: number) =>
    new Date(now + minutes * MINUTE).toISOString();
  const eva = aPerson('Eva Lindqvist');
  const long = aPerson('Maximiliana Theodora von Hohenstein-Oberkirchenfelden');
  return [
    anExtendableRequest({
      id: 'live-1',
      startsAt: at(-22),
      endsAt: at(38),
      sessionsEndBy: at(98),
      activatedAt: at(-22),
      createdAt: at(-31),
      decisions: [
        {
          approver: bo,
          verdict: 'approved',
          comment: 'Go ahead, I am watching the dashboards',
          stage: 0,
          decidedAt: at(-23),
          duration: null,
        },
      ],
    }),
    aStrictRequest({
      id: 'strict-1',
      account: { id: '111122228338', name: 'search-prod' },
      startsAt: at(-30),
      endsAt: at(90),
      accessEndsAt: at(30),
      sessionsEndBy: at(90),
      activatedAt: at(-30),
      createdAt: at(-35),
    }),
    aRequest({
      id: 'again-1',
      account: { id: '111122226336', name: 'catalog-prod' },
      createdAt: at(-50),
      expiresAt: at(130),
      reapprovalReason:
        'The permission set PowerUser permits something else than when it was approved.',
      actions: ['cancel'],
    }),
    anActiveRequest({
      id: 'overdue-1',
      status: 'ending',
      account: { id: auditLogs.id, name: auditLogs.name },
      permissionSet: readOnly,
      overdueSince: at(-7),
      startsAt: at(-67),
      endsAt: at(-7),
      sessionsEndBy: at(53),
      createdAt: at(-70),
      reason: 'Looking for the login spike of this morning',
      actions: [],
      activatedAt: at(-67),
      decisions: [],
      approval: null,
      assignment: anAssignment({
        operation: 'delete',
        phase: 'intent',
        attempts: 9,
        lastError:
          'ThrottlingException: Rate exceeded (Identity Center, DeleteAccountAssignment)',
        nextAttemptAt: at(0.4),
      }),
    }),
    aRequest({
      id: 'pending-1',
      createdAt: at(-4),
      expiresAt: at(130),
      actions: ['cancel'],
    }),
    aRequest({
      id: 'scheduled-1',
      status: 'scheduled',
      permissionSet: readOnly,
      account: { id: '111122228338', name: 'search-prod' },
      requestedStart: at(120),
      startsAt: at(120),
      endsAt: at(180),
      sessionsEndBy: at(240),
      approval: null,
      createdAt: at(-15),
      actions: ['cancel'],
    }),
    ...(['elapsed', 'released', 'revoked'] as const).map((endReason, index) =>
      anActiveRequest({
        id: `ended-${endReason}`,
        status: 'ended',
        endReason,
        endedBy: endReason === 'revoked' ? carla : null,
        endComment: endReason === 'revoked' ? 'Incident is over' : null,
        createdAt: at(-1500 * (index + 1)),
        startsAt: at(-1490 * (index + 1)),
        endsAt: at(-1430 * (index + 1)),
        sessionsEndBy: at(-1370 * (index + 1)),
        endedAt: at(-1430 * (index + 1)),
        activatedAt: at(-1490 * (index + 1)),
        decisions: [],
        approval: null,
        permissionSet: index === 1 ? readOnly : powerUser,
        usage: index === 1 ? 'unused' : 'used',
        actions: [],
      }),
    ),
    aRequest({
      id: 'rejected-1',
      status: 'rejected',
      createdAt: at(-9000),
      decisions: [
        {
          approver: carla,
          verdict: 'rejected',
          comment: 'ReadOnly is enough for this',
          stage: 0,
          decidedAt: at(-8990),
          duration: null,
        },
      ],
    }),
    aRequest({
      id: 'failed-1',
      status: 'failed',
      createdAt: at(-12000),
      endedAt: at(-11990),
      failure:
        'AWS refused the assignment: the permission set no longer exists. Nothing was granted.',
    }),
    ...othersRequests(now),
    ...manyWaiting(at),
    // What waits for Ann's decision.
    anExtension({
      id: 'inbox-extension',
      extends: 'others-1',
      requester: bo,
      requestedStart: at(25),
      duration: 'PT1H',
      createdAt: at(-12),
      expiresAt: at(25),
      reapprovalReason: 'An approver has left Payments leads since.',
      actions: ['decide'],
    }),
    aRequest({
      id: 'inbox-1',
      requester: eva,
      createdAt: at(-9),
      expiresAt: at(171),
      duration: 'PT2H',
      actions: ['decide'],
      approval: {
        policy: 'payments-prod',
        comment: 'on-reject',
        stages: [
          aStage({
            required: 2,
            approved: 1,
            approvers: [carla, dee].map(asApprover),
          }),
          aStage({ name: 'Security on call', approvers: [asApprover(dee)] }),
        ],
      },
      decisions: [
        {
          approver: bo,
          verdict: 'approved',
          comment: '',
          stage: 0,
          decidedAt: at(-3),
          duration: null,
        },
      ],
    }),
    aRequest({
      id: 'inbox-2',
      requester: dee,
      account: { id: auditLogs.id, name: auditLogs.name },
      permissionSet: readOnly,
      duration: 'PT30M',
      reason: 'check login spike',
      ticket: null,
      createdAt: at(-4),
      expiresAt: at(176),
      actions: ['decide'],
    }),
    aRequest({
      id: 'inbox-3',
      requester: long,
      account: {
        id: '777788889999',
        name: 'a-very-long-account-name-that-somebody-once-thought-would-be-helpful-eu-north-1',
      },
      permissionSet: {
        ...powerUser,
        name: 'PowerUserWithoutBillingAndIAM2026',
      },
      reason:
        'The settlement batch of last night stopped half way. <b>Restarting it</b> needs access to the queue and to the parameter store, and afterwards a look at the numbers.\nSecond line with a very-long-word-without-any-place-to-break-it-because-somebody-pasted-an-identifier-like-this-one.',
      createdAt: at(-1),
      expiresAt: at(179),
      actions: ['decide'],
    }),
  ];
}
