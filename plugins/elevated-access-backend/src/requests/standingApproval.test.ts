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

import { anApproval } from '../__testUtils__/builders';
import type { ApprovalQuestion, ApproverPerson } from '../domain/approval';
import type { DecisionRecord } from '../domain/types';
import { requireStandingApproval } from './standingApproval';

const LEADS = 'group:default/payments-leads';
const ASKED = new Date('2026-11-22T12:00:00Z');

const person = (name: string): ApproverPerson => ({
  entityRef: `user:default/${name}`,
  displayName: name,
  principalId: `id-${name}`,
  enabled: true,
});

function decision(
  name: string,
  more: Partial<DecisionRecord> = {},
): DecisionRecord {
  return {
    id: name,
    requestId: 'r',
    approverRef: `user:default/${name}`,
    approverName: name,
    approverPrincipalId: `id-${name}`,
    verdict: 'approved',
    comment: '',
    digest: 'sha256:now',
    stage: 0,
    durationMs: null,
    decidedAt: ASKED,
    ...more,
  };
}

function asked(...decisions: DecisionRecord[]): ApprovalQuestion {
  return {
    requesterRef: 'user:default/ann',
    requesterPrincipalId: 'id-ann',
    requirement: anApproval([LEADS]),
    decisions,
    digest: 'sha256:now',
    askedAt: ASKED,
  };
}

const require = (
  question: ApprovalQuestion,
  ...leads: ApproverPerson[]
): void => requireStandingApproval(question, new Map([[LEADS, leads]]), ASKED);

describe('An approval, when access is about to be given,', () => {
  it('stands while whoever gave it is an approver and who they were', () => {
    expect(() => require(asked(decision('bo')), person('bo'))).not.toThrow();
  });

  it('does not stand on somebody else who is among the approvers', () => {
    expect(() => require(asked(decision('bo')), person('cleo'))).toThrow(
      /bo is no longer an approver/,
    );
  });

  it.each([
    ['another Identity Center user by now', { principalId: 'id-next' }],
    ['without one by now', { principalId: null }],
    ['disabled', { enabled: false }],
  ])('does not stand once they are %s', (_, now) => {
    const bo = { ...person('bo'), ...now };
    expect(() => require(asked(decision('bo')), bo)).toThrow(
      /bo is no longer an approver/,
    );
  });

  it('does not stand on an Identity Center user whom another of them has got', () => {
    const cleo = { ...person('cleo'), principalId: 'id-bo' };
    const bo = { ...person('bo'), principalId: 'id-next' };
    expect(() => require(asked(decision('bo')), cleo, bo)).toThrow(
      /no longer an approver/,
    );
  });

  it('does not stand against a rejection, whoever its author is by now', () => {
    const question = asked(
      decision('bo'),
      decision('cleo', { verdict: 'rejected' }),
    );
    expect(() => require(question, person('bo'))).toThrow(
      /It was rejected by cleo/,
    );
  });

  it('does not stand for anything but what was shown, and then names nobody', () => {
    const question = asked(decision('bo', { digest: 'sha256:before' }));
    expect(() => require(question, person('bo'))).toThrow(
      /^Approval policy payments-approval, stage Payments leads, has 0 of 1 approvals/,
    );
  });
});
