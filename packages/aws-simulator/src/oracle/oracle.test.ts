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

import { DenyPolicy } from '../index';
import { simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

const HOUR = 3_600_000;

describe('the oracle', () => {
  it('knows who could use what at any instant, to the millisecond', async () => {
    const { sim, clock, create, remove } = await simulate();
    const start = clock.now();
    await clock.advance(1_000);
    await create();
    await clock.advance(1_000);
    await remove();
    await clock.advance(1_000);
    const could = (at: number) =>
      sim.oracle.canUse('ann', 'prod', 'PowerUser', at);
    expect(could(start + 999)).toBe(false);
    expect(could(start + 1_000)).toBe(true);
    expect(could(start + 1_999)).toBe(true);
    expect(could(start + 2_000)).toBe(false);
    expect(
      sim.oracle.canUse(
        'ann',
        'prod',
        'PowerUser',
        new Date(start + 1_500).toISOString(),
      ),
    ).toBe(true);
    expect(() => could(NaN)).toThrow('Not an instant');
  });

  it('counts access through groups, and says through which', async () => {
    const { sim } = await simulate();
    expect(sim.oracle.access('ann')).toEqual([
      expect.objectContaining({
        accountName: 'dev',
        permissionSetName: 'ReadOnly',
        viaGroup: 'engineers',
        origin: 'standing',
        since: '2024-03-04T08:00:00.000Z',
        roleName: expect.stringMatching(/^AWSReservedSSO_ReadOnly_/),
      }),
    ]);
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(false);
  });

  it('gives nothing to the disabled, the deleted, or in suspended accounts', async () => {
    const { sim, clock } = await simulate();
    const could = (at?: number) =>
      sim.oracle.canUse('ann', 'dev', 'ReadOnly', at);
    expect(sim.oracle.canUse('finn', 'dev', 'ReadOnly')).toBe(false);
    sim.admin.disableUser('ann');
    const disabledAt = clock.now();
    expect(could()).toBe(false);
    await clock.advance(1_000);
    sim.admin.enableUser('ann');
    expect(could()).toBe(true);
    expect(could(disabledAt)).toBe(false);
    sim.admin.setAccountState('dev', 'SUSPENDED');
    expect(could()).toBe(false);
    sim.admin.setAccountState('dev', 'ACTIVE');
    sim.admin.deleteUser('ann');
    expect(could()).toBe(false);
  });

  it('records every change in order, with who asked for it', async () => {
    const { sim, clock, create, remove } = await simulate();
    const before = sim.oracle.revision;
    const created = await create();
    await clock.advance(1_000);
    const removed = await remove();
    const events = sim.oracle.timeline({ since: before });
    expect(events.map(e => [e.seq - before, e.type, e.at])).toEqual([
      [1, 'role-created', '2026-01-05T09:00:00.000Z'],
      [2, 'assignment-created', '2026-01-05T09:00:00.000Z'],
      [3, 'assignment-removed', '2026-01-05T09:00:01.000Z'],
      [4, 'role-deleted', '2026-01-05T09:00:01.000Z'],
    ]);
    expect(events[1]).toMatchObject({ origin: 'api', requestId: created });
    expect(events[2]).toMatchObject({ origin: 'api', requestId: removed });
  });

  it('does not know people, accounts and permission sets that are not there', async () => {
    const { sim } = await simulate();
    expect(() => sim.oracle.canUse('nobody', 'dev', 'ReadOnly')).toThrow(
      "no user 'nobody'",
    );
    expect(() => sim.oracle.canUse('ann', 'nowhere', 'ReadOnly')).toThrow(
      "no account 'nowhere'",
    );
    expect(() => sim.oracle.canUse('ann', 'dev', 'Nothing')).toThrow(
      "no permission set 'Nothing'",
    );
  });
});

describe('sessions', () => {
  it('outlive the assignment until their own duration is over', async () => {
    const { sim, clock, create, remove } = await simulate();
    await create();
    const session = sim.oracle.assumeRole('ann', 'prod', 'PowerUser');
    expect(session.tokenIssueTime).toBe('2026-01-05T09:00:00.000Z');
    await clock.advance(HOUR / 2);
    await remove();
    expect(() => sim.oracle.assumeRole('ann', 'prod', 'PowerUser')).toThrow(
      /No access/,
    );
    expect(sim.oracle.sessionsAliveAt()).toEqual([session]);
    await clock.advance(HOUR / 2);
    expect(sim.oracle.sessionsAliveAt()).toEqual([]);
    expect(
      sim.oracle.isSessionAlive(session.sessionId, '2026-01-05T09:59:59Z'),
    ).toBe(true);
  });

  it('last as long as the permission set says', async () => {
    const { sim } = await simulate();
    const { expiresAt } = sim.oracle.assumeRole('ann', 'dev', 'ReadOnly');
    expect(expiresAt).toBe('2026-01-05T13:00:00.000Z');
  });

  it('may be configured to end with their role', async () => {
    const { sim, create, remove } = await simulate({
      sessionsSurviveRoleDeletion: false,
    });
    await create();
    sim.oracle.assumeRole('ann', 'prod', 'PowerUser');
    expect(sim.oracle.sessionsAliveAt()).toHaveLength(1);
    await remove();
    expect(sim.oracle.sessionsAliveAt()).toHaveLength(0);
  });
});

describe('deny statements', () => {
  async function withSession() {
    const s = await simulate();
    await s.create();
    await s.create('bo');
    const session = s.sim.oracle.assumeRole('ann', 'prod', 'PowerUser');
    s.sim.oracle.assumeRole('bo', 'prod', 'PowerUser');
    const deny = (
      Condition: DenyPolicy['statements'][number]['Condition'],
      attachedAs: DenyPolicy['attachedAs'] = { kind: 'service-control-policy' },
    ) =>
      s.sim.oracle.setDenyPolicy({
        id: 'jit',
        attachedAs,
        statements: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }],
      });
    const alive = (at?: string) =>
      s.sim.oracle.sessionsAliveAt(at).map(a => a.userName);
    return { ...s, session, deny, alive, ann: session.userId };
  }

  it('end a person’s sessions at a time set beforehand', async () => {
    const { deny, alive, ann } = await withSession();
    deny({
      StringEquals: {
        'identitystore:UserId': ann,
        'aws:PrincipalAccount': '111122223333',
      },
      ArnLike: {
        'aws:PrincipalArn':
          'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_PowerUser_????????????????',
      },
      DateGreaterThan: { 'aws:CurrentTime': '2026-01-05T09:30:00Z' },
    });
    expect(alive('2026-01-05T09:30:00Z')).toEqual(['ann', 'bo']);
    expect(alive('2026-01-05T09:30:01Z')).toEqual(['bo']);
  });

  it('end sessions issued before a time and leave later ones alone', async () => {
    const { sim, clock, deny, alive, ann } = await withSession();
    await clock.advance(60_000);
    deny({
      StringEquals: { 'identitystore:UserId': [ann] },
      DateLessThan: { 'aws:TokenIssueTime': '2026-01-05T09:01:00Z' },
    });
    expect(alive()).toEqual(['bo']);
    sim.oracle.assumeRole('ann', 'prod', 'PowerUser');
    expect(alive()).toEqual(['bo', 'ann']);
  });

  it('hold from when they are set until they are removed', async () => {
    const { sim, clock, deny, alive } = await withSession();
    await clock.advance(1_000);
    deny({});
    await clock.advance(1_000);
    sim.oracle.removeDenyPolicy('jit');
    expect(alive('2026-01-05T09:00:00Z')).toHaveLength(2);
    expect(alive('2026-01-05T09:00:01Z')).toHaveLength(0);
    expect(alive()).toHaveLength(2);
  });

  it('match ARNs by wildcards, and not by prefixes', async () => {
    const { deny, alive } = await withSession();
    const like = (name: string) =>
      deny({
        ArnLike: {
          'aws:PrincipalArn': `arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${name}_????????????????`,
        },
      });
    like('Power');
    expect(alive()).toHaveLength(2);
    like('PowerUser');
    expect(alive()).toHaveLength(0);
  });

  it('in a customer managed policy bind one permission set in one account', async () => {
    const { sim, deny, alive } = await withSession();
    sim.oracle.assumeRole('ann', 'dev', 'ReadOnly');
    const { arn } = sim.lookup.permissionSet('PowerUser');
    deny(
      {},
      {
        kind: 'customer-managed-policy',
        accountId: '111122223333',
        permissionSetArn: arn,
      },
    );
    expect(sim.oracle.sessionsAliveAt().map(a => a.accountId)).toEqual([
      sim.lookup.account('dev').id,
    ]);
    expect(alive()).toEqual(['ann']);
  });

  it('in a service control policy do not bind the management account', async () => {
    const { sim } = await simulate();
    sim.oracle.assumeRole('bo', 'management', 'OrgAdmin');
    sim.oracle.setDenyPolicy({
      id: 'all',
      attachedAs: { kind: 'service-control-policy' },
      statements: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
    expect(sim.oracle.sessionsAliveAt()).toHaveLength(1);
  });

  it('with operators that are not known are refused, not ignored', async () => {
    const { sim } = await simulate();
    const policy = JSON.parse(
      '{"id":"x","attachedAs":{"kind":"service-control-policy"},"statements":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericEquals":{"a":"1"}}}]}',
    );
    expect(() => sim.oracle.setDenyPolicy(policy)).toThrow(/NumericEquals/);
  });
});
