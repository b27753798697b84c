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

import type { ExportedDecision, ExportedRequest } from '../../database/types';

/** An ended request of Ann's that Bo approved, as exports read it. */
export function anExportedRequest(
  overrides: Partial<ExportedRequest> = {},
): ExportedRequest {
  return {
    id: '5f3d1d7e-0000-4000-8000-000000000001',
    batchId: '5f3d1d7e-0000-4000-8000-000000000002',
    status: 'ended',
    endReason: 'elapsed',
    overdueSince: null,
    requesterRef: 'user:default/ann.li',
    requesterName: 'Ann Li',
    principalId: '906748a2e1-11111111-2222-3333-4444-555555555555',
    principalUserName: 'ann.li',
    accountId: '111122223333',
    accountName: 'payments-prod',
    permissionSetArn:
      'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
    permissionSetName: 'PowerUser',
    sessionDurationMs: 3_600_000,
    reason: 'deploy is stuck',
    ticket: 'OPS-31',
    policyName: 'payments-engineers',
    policyVersion: 'v1',
    automatic: false,
    createdAt: 1_795_000_000_000,
    requestedStart: null,
    durationMs: 3_600_000,
    approvedDurationMs: null,
    startsAt: 1_795_000_100_000,
    endsAt: 1_795_003_700_000,
    activatedAt: 1_795_000_105_000,
    endedAt: 1_795_003_705_000,
    endedByRef: null,
    endedByName: null,
    endComment: null,
    failure: null,
    strictWindow: false,
    extendsId: null,
    usage: 'used',
    renewedDigest: null,
    ...overrides,
  };
}

export function anExportedDecision(
  overrides: Partial<ExportedDecision> = {},
): ExportedDecision {
  return {
    approverRef: 'user:default/bo.ek',
    approverName: 'Bo Ek',
    verdict: 'approved',
    comment: '',
    stage: 0,
    decidedAt: 1_795_000_100_000,
    ...overrides,
  };
}
