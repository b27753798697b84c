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
  AccessRequest,
  ActivityEvent,
  ApprovalStage,
  Dependency,
  Drift,
  DriftFinding,
  Health,
  Me,
  OverdueAccess,
  Person,
  Preflight,
  Quota,
  Requestable,
  RequestBackground,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';

/** Believable objects for tests and for the plugin's own dev app. */

export function aPerson(displayName: string): Person {
  const name = displayName.toLowerCase().replace(/[^a-z0-9]+/g, '.');
  return { entityRef: `user:default/${name}`, displayName };
}

export const ann = aPerson('Ann Li');
export const bo = aPerson('Bo Ek');
export const carla = aPerson('Carla Ruiz');
export const dee = aPerson('Dee Okafor');

export const readOnly = {
  arn: 'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
  name: 'ReadOnly',
  description: 'Look at everything, change nothing',
  sessionDuration: 'PT1H',
};

export const powerUser = {
  arn: 'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-5555666677778888',
  name: 'PowerUser',
  description: 'Change everything except IAM',
  sessionDuration: 'PT1H',
};

export const paymentsProd = {
  id: '111122223333',
  name: 'payments-prod',
  ouPath: ['Workloads', 'Prod'],
  tags: { env: 'prod', owner: 'payments' },
};

export const auditLogs = {
  id: '444455556666',
  name: 'audit-logs',
  ouPath: ['Security'],
  tags: { env: 'prod', owner: 'security' },
};

export function aMe(overrides: Partial<Me> = {}): Me {
  return {
    ...ann,
    roles: [],
    identityCenter: { state: 'enabled', userId: 'u-1', userName: 'ann.li' },
    counts: { inbox: 0, live: 0 },
    aws: {
      accessPortalUrl: 'https://d-9067example.awsapps.com/start',
      region: 'eu-north-1',
      demo: false,
    },
    banner: null,
    ...overrides,
  };
}

export function aHealth(overrides: Partial<Health> = {}): Health {
  return {
    status: 'ok',
    now: '2026-11-22T15:00:00.000Z',
    engine: {
      acting: true,
      leader: 'replica-1',
      leaseExpiresAt: '2026-11-22T15:00:08.000Z',
    },
    directory: {
      syncedAt: '2026-11-22T14:58:00.000Z',
      lastError: null,
      usable: true,
    },
    identityCenter: aDependency(),
    identityStore: aDependency(),
    organizations: aDependency(),
    queue: { scheduled: 0, activating: 0, ending: 0, overdue: 0 },
    quota: aQuota(),
    overdue: [],
    ...overrides,
  };
}

/** Far inside what AWS allows. */
export function aQuota(overrides: Partial<Quota> = {}): Quota {
  return {
    callsPerSecond: 16,
    callsPerSecondLimit: 16,
    callsWaiting: 0,
    writesInFlight: 2,
    writesInFlightLimit: 15,
    writesWaiting: 0,
    slowedDown: false,
    ...overrides,
  };
}

export function aDependency(overrides: Partial<Dependency> = {}): Dependency {
  return {
    status: 'ok',
    since: '2026-11-22T06:00:00.000Z',
    lastError: null,
    ...overrides,
  };
}

/** Ann's access to the payments account, which should have ended at 14:52 UTC. */
export function anOverdueAccess(
  overrides: Partial<OverdueAccess> = {},
): OverdueAccess {
  return {
    requestId: 'req-1',
    person: ann,
    account: { id: paymentsProd.id, name: paymentsProd.name },
    permissionSetName: powerUser.name,
    endAt: '2026-11-22T14:52:00.000Z',
    overdueSince: '2026-11-22T14:53:00.000Z',
    attempts: 9,
    nextAttemptAt: '2026-11-22T15:00:30.000Z',
    lastError: 'ThrottlingException: Rate exceeded',
    sessionsEndBy: '2026-11-22T16:00:00.000Z',
    enforcedBy: 'nothing',
    ...overrides,
  };
}

/** An assignment that somebody made by hand. */
export function aFinding(overrides: Partial<DriftFinding> = {}): DriftFinding {
  return {
    id: 'drift-1',
    kind: 'unexplained',
    principal: { type: 'USER', id: 'u-7', name: 'gus.stone' },
    person: null,
    account: { id: paymentsProd.id, name: paymentsProd.name },
    permissionSet: { arn: powerUser.arn, name: powerUser.name },
    requestId: null,
    description: 'No grant explains this assignment.',
    foundAt: '2026-11-22T14:30:00.000Z',
    lastSeenAt: '2026-11-22T14:55:00.000Z',
    ...overrides,
  };
}

