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

import { anApproval, aRequest, START } from '../__testUtils__/builders';
import {
  askAgain,
  comeBack,
  comesBack,
  isTooLate,
  markLate,
  markRefused,
} from './reapproval';
import type { RequestRecord } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (ms: number) => new Date(START.getTime() + ms);

const scheduled = (overrides: Partial<RequestRecord> = {}) =>
  aRequest({
    assignmentId: 'a',
    status: 'scheduled',
    startsAt: START,
    endsAt: after(HOUR),
    ...overrides,
  });

const again = (
  request: RequestRecord,
  options: Partial<Parameters<typeof askAgain>[1]> = {},
) =>
  askAgain(request, {
    reason: 'it changed',
    now: START,
    expiryMs: 3 * HOUR,
    ...options,
  });

describe('asking for approval again', () => {
  it('voids every decision made so far, each time, although nothing that was shown has changed', () => {
    const request = scheduled();
    const first = again(request);
    expect(first?.patch).toMatchObject({
      status: 'pending',
      startsAt: null,
      endsAt: null,
      reapprovalReason: 'it changed',
      expiresAt: after(3 * HOUR),
    });
    expect(first?.event.data).toMatchObject({
      oldDigest: request.digest,
      newDigest: first?.patch.digest,
    });
    const second = again({ ...request, ...first?.patch });
    expect(
      new Set([request.digest, first?.patch.digest, second?.patch.digest]).size,
    ).toBe(3);
  });

  it('pins the policies that answer now, and asks anew for all that was asked', () => {
    const terms = {
      policyName: 'new',
      policyVersion: 'v2',
      risk: 'high' as const,
      strictWindow: true,
      approval: anApproval(['owner']),
    };
    const request = scheduled({
      durationMs: 3 * HOUR,
      approvedDurationMs: HOUR / 2,
    });
    const renewed = again(request, { terms });
    expect(renewed?.patch).toMatchObject({
      ...terms,
      approvedDurationMs: null,
      approvalWaitMs: null,
      askedAt: START,
    });
    // A strict window is something that approvers are shown.
    expect(renewed?.patch.digest).not.toBe(again(request)?.patch.digest);
    expect(
      comeBack(
        {
          ...request,
          ...markLate(
            request,
            { maximumDelayMs: 0, requestExpiryMs: 3 * HOUR },
            START,
            terms,
          ),
        },
        START,
      )?.patch,
    ).toMatchObject(terms);
  });

  it('shows the permission set as it is now', () => {
    const live = {
      name: 'PowerUser',
      fingerprint: 'sha256:bb',
      sessionDurationMs: 2 * HOUR,
    };
    expect(again(scheduled(), { permissionSet: live })?.patch).toMatchObject({
      permissionSetFingerprint: 'sha256:bb',
      sessionDurationMs: 2 * HOUR,
    });
  });

  it('gives approvers no more time than is left of a window with a start of its own', () => {
    const request = scheduled({ requestedStart: START });
    expect(again(request)?.patch.expiresAt).toEqual(after(HOUR));
    expect(again(request, { now: after(HOUR) })).toBeUndefined();
  });

  it.each<[string, Partial<RequestRecord>]>([
    ['nobody had to approve', { approval: null }],
    ['sessions outlast a strict window', { strictWindow: true }],
    [
      'nothing is left to prolong',
      { extendsId: 'gone', requestedStart: after(HOUR) },
    ],
  ])('makes no sense where %s', (_what, overrides) => {
    expect(again(scheduled(overrides))).toBeUndefined();
  });

  it('ends with what an extension would prolong', () => {
    const extension = scheduled({
      extendsId: 'base',
      requestedStart: after(HOUR),
    });
    expect(
      again(extension, { prolongsUntil: after(HOUR) })?.patch.expiresAt,
    ).toEqual(after(HOUR));
  });
});

describe('access that comes late', () => {
  const terms = { maximumDelayMs: 30 * MINUTE, requestExpiryMs: 3 * HOUR };

  it.each([
    [30 * MINUTE, false],
    [30 * MINUTE + 1, true],
  ])('by %d ms is too late: %s', (ms, expected) => {
    expect(isTooLate(scheduled(), after(ms), terms.maximumDelayMs)).toBe(
      expected,
    );
  });

  it('is never too late where nobody had to approve', () => {
    expect(isTooLate(scheduled({ approval: null }), after(HOUR), 1)).toBe(
      false,
    );
  });

  it('is marked in a way that no failure is taken for', () => {
    const request = scheduled({ status: 'activating' });
    const marked = { ...request, ...markLate(request, terms, after(HOUR)) };
    expect(comesBack(marked)).toBe(true);
    expect(comesBack({ ...marked, failure: 'AWS refused' })).toBe(false);
    expect(comesBack(request)).toBe(false);
    expect(comeBack(marked, after(HOUR + MINUTE))?.patch).toMatchObject({
      status: 'pending',
      failure: null,
      expiresAt: after(4 * HOUR),
    });
  });
});

describe('access that is refused while it is being activated', () => {
  const reason = 'What it permits has changed.';
  const request = scheduled({ status: 'activating' });
  const permissionSet = {
    name: 'PowerUser2',
    fingerprint: 'sha256:bb',
    sessionDurationMs: 2 * HOUR,
  };
  const reapproval = askAgain(request, {
    reason,
    now: after(0),
    expiryMs: 3 * HOUR,
    permissionSet,
  });

  it('comes back as if it had been refused before', () => {
    const marked = { ...request, ...markRefused({ reason, reapproval }) };
    expect(marked.status).toBe('activating');
    expect(comesBack(marked)).toBe(true);
    expect(comeBack(marked, after(0))?.patch).toEqual(reapproval?.patch);
  });

  it('fails where nobody can be asked, also when it came back for the same before', () => {
    const cameBack = { ...request, reapprovalReason: reason };
    const marked = { ...cameBack, ...markRefused({ reason }) };
    expect(marked.failure).toBe(reason);
    expect(comesBack(marked)).toBe(false);
  });

  it('keeps its reason when it becomes late meanwhile', () => {
    const marked = { ...request, ...markRefused({ reason, reapproval }) };
    expect(
      markLate(
        marked,
        { maximumDelayMs: 30 * MINUTE, requestExpiryMs: 3 * HOUR },
        after(HOUR),
      ).failure,
    ).toBe(reason);
  });

  it('comes back where it would prolong something that still lasts', () => {
    const extension = { ...request, extendsId: 'base' };
    const base = { prolongsUntil: after(HOUR) };
    const marked = {
      ...extension,
      ...markRefused({
        reason,
        reapproval: askAgain(extension, {
          ...base,
          reason,
          now: after(0),
          expiryMs: 3 * HOUR,
        }),
      }),
    };
    expect(comeBack(marked, after(0), base.prolongsUntil)).toBeDefined();
    expect(comeBack(marked, after(0))).toBeUndefined();
  });
});
