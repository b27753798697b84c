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

import fc from 'fast-check';
import { isFinal } from '../domain/status';
import type { AssignmentRecord, RequestRecord } from '../domain/types';
import { aRequest, START } from '../__testUtils__/builders';
import {
  type Deed,
  type History,
  ModelWorld,
} from './__testUtils__/ModelWorld';
import { decideStep } from './decideStep';
import type { Observation } from './steps';
import { SETTLE } from './tuning';

const MINUTE = 60_000;

jest.setTimeout(60_000);

/** Often so close to what went before that AWS is still at it. */
const moment = fc.oneof(
  fc.integer({ min: 0, max: 15_000 }),
  fc.integer({ min: 0, max: 50 * MINUTE }),
);

const deeds = fc.array(
  fc.oneof(
    fc.record<Extract<Deed, { kind: 'grant' }>>({
      kind: fc.constant('grant'),
      at: moment,
      durationMs: fc.oneof(
        fc.integer({ min: 1_000, max: 10_000 }),
        fc.integer({ min: 1_000, max: 20 * MINUTE }),
      ),
    }),
    fc.record<Extract<Deed, { kind: 'end' }>>({
      kind: fc.constant('end'),
      at: moment,
      which: fc.nat(5),
    }),
  ),
  { minLength: 1, maxLength: 8 },
);

function histories(
  fixed: Partial<Pick<History, 'standing' | 'trouble' | 'crashes'>>,
): fc.Arbitrary<History> {
  return fc.record({
    deeds,
    standing:
      fixed.standing === undefined ? fc.boolean() : fc.constant(fixed.standing),
    lagMs: fc.integer({ min: 0, max: 3_000 }),
    operationMs: fc.oneof(
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 0, max: 40_000 }),
    ),
    trouble:
      fixed.trouble === undefined
        ? fc.double({ min: 0, max: 0.5, noNaN: true })
        : fc.constant(fixed.trouble),
    crashes:
      fixed.crashes === undefined
        ? fc.double({ min: 0, max: 0.3, noNaN: true })
        : fc.constant(fixed.crashes),
    calmFrom: fc.integer({ min: 0, max: 90 * MINUTE }),
    seed: fc.integer(),
  });
}

const quiet: History = {
  deeds: [],
  standing: false,
  lagMs: 0,
  operationMs: 0,
  trouble: 0,
  crashes: 0,
  calmFrom: 0,
  seed: 1,
};

function run(history: History): ModelWorld {
  const world = new ModelWorld(history);
  world.run();
  return world;
}

describe('decideStep', () => {
  it('converges from any history: every grant ends, its access is gone, and no status ever lies', () => {
    fc.assert(
      fc.property(histories({ standing: false }), history => {
        const world = run(history);
        expect(world.violations).toEqual([]);
        expect(world.exists).toBe(false);
        expect(world.grants.every(({ status }) => isFinal(status))).toBe(true);
        expect(world.row).toMatchObject({
          owned: false,
          phase: 'idle',
          nextActionAt: null,
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('never removes an assignment that was there before, whatever happens', () => {
    fc.assert(
      fc.property(histories({ standing: true }), history => {
        const world = run(history);
        expect(world.violations).toEqual([]);
        expect(world.exists).toBe(true);
        expect(world.grants.every(({ status }) => isFinal(status))).toBe(true);
        expect(world.sent).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives every grant that lasts long enough its access when nothing goes wrong', () => {
    fc.assert(
      fc.property(
        histories({ standing: false, trouble: 0, crashes: 0 }),
        history => {
          const grants = history.deeds.filter(({ kind }) => kind === 'grant');
          const world = run({
            ...history,
            deeds: grants.map(grant => ({ ...grant, durationMs: 5 * MINUTE })),
          });
          expect(world.violations).toEqual([]);
          expect(world.grants.map(({ status }) => status)).toEqual(
            grants.map(() => 'ended'),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

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
      const { row: untouched } = new ModelWorld(quiet);
      return decideStep({
        assignment: {
          ...untouched,
          owned: true,
          operationStartedAt: START,
          attempts: 1,
          nextActionAt: now,
          ...row,
        },
        grants,
        observation,
        now,
        writesInFlight: 1,
        jitter: 0.5,
      });
    }

    const unseen: Observation = {
      kind: 'recovered',
      awsRequestId: undefined,
      listed: false,
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
          { kind: 'recovered', awsRequestId: 'r-1', listed: false },
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
      expect(
        decide(
          { ...verifying, awsRequestId: 'r-1', operationStartedAt: justNow },
          unlisted,
          ending,
        ),
      ).toMatchObject({ kind: 'finish' });
    });

    it('does not call access active that is listed after its creation FAILED', () => {
      expect(
        decide(
          { phase: 'idle', operation: 'create' },
          { kind: 'listed', listed: true },
          [grant],
        ),
      ).toMatchObject({ kind: 'intend', operation: 'create' });
    });
  });
});