export function aDrift(overrides: Partial<Drift> = {}): Drift {
  return {
    comparedAt: '2026-11-22T14:55:00.000Z',
    lastAttemptAt: '2026-11-22T14:55:00.000Z',
    lastError: null,
    items: [],
    ...overrides,
  };
}

export function aRequestable(
  overrides: Partial<Requestable> = {},
): Requestable {
  return {
    account: paymentsProd,
    permissionSet: powerUser,
    maxDuration: 'PT2H',
    approval: 'required',
    ...overrides,
  };
}

export function aStage(overrides: Partial<ApprovalStage> = {}): ApprovalStage {
  const {
    approvers = [bo, carla].map(person => ({
      ...person,
      via: ['group:default/payments-leads'],
      escalated: false,
    })),
  } = overrides;
  return {
    name: 'Payments leads',
    required: 1,
    approved: 0,
    approvers,
    approverCount: approvers.length,
    escalatesAt: null,
    ...overrides,
  };
}

/** A request that waits for the payments leads. */
export function aRequest(
  overrides: Partial<AccessRequest> = {},
): AccessRequest {
  return {
    id: 'req-1',
    batchId: 'batch-1',
    status: 'pending',
    endReason: null,
    overdueSince: null,
    requester: ann,
    principal: { userId: 'u-1', userName: 'ann.li' },
    account: { id: paymentsProd.id, name: paymentsProd.name },
    permissionSet: powerUser,
    requestedStart: null,
    duration: 'PT1H',
    approvedDuration: null,
    startsAt: null,
    endsAt: null,
    sessionsEndBy: null,
    reason: 'Deploy of payments is stuck, restarting the queue workers',
    ticket: 'OPS-31',
    policy: { name: 'payments-engineers', version: '3' },
    risk: 'normal',
    approval: {
      policy: 'payments-prod',
      comment: 'on-reject',
      stages: [aStage()],
    },
    decisions: [],
    assignment: null,
    digest: 'digest-1',
    createdAt: '2026-11-22T14:56:00.000Z',
    expiresAt: '2026-11-22T17:56:00.000Z',
    activatedAt: null,
    endedAt: null,
    endedBy: null,
    endComment: null,
    failure: null,
    strictWindow: false,
    accessEndsAt: overrides.endsAt ?? null,
    extends: null,
    reapprovalReason: null,
    usage: 'unknown',
    extension: null,
    actions: [],
    ...overrides,
  };
}

/** The same request, approved by Bo and live from 14:40 to 15:40 UTC. */
export function anActiveRequest(
  overrides: Partial<AccessRequest> = {},
): AccessRequest {
  return aRequest({
    status: 'active',
    startsAt: '2026-11-22T14:40:00.000Z',
    endsAt: '2026-11-22T15:40:00.000Z',
    accessEndsAt: overrides.endsAt ?? '2026-11-22T15:40:00.000Z',
    sessionsEndBy: '2026-11-22T16:40:00.000Z',
    activatedAt: '2026-11-22T14:40:05.000Z',
    approval: {
      policy: 'payments-prod',
      comment: 'on-reject',
      stages: [aStage({ approved: 1 })],
    },
    decisions: [
      {
        approver: bo,
        verdict: 'approved',
        comment: 'Go ahead',
        stage: 0,
        duration: null,
        decidedAt: '2026-11-22T14:39:58.000Z',
      },
    ],
    assignment: anAssignment(),
    actions: ['release'],
    ...overrides,
  });
}

/** The same, which may be prolonged by half an hour, twice. */
export function anExtendableRequest(
  overrides: Partial<AccessRequest> = {},
): AccessRequest {
  return anActiveRequest({
    extension: { maxDuration: 'PT30M', remaining: 2 },
    actions: ['release', 'extend'],
    ...overrides,
  });
}

/** Half an hour more on it, which waits for the payments leads. */
export function anExtension(
  overrides: Partial<AccessRequest> = {},
): AccessRequest {
  return aRequest({
    id: 'req-2',
    extends: 'req-1',
    requestedStart: '2026-11-22T15:40:00.000Z',
    duration: 'PT30M',
    reason: 'The queue still drains',
    createdAt: '2026-11-22T14:58:00.000Z',
    expiresAt: '2026-11-22T15:40:00.000Z',
    actions: ['cancel'],
    ...overrides,
  });
}

