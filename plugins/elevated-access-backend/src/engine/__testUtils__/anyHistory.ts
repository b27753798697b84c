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
import type { Deed, History } from './history';
import { mishaps } from './ModelAws';

const MINUTE = 60_000;

/** How fast things follow each other; all in milliseconds. */
interface Tempo {
  /** The last deed. */
  span: number;
  longestGrant: number;
  slowestOperation: number;
  longestTrouble: number;
}

const tempos: readonly Tempo[] = [
  {
    span: 50 * MINUTE,
    longestGrant: 20 * MINUTE,
    slowestOperation: 40_000,
    longestTrouble: 60 * MINUTE,
  },
  // Everything so close together that AWS is still at what went before.
  {
    span: 20_000,
    longestGrant: 10_000,
    slowestOperation: 1_000,
    longestTrouble: 30_000,
  },
  // Access is wanted again while a call from before may still be on its way.
  {
    span: 90_000,
    longestGrant: 60_000,
    slowestOperation: 2_000,
    longestTrouble: 60_000,
  },
];

function deeds({ span, longestGrant }: Tempo): fc.Arbitrary<Deed[]> {
  const moment = fc.oneof(fc.nat(15_000), fc.nat(span));
  const duration = fc.oneof(
    fc.integer({ min: 1_000, max: 10_000 }),
    fc.integer({ min: 1_000, max: longestGrant }),
  );
  const grant = fc.record({
    kind: fc.constant('grant' as const),
    at: moment,
    startsInMs: fc.oneof(fc.constant(0), fc.nat(span / 5)),
    durationMs: duration,
    strictByMs: fc.option(
      fc.integer({ min: 500, max: Math.round(longestGrant / 4) }),
      { freq: 4 },
    ),
  });
  const extend = fc.record({
    kind: fc.constant('extend' as const),
    at: moment,
    which: fc.nat(5),
    byMs: duration,
  });
  const end = fc.record({
    kind: fc.constant('end' as const),
    at: moment,
    which: fc.nat(5),
    by: fc.constantFrom('released' as const, 'revoked' as const),
  });
  const revokeAll = fc.record({
    kind: fc.constant('revoke-all' as const),
    at: moment,
  });
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    { weight: 4, arbitrary: grant },
    { weight: 2, arbitrary: extend },
    { weight: 2, arbitrary: end },
    { weight: 1, arbitrary: revokeAll },
  );
  return fc
    .tuple(grant, fc.array(deed, { maxLength: 7 }))
    .map(([first, others]) => [first, ...others]);
}

/** Evenly spread: of all numbers that `double` knows nearly every one is next to nothing. */
function probability(highest: number): fc.Arbitrary<number> {
  return fc.nat(100).map(part => (part / 100) * highest);
}

/** Histories of everything that people and bad luck can do, or with some of it fixed. */
export function histories(
  fixed: Partial<Pick<History, 'standing' | 'trouble' | 'crashes'>>,
): fc.Arbitrary<History> {
  return fc.constantFrom(...tempos).chain(tempo =>
    fc.record({
      deeds: deeds(tempo),
      standing:
        fixed.standing === undefined
          ? fc.boolean()
          : fc.constant(fixed.standing),
      lagMs: fc.nat(3_000),
      operationMs: fc.oneof(fc.nat(2_000), fc.nat(tempo.slowestOperation)),
      trouble:
        fixed.trouble === undefined
          ? probability(0.5)
          : fc.constant(fixed.trouble),
      crashes:
        fixed.crashes === undefined
          ? probability(0.3)
          : fc.constant(fixed.crashes),
      mishap: fc.constantFrom(...mishaps),
      failed: fc.constantFrom('nothing', 'shell', 'late'),
      forgetful: fc.oneof(fc.constant(0), probability(0.5)),
      calmFrom: fc.nat(tempo.longestTrouble),
      maximumDelayMs: fc.integer({ min: 1_000, max: 5 * MINUTE }),
      reapprovedAfterMs: fc.option(fc.nat(5 * MINUTE)),
      seed: fc.integer(),
    }),
  );
}
