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

import { serializeError } from '@backstage/errors';
import { problem, type ProblemKind } from './problems';

describe('problem', () => {
  it.each<[ProblemKind, string]>([
    ['input', 'InputError'],
    ['not-allowed', 'NotAllowedError'],
    ['not-found', 'NotFoundError'],
    ['conflict', 'ConflictError'],
    ['unavailable', 'ServiceUnavailableError'],
  ])('makes of %s a %s that Backstage maps to its status', (kind, name) => {
    const error = problem(kind, {
      code: 'not-eligible',
      reason: 'No policy permits it.',
      remedy: 'Ask for something else.',
    });
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.message).toContain('No policy permits it.');
  });

  it('carries the way out into the response body', () => {
    const error = problem('input', {
      code: 'duration-too-long',
      reason: 'Too long.',
      remedy: 'Ask for at most 1 h.',
      field: 'duration',
    });
    expect(serializeError(error)).toMatchObject({
      name: 'InputError',
      message: 'Too long.',
      code: 'duration-too-long',
      remedy: 'Ask for at most 1 h.',
      field: 'duration',
    });
  });

  it('names no field where none is at fault', () => {
    const error = problem('conflict', {
      code: 'wrong-status',
      reason: 'r',
      remedy: 'm',
    });
    expect('field' in error).toBe(false);
  });
});