/** The same, approved and live until 16:10 UTC. */
export function anActiveExtension(
  overrides: Partial<AccessRequest> = {},
): AccessRequest {
  return anExtension({
    status: 'active',
    startsAt: '2026-11-22T14:59:00.000Z',
    endsAt: '2026-11-22T16:10:00.000Z',
    accessEndsAt: '2026-11-22T16:10:00.000Z',
    sessionsEndBy: '2026-11-22T17:10:00.000Z',
    activatedAt: '2026-11-22T14:59:02.000Z',
    actions: ['release', 'extend'],
    extension: { maxDuration: 'PT30M', remaining: 1 },
    ...overrides,
  });
}

/** Access in a strict window until 17:40 UTC, taken away at 16:40. */
export function aStrictRequest(
  overrides: Partial<AccessRequest> = {},
): AccessRequest {
  return anActiveRequest({
    strictWindow: true,
    endsAt: '2026-11-22T16:40:00.000Z',
    accessEndsAt: '2026-11-22T15:40:00.000Z',
    sessionsEndBy: '2026-11-22T16:40:00.000Z',
    ...overrides,
  });
}

type Assignment = NonNullable<AccessRequest['assignment']>;

export function anAssignment(overrides: Partial<Assignment> = {}): Assignment {
  return {
    operation: null,
    phase: 'idle',
    standing: false,
    attempts: 1,
    awsRequestId: '4f2a6f0e-9c1b-4f7a-8f57-0d6f0e7c1b2a',
    lastError: null,
    nextAttemptAt: null,
    ...overrides,
  };
}

/** What would happen: everything is fine, Bo or Carla would have to agree. */
export function aPreflight(overrides: Partial<Preflight> = {}): Preflight {
  return {
    accountId: paymentsProd.id,
    checks: [
      { check: 'identity', ok: true, reason: 'ann.li is enabled' },
      { check: 'account', ok: true, reason: 'The account is active' },
      { check: 'policy', ok: true, reason: 'A policy matches' },
      { check: 'reason', ok: true, reason: 'The reason is fine' },
      { check: 'conflict', ok: true, reason: 'Nothing conflicts' },
    ],
    policy: {
      name: 'payments-engineers',
      description: 'Engineers of payments in their accounts',
      risk: 'normal',
      maxDuration: 'PT2H',
      reason: { required: true, minLength: 10 },
      ticket: { required: false, minLength: 0 },
    },
    approval: { policy: 'payments-prod', stages: [aStage()] },
    startsAt: '2026-11-22T15:00:00.000Z',
    endsAt: '2026-11-22T16:00:00.000Z',
    sessionsEndBy: '2026-11-22T17:00:00.000Z',
    ...overrides,
  };
}

/** What an approver of Ann's request is told: she asks often, and nothing changed. */
export function aBackground(
  overrides: Partial<RequestBackground> = {},
): RequestBackground {
  return {
    requester: { requests: 3, approved: 2, rejected: 1, unused: 1 },
    permissionSet: {
      description: 'Everything but identity and access management',
      managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      hasInlinePolicy: false,
      hasBoundary: false,
    },
    lastApproval: null,
    alsoHolds: [],
    ...overrides,
  };
}

/** No source of AWS's records is set up. */
export function anActivity(
  overrides: Partial<SessionActivity> = {},
): SessionActivity {
  return {
    state: 'none',
    source: null,
    from: null,
    to: null,
    readAt: null,
    completeAt: null,
    problem: null,
    counts: { events: 0, writes: 0, errors: 0 },
    truncated: false,
    items: [],
    ...overrides,
  };
}

/** A file that was looked at, at 14:45 UTC. */
export function anActivityEvent(
  overrides: Partial<ActivityEvent> = {},
): ActivityEvent {
  return {
    id: 'event-1',
    at: '2026-11-22T14:45:00.000Z',
    name: 'GetObject',
    service: 's3.amazonaws.com',
    region: 'eu-north-1',
    sourceAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0',
    errorCode: null,
    readOnly: true,
    resources: ['arn:aws:s3:::payments-queue/state.json'],
    ...overrides,
  };
}
