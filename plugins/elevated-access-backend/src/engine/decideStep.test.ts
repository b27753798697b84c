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
  AssignmentOperation,
  AssignmentRecord,
  RequestRecord,
} from '../domain/types';
import { aRequest, START } from '../__testUtils__/builders';
import { anIdleRow } from './__testUtils__/ModelRow';
import { decideStep } from './decideStep';
import type { Observation } from './steps';
import { SETTLE } from './tuning';

const MINUTE = 60_000;

describe('decideStep', () => {
  /** Rules for moments that random histories seldom hit. */
  describe('after an answer was lost', () => {
    const now = new Date(START.getTime() + 10 * MINUTE);
    const grant = aRequest({
      assignmentId: 'a',
      status: 'activating',
      startsAt: START,
      endsAt: new Date(START.getTime() + 60 * MINUTE),
    });

    function decide(
      row: Partial<AssignmentRecord>,
      observation: Observation,
      grants: RequestRecord[],
    ) {
      return decideStep({
        assignment: {
          ...anIdleRow(),
          owned: true,
          operationStartedAt: START,
          attempts: 1,
          nextActionAt: now,
          ...row,
        },
        grants,
        cleared: new Set(grants.map(({ id }) => id)),
        observation,
        now,
        jitter: 0.5,
      });
    }

    const unseen: Observation = {
      kind: 'recovered',
      awsRequestId: undefined,
    };

    it('sends a deletion again although nothing is listed: the list may lag behind the creation', () => {
      expect(
        decide({ phase: 'intent', operation: 'delete' }, unseen, [
          { ...grant, status: 'ending' },
        ]),
      ).toMatchObject({ kind: 'intend', operation: 'delete' });
    });

    it('removes a creation that nobody waits for any more although nothing is listed', () => {
      expect(
        decide({ phase: 'intent', operation: 'create' }, unseen, [
          { ...grant, status: 'ending' },
        ]),
      ).toMatchObject({ kind: 'intend', operation: 'delete' });
    });

    it('finishes a removal whose answer was lost although somebody wants access again', () => {
      expect(
        decide({ phase: 'intent', operation: 'delete' }, unseen, [grant]),
      ).toMatchObject({ kind: 'intend', operation: 'delete' });
    });

    it('sends nothing while the lost request may still arrive', () => {
      const lostAt = new Date(now.getTime() - 1_000);
      expect(
        decide(
          { phase: 'intent', operation: 'create', operationStartedAt: lostAt },
          unseen,
          [grant],
        ),
      ).toMatchObject({
        kind: 'wait',
        until: new Date(lostAt.getTime() + SETTLE),
      });
    });

    it('adopts the operation that AWS has under way instead of sending another', () => {
      expect(
        decide(
          { phase: 'intent', operation: 'create' },
          { kind: 'recovered', awsRequestId: 'r-1' },
          [grant],
        ),
      ).toMatchObject({
        kind: 'wait',
        change: { assignment: { phase: 'accepted', awsRequestId: 'r-1' } },
      });
    });

    it('counts the wait for a lost request from when its answer was given up, not from when it was sent', () => {
      expect(
        decide(
          { phase: 'intent', operation: 'create' },
          {
            kind: 'send-failed',
            ownedBefore: false,
            failure: { kind: 'unknown-outcome', message: 'timed out' },
          },
          [grant],
        ),
      ).toMatchObject({ change: { assignment: { operationStartedAt: now } } });
    });

    it.each([
      ['throttled', false, ['assignment.create-not-made']],
      ['conflict', false, ['assignment.create-not-made']],
      ['retry', false, ['assignment.create-not-made']],
      ['throttled', true, []],
    ] as const)(
      'writes down that a creation which was %s made nothing ours (owned before: %s)',
      (kind, ownedBefore, types) => {
        const step = decide(
          { phase: 'intent', operation: 'create', attempts: 1 },
          {
            kind: 'send-failed',
            ownedBefore,
            failure: { kind, message: 'not now' },
          },
          [grant],
        );
        expect(step).toMatchObject({
          kind: 'wait',
          change: { events: types.map(type => ({ type })) },
        });
      },
    );

    it('looks twice when a deletion found nothing: the creation before it may still land', () => {
      const ending = [{ ...grant, status: 'ending' as const }];
      const nothingFound: Observation = {
        kind: 'status',
        status: { state: 'succeeded', nothingThere: true },
      };
      expect(
        decide(
          { phase: 'accepted', operation: 'delete', awsRequestId: 'r-1' },
          nothingFound,
          ending,
        ),
      ).toMatchObject({
        change: { assignment: { phase: 'verifying', awsRequestId: null } },
      });
      const verifying = { phase: 'verifying', operation: 'delete' } as const;
      const unlisted: Observation = { kind: 'listed', listed: false };
      const justNow = new Date(now.getTime() - 1_000);
      expect(
        decide(
          { ...verifying, awsRequestId: null, operationStartedAt: justNow },
          unlisted,
          ending,
        ),
      ).toMatchObject({
        kind: 'wait',
        until: new Date(justNow.getTime() + SETTLE),
      });
      expect(
        decide({ ...verifying, awsRequestId: null }, unlisted, ending),
      ).toMatchObject({ kind: 'finish' });
    });

    it.each([
      ['never was shown', 'absent', 'wait'],
      ['has been shown', 'present', 'finish'],
    ] as const)(
      'looks again after a deletion of what %s: %s, so %s',
      (_, verified, kind) => {
        expect(
          decide(
            {
              phase: 'verifying',
              operation: 'delete',
              awsRequestId: 'r-1',
              operationStartedAt: new Date(now.getTime() - 1_000),
              verified,
            },
            { kind: 'listed', listed: false },
            [{ ...grant, status: 'ending' }],
          ),
        ).toMatchObject({ kind });
      },
    );

    it.each([
      ['its creation FAILED', { operation: 'create' }],
      ['its removal FAILED', { operation: 'delete', verified: 'present' }],
      ['its creation and then its removal FAILED', { operation: 'delete' }],
      ['nothing ever proved it present', { operation: null }],
      ['it was proved absent', { operation: null, verified: 'absent' }],
    ] as const)(
      'does not call access active that is listed although %s',
      (_, row) => {
        expect(
          decide({ phase: 'idle', ...row }, { kind: 'listed', listed: true }, [
            grant,
          ]),
        ).toMatchObject({ kind: 'intend', operation: 'create' });
      },
    );

    it('gives what is owned and proved present to another grant without a write', () => {
      expect(
        decide(
          { phase: 'idle', operation: null, verified: 'present' },
          { kind: 'listed', listed: true },
          [grant],
        ),
      ).toMatchObject({ kind: 'finish' });
    });

    it('removes what was given to somebody who was revoked meanwhile, without reading any list first', () => {
      const revoked: RequestRecord[] = [
        { ...grant, status: 'ending', endReason: 'revoked' },
      ];
      const given = { operation: 'create', awsRequestId: 'r-1' } as const;
      const nothing: Observation = { kind: 'none' };
      expect(
        decide({ ...given, phase: 'verifying' }, nothing, revoked),
      ).toMatchObject({
        kind: 'record',
        change: { assignment: { phase: 'idle', nextActionAt: now } },
      });
      expect(decide({ phase: 'idle' }, nothing, revoked)).toMatchObject({
        kind: 'intend',
        operation: 'delete',
      });
      expect(
        decide({ ...given, phase: 'verifying' }, nothing, [grant]),
      ).toMatchObject({ kind: 'verify' });
    });

    it('has its proof read for whoever waits for access, be it for what is asked for again', () => {
      const nothing: Observation = { kind: 'none' };
      const verifying = (
        operation: AssignmentOperation,
        grants: RequestRecord[],
      ) =>
        decide(
          { operation, awsRequestId: 'r-1', phase: 'verifying' },
          nothing,
          grants,
        );
      const ending: RequestRecord = {
        ...grant,
        id: 'earlier',
        status: 'ending',
        endReason: 'elapsed',
      };
      const verify = (somebodyWaits: boolean) => ({
        kind: 'verify',
        somebodyWaits,
      });
      expect(verifying('create', [grant])).toEqual(verify(true));
      expect(verifying('delete', [ending])).toEqual(verify(false));
      expect(verifying('delete', [ending, grant])).toEqual(verify(true));
    });

    it.each([
      [SETTLE - 1, undefined],
      [SETTLE, expect.stringContaining('still shows it')],
    ])(
      'doubts a reported removal that is still listed only once lists no longer lag: after %d ms',
      (ms, lastError) => {
        const step = decide(
          {
            phase: 'verifying',
            operation: 'delete',
            awsRequestId: 'r-1',
            verified: 'present',
            operationStartedAt: new Date(now.getTime() - ms),
          },
          { kind: 'listed', listed: true },
          [{ ...grant, status: 'ending' }],
        );
        expect(step).toMatchObject({ kind: 'wait' });
        expect(
          step.kind === 'wait' && step.change.assignment.lastError,
        ).toEqual(lastError);
      },
    );

    it.each(['create', 'delete'] as const)(
      'takes a %s whose request id AWS has forgotten for neither done nor undone',
      operation => {
        expect(
          decide(
            { phase: 'accepted', operation, awsRequestId: 'r-1' },
            { kind: 'status', status: { state: 'forgotten' } },
            [operation === 'create' ? grant : { ...grant, status: 'ending' }],
          ),
        ).toMatchObject({
          kind: 'record',
          change: {
            assignment: { phase: 'intent', awsRequestId: null },
            transitions: [],
          },
        });
      },
    );

    it.each(['throttled', 'conflict', 'retry', 'unavailable'] as const)(
      'counts no try, and makes nothing ours, for a creation that was %s',
      kind => {
        expect(
          decide(
            { phase: 'intent', operation: 'create', attempts: 2 },
            {
              kind: 'send-failed',
              ownedBefore: false,
              failure: { kind, message: 'not now' },
            },
            [grant],
          ),
        ).toMatchObject({
          change: { assignment: { phase: 'idle', owned: false, attempts: 1 } },
        });
      },
    );
  });
});
