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

import { mockServices } from '@backstage/backend-test-utils';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { UnreadablePolicyRecord } from '../database/policyAdministrationTypes';
import type { StoredEvent } from '../database/types';
import {
  anAccount,
  anAllow,
  anApprovalPolicy,
  aPermissionSet,
  aSnapshot,
  someSettings,
} from '../domain/__testUtils__/policyBuilders';
import { problem } from '../domain/problems';
import type { ChoreContext } from '../engine/chores';
import { lintNotification } from '../notify/lintMessage';
import { LintWatch } from './LintWatch';
import type { Policies } from './types';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const ANN = 'user:default/ann';
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('the lint of policies on %p', id => {
  const start = async () => {
    const clock = new ManualClock();
    const stores = await createTestStores({ databases, id, clock });
    const lease = await stores.lease.acquire({
      holder: 'replica',
      now: clock.now(),
      ttlMs: 24 * 60 * MINUTE,
    });
    if (!lease) {
      throw new Error('the lease was not free');
    }
    const world = {
      members: new Map([['group:default/payments', [ANN]]]),
      down: undefined as Error | undefined,
      reads: 0,
    };
    let policies: Policies = somePolicies();
    let unreadable: UnreadablePolicyRecord[] = [];
    const watch = () =>
      new LintWatch({
        stores,
        policies: { getWritten: async () => ({ policies, unreadable }) },
        worlds: {
          read: async ({ eligibility, approval }) => {
            world.reads += 1;
            if (world.down) {
              throw world.down;
            }
            return {
              eligibility,
              approval,
              directory: aSnapshot([anAccount()], [aPermissionSet()]),
              owners: new Map(),
              members: world.members,
              approvers: new Map(),
              displayNames: new Map(),
            };
          },
        },
        intervalMs: 15 * MINUTE,
        logger: mockServices.logger.mock(),
      });
    const one = watch();
    const context: ChoreContext = {
      now: clock.now(),
      lease: () => lease,
      signal: new AbortController().signal,
    };
    const told = async (): Promise<StoredEvent[]> => {
      const items = await stores.outbox.listDue({
        channel: 'notification',
        now: clock.now(),
        limit: 100,
      });
      await stores.outbox.remove(items.map(({ position }) => position));
      return items.map(({ event }) => event);
    };
    return {
      clock,
      stores,
      world,
      told,
      run: (of = one) => of.run(context),
      another: watch,
      change: (changed: Policies, broken: UnreadablePolicyRecord[] = []) => {
        policies = changed;
        unreadable = broken;
      },
      rules: async () => {
        const found = await stores.lint.list({ filter: {}, limit: 100 });
        return found.map(({ rule }) => rule);
      },
    };
  };

  function somePolicies(
    overrides: Parameters<typeof anAllow>[0] = {},
  ): Policies {
    return {
      eligibility: [anAllow({ approval: 'not-required', ...overrides })],
      approval: [],
      settings: someSettings(),
    };
  }

  it('looks at once when policies change, and otherwise now and then', async () => {
    const { change, clock, rules, run, world } = await start();
    await run();
    await run();
    expect(world.reads).toBe(1);
    expect(await rules()).toEqual([]);

    change(somePolicies({ targets: [{ account: '999999999999' }] }));
    await run();
    expect(world.reads).toBe(2);
    expect(await rules()).toEqual(['account-gone']);

    change(somePolicies());
    await run();
    expect(await rules()).toEqual([]);

    world.members = new Map();
    clock.advance(14 * MINUTE);
    await run();
    expect(await rules()).toEqual([]);
    clock.advance(MINUTE);
    await run();
    expect(await rules()).toEqual(['subject-gone']);
  });

  it('names a policy that cannot be read, what is wrong with it and what that means', async () => {
    const { change, run, stores } = await start();
    const broken = {
      kind: 'eligibility' as const,
      name: 'nightly',
      version: '1',
      enabled: true,
      priority: null,
      problems: [{ path: ['maxDuration'], reason: 'is missing' }],
    };
    for (const [policy, severity, consequence] of [
      [{ effect: 'unknown' }, 'error', 'nothing new is granted'],
      [{ effect: 'allow' }, 'error', 'ask for approval meanwhile'],
      [{ effect: 'unknown', enabled: false }, 'warning', 'It is disabled'],
    ] as const) {
      change(somePolicies(), [{ ...broken, ...policy }]);
      await run();
      expect(await stores.lint.list({ filter: {}, limit: 100 })).toMatchObject([
        {
          rule: 'unreadable',
          severity,
          policy: { kind: 'eligibility', name: 'nightly' },
          path: 'maxDuration',
          reason: expect.stringMatching(
            `maxDuration is missing\\. .*${consequence}`,
          ),
        },
      ]);
    }
  });

  it('tells of a finding once while it stays, and again when it comes back', async () => {
    const { another, change, clock, run, stores, told } = await start();
    const broken = somePolicies({ targets: [{ account: '999999999999' }] });
    change(broken);
    await run();
    const since = clock.now();
    const [event, ...others] = await told();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'lint.found',
      requestId: null,
      data: { newFindings: 1, errors: 1, warnings: 0 },
    });

    // It stays, through other changes, other wordings, and another replica.
    for (const next of [
      { ...broken },
      somePolicies({
        description: 'another',
        targets: [
          { tag: { key: 'a', value: 'b' } },
          { account: '999999999999' },
        ],
      }),
    ]) {
      clock.advance(20 * MINUTE);
      change(next);
      await run();
      await run(another());
    }
    const [later] = await told();
    expect(later?.data).toMatchObject({
      newFindings: 1,
      findings: [{ rule: 'nothing-selected' }],
    });
    const [known] = await stores.lint.list({
      filter: { rule: 'account-gone' },
      limit: 1,
    });
    expect(known?.firstSeenAt).toEqual(since);

    change(somePolicies());
    await run();
    expect(await told()).toEqual([]);
    clock.advance(MINUTE);
    change(broken);
    await run();
    expect(await told()).toHaveLength(1);
  });

  it('keeps what was found while it cannot look, and goes on when it can', async () => {
    const { change, clock, rules, run, stores, told, world } = await start();
    change(somePolicies({ targets: [{ account: '999999999999' }] }));
    await run();
    await told();
    world.down = new Error('the catalog does not answer');
    clock.advance(15 * MINUTE);
    await run();
    await run();
    expect(world.reads).toBe(2);
    expect(await rules()).toEqual(['account-gone']);
    expect(await stores.lint.state()).toMatchObject({
      lastError: 'the catalog does not answer',
    });
    world.down = undefined;
    clock.advance(MINUTE);
    await run();
    expect(await rules()).toEqual(['account-gone']);
    expect(await told()).toEqual([]);
    expect(await stores.lint.state()).toMatchObject({
      checkedAt: clock.now(),
      lastError: null,
    });
  });

  it('waits for the first reading of AWS without asking ever more seldom', async () => {
    const { clock, run, stores, world } = await start();
    world.down = problem('unavailable', {
      code: 'directory-unavailable',
      reason: 'AWS has not been read',
      remedy: 'Wait.',
    });
    for (let waited = 0; waited < MINUTE; waited += 5_000) {
      await run();
      clock.advance(5_000);
    }
    world.down = undefined;
    await run();
    expect(await stores.lint.state()).toMatchObject({
      checkedAt: clock.now(),
      lastError: null,
    });
  });

  it('writes nothing when another replica has taken over', async () => {
    const { change, clock, rules, run, stores } = await start();
    change(somePolicies({ targets: [{ account: '999999999999' }] }));
    await stores.lease.takeOver({
      holder: 'another',
      now: clock.now(),
      ttlMs: MINUTE,
    });
    await run();
    expect(await rules()).toEqual([]);
  });

  it('finds the approval that nobody can give', async () => {
    const { change, rules, run } = await start();
    change({
      ...somePolicies({ approval: 'required' }),
      approval: [anApprovalPolicy()],
    });
    await run();
    expect((await rules()).sort()).toEqual([
      'approver-gone',
      'nobody-can-approve',
    ]);
  });
});

describe('what administrators are told', () => {
  const caretakers = { admins: ['group:default/platform'] };

  it('is how much is new and how bad it is, with a link', () => {
    const event = { type: 'lint.found' };
    const told = (newFindings: number, errors: number, warnings: number) =>
      lintNotification(
        { ...event, data: { newFindings, errors, warnings } },
        caretakers,
      )?.payload;
    expect(told(1, 0, 0)).toMatchObject({
      title: 'Something new is wrong with a policy',
      severity: 'low',
      link: '/elevated-access/policies/lint',
    });
    expect(told(3, 0, 1)?.severity).toBe('normal');
    expect(told(3, 1, 1)).toMatchObject({
      title: '3 new things are wrong with policies',
      severity: 'high',
    });
  });

  it('is nothing of other events, or where there is nobody to tell', () => {
    const data = { newFindings: 1, errors: 1, warnings: 0 };
    expect(
      lintNotification({ type: 'drift.found', data }, caretakers),
    ).toBeUndefined();
    expect(
      lintNotification({ type: 'lint.found', data }, { admins: [] }),
    ).toBeUndefined();
  });
});
