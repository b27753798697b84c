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

import { aDependency, aHealth } from '../__testUtils__/builders';
import { troublesOf } from './health';

const NOW = Date.parse('2026-11-22T15:00:00.000Z');
const down = aDependency({ status: 'down' });

const found = (...args: Parameters<typeof aHealth>) =>
  troublesOf(aHealth(...args), NOW).map(
    ({ kind, severity }) => `${severity}: ${kind}`,
  );

describe('troublesOf', () => {
  it('finds nothing wrong while all is well', () => {
    expect(found()).toEqual([]);
  });

  it('finds nothing wrong with what has not been asked yet', () => {
    expect(
      found({ identityCenter: aDependency({ status: 'unknown' }) }),
    ).toEqual([]);
  });

  it('is loud only where access is, or will be, wrong', () => {
    const queue = { scheduled: 0, activating: 0, ending: 0, overdue: 0 };
    expect(found({ identityCenter: down })).toEqual([
      'warning: identity-center',
    ]);
    expect(
      found({ identityCenter: down, queue: { ...queue, ending: 1 } }),
    ).toEqual(['danger: identity-center']);
  });

  it('gives another replica a minute to take over before it is an alarm', () => {
    const idle = (leaseExpiresAt: string | null) =>
      found({ engine: { acting: false, leader: null, leaseExpiresAt } });
    expect(idle('2026-11-22T14:59:30.000Z')).toEqual(['warning: engine']);
    expect(idle('2026-11-22T14:59:00.000Z')).toEqual(['danger: engine']);
    expect(idle(null)).toEqual(['danger: engine']);
  });

  it('does not mind Organizations while the directory is young enough', () => {
    const directory = { syncedAt: null, lastError: null };
    expect(found({ organizations: down })).toEqual(['info: organizations']);
    expect(
      found({
        organizations: down,
        directory: { ...directory, usable: false },
      }),
    ).toEqual(['warning: directory']);
  });

  it('names the worst first', () => {
    expect(
      found({
        organizations: down,
        identityStore: down,
        engine: { acting: false, leader: null, leaseExpiresAt: null },
      }),
    ).toEqual([
      'danger: engine',
      'warning: identity-store',
      'info: organizations',
    ]);
  });

  it('says at least that something is slow when it does not know what', () => {
    expect(found({ status: 'degraded' })).toEqual(['info: degraded']);
  });
});
