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
import { requireApprovedDuration } from './approvedDuration';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const approve = (
  duration: string,
  overrides: {
    durationMs?: number;
    strictWindow?: boolean;
    sessionDurationMs?: number;
  } = {},
) =>
  requireApprovedDuration(
    {
      durationMs: 2 * HOUR,
      strictWindow: false,
      sessionDurationMs: HOUR,
      permissionSetName: 'PowerUser',
      ...overrides,
    },
    'approve',
    { duration, minimumDurationMs: 5 * MINUTE },
  );

describe('less time than was asked', () => {
  it('is anything from the minimum to just below what was asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 * 3600 }), seconds => {
        const result = () => approve(`PT${seconds}S`);
        if (seconds >= 300 && seconds < 7200) {
          expect(result()).toBe(seconds * 1000);
        } else {
          expect(result).toThrow(
            expect.objectContaining({
              field: 'duration',
              code: seconds < 300 ? 'duration-too-short' : 'duration-too-long',
            }),
          );
        }
      }),
    );
  });

  it('leaves some of a strict window, which ends access a session duration early', () => {
    expect(() => approve('PT1H', { strictWindow: true })).toThrow(
      expect.objectContaining({ code: 'window-too-short', field: 'duration' }),
    );
    expect(approve('PT61M', { strictWindow: true })).toBe(61 * MINUTE);
  });

  it('is not all that was asked, nor given with a rejection', () => {
    expect(() => approve('PT2H')).toThrow(
      expect.objectContaining({ code: 'duration-too-long', field: 'duration' }),
    );
    expect(() =>
      requireApprovedDuration(
        {
          durationMs: 2 * HOUR,
          strictWindow: false,
          sessionDurationMs: HOUR,
          permissionSetName: 'PowerUser',
        },
        'reject',
        { duration: 'PT1H', minimumDurationMs: 5 * MINUTE },
      ),
    ).toThrow(
      expect.objectContaining({ code: 'invalid-input', field: 'duration' }),
    );
  });
});
