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

import type { FaultRule } from '../../packages/aws-simulator/src';
import type { Stage } from './Stage';

/** How long the grants of a scenario last, milliseconds. */
const WINDOW = 40_000;

/** What people do in a story that a process dies in. */
export interface Scenario {
  name: string;
  /** What happens, at milliseconds from the start. */
  deeds: readonly { at: number; do: (stage: Stage) => Promise<void> }[];
  faults?: readonly FaultRule[];
  /** The person held it before anybody asked. */
  standing?: boolean;
  /** The checks at activation send it back once. */
  sentBack?: boolean;
}

const grant = {
  at: 0,
  do: (stage: Stage) => stage.approve({ durationMs: WINDOW }),
};

const stories: readonly Scenario[] = [
  { name: 'grant', deeds: [grant] },
  {
    name: 'overlap',
    deeds: [
      grant,
      { at: 20_000, do: stage => stage.approve({ durationMs: WINDOW }) },
    ],
  },
  { name: 'extension', deeds: [grant, { at: 15_000, do: s => s.extend() }] },
  {
    name: 'release',
    deeds: [grant, { at: 15_000, do: s => s.end('released') }],
  },
  // Before AWS is done with the creation.
  { name: 'revoke', deeds: [grant, { at: 2_000, do: s => s.end('revoked') }] },
  { name: 'standing', deeds: [grant], standing: true },
  {
    name: 'back to pending',
    deeds: [grant, { at: 10_000, do: stage => stage.approveAgain() }],
    sentBack: true,
  },
];

const mishaps: readonly [string, FaultRule['action']][] = [
  ['response lost', { kind: 'drop', when: 'after' }],
  ['request lost', { kind: 'drop', when: 'before' }],
  ['accepted, then FAILED', { kind: 'fail-later' }],
  ['status id forgotten', { kind: 'forget-status' }],
  ['listing lags', { kind: 'list-lag', ms: 10_000 }],
];

/** Each story in good weather, and the plain one with each mishap on each write. */
export const scenarios: readonly Scenario[] = [
  ...stories,
  ...mishaps.map(([name, action]) => ({
    name,
    deeds: [grant],
    faults: ['Create', 'Delete'].map(verb => ({
      operation: `${verb}AccountAssignment`,
      times: 1,
      action,
    })),
  })),
];
