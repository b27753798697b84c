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

import {
  LookupEventsCommand,
  type CloudTrailClient,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { failureOf, simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

const DAY = 86_400_000;

const look = (client: CloudTrailClient, input: LookupEventsCommandInput = {}) =>
  client.send(new LookupEventsCommand(input));

async function namesOf(
  client: CloudTrailClient,
  input: LookupEventsCommandInput = {},
): Promise<(string | undefined)[]> {
  const { Events = [] } = await look(client, input);
  return Events.map(({ EventName }) => EventName);
}

/** Ann with PowerUser in prod, where she calls one thing. */
async function withCalls(
  ...calls: { name: string; user?: string; region?: string; at?: number }[]
) {
  const simulation = await simulate({ limits: 'no-request-rates' });
  const { sim } = simulation;
  sim.admin.assign({
    user: 'ann',
    account: 'prod',
    permissionSet: 'PowerUser',
  });
  for (const call of calls) {
    sim.activity.record({
      user: 'ann',
      account: 'prod',
      permissionSet: 'PowerUser',
      service: 'ecs.amazonaws.com',
      ...call,
    });
  }
  return simulation;
}

describe('LookupEvents', () => {
  it("shows the records of the caller's own account and Region, and nothing else", async () => {
    const { trailOf } = await withCalls(
      { name: 'UpdateService' },
      { name: 'ListRoles', region: 'us-east-1' },
    );
    expect(await namesOf(await trailOf())).toEqual(['UpdateService']);
    expect(await namesOf(await trailOf('prod', 'us-east-1'))).toEqual([
      'ListRoles',
    ]);
    expect(await namesOf(await trailOf('stage'))).toEqual([]);
  });

  it('writes a record as the role session that made the call', async () => {
    const { sim, trailOf } = await withCalls({ name: 'UpdateService' });
    const { Events: [event] = [] } = await look(await trailOf());
    const [access] = sim.oracle.access('ann').filter(a => !a.viaGroup);
    expect(event).toMatchObject({ Username: 'ann', ReadOnly: 'false' });
    expect(JSON.parse(event?.CloudTrailEvent ?? '')).toMatchObject({
      eventID: event?.EventId,
      recipientAccountId: '111122223333',
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::111122223333:assumed-role/${access?.roleName}/ann`,
        sessionContext: { sessionIssuer: { userName: access?.roleName } },
      },
    });
  });

  it('finds by one attribute, exactly', async () => {
    const { trailOf } = await withCalls(
      { name: 'UpdateService' },
      { name: 'StopTask', user: 'anna' },
    );
    const client = await trailOf();
    const by = (value: string) => ({
      LookupAttributes: [
        { AttributeKey: 'Username' as const, AttributeValue: value },
      ],
    });
    expect(await namesOf(client, by('ann'))).toEqual(['UpdateService']);
    const { name } = await failureOf(
      look(client, {
        LookupAttributes: [
          { AttributeKey: 'Username', AttributeValue: 'ann' },
          { AttributeKey: 'EventName', AttributeValue: 'StopTask' },
        ],
      }),
    );
    expect(name).toBe('InvalidLookupAttributesException');
  });

  it('gives fifty at a time, newest first, each once', async () => {
    const { sim, clock, trailOf } = await simulate({
      limits: 'no-request-rates',
    });
    const order = {
      user: 'ann',
      account: 'prod',
      permissionSet: 'PowerUser',
      from: clock.now(),
      to: clock.now() + DAY,
      calls: 130,
    };
    sim.activity.generate(order);
    await clock.advance(DAY);
    const client = await trailOf();
    const seen: { id?: string; at?: number }[] = [];
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await look(client, { NextToken: token });
      sizes.push(page.Events?.length ?? 0);
      for (const event of page.Events ?? []) {
        seen.push({ id: event.EventId, at: event.EventTime?.getTime() });
      }
      token = page.NextToken;
    } while (token);
    const global = await look(await trailOf('prod', 'us-east-1'));
    expect(sizes.slice(0, -1).every(size => size === 50)).toBe(true);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.length + (global.Events?.length ?? 0)).toBe(130);
    const times = seen.map(({ at = 0 }) => at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('shows a record once it was delivered, and for 90 days', async () => {
    const { sim, clock, trailOf } = await withCalls({ name: 'UpdateService' });
    sim.setLatency({ trailMs: 60_000 });
    const client = await trailOf();
    expect(await namesOf(client)).toEqual([]);
    await clock.advance(61_000);
    expect(await namesOf(client)).toEqual(['UpdateService']);
    await clock.advance(90 * DAY);
    expect(await namesOf(client)).toEqual([]);
  });

  it('takes two calls a second of each account and Region', async () => {
    const { clock, trailOf } = await simulate();
    const client = await trailOf();
    await look(client);
    await look(client);
    expect((await failureOf(look(client))).name).toBe('ThrottlingException');
    await look(await trailOf('prod', 'us-east-1'));
    await look(await trailOf('stage'));
    await clock.advance(1_000);
    await look(client);
  });
});

describe('AssumeRole', () => {
  it('says no to a role that an account does not have', async () => {
    const { sts } = await simulate();
    for (const role of [
      '111122223333:role/nobody',
      '999999999999:role/elevated-access-activity',
    ]) {
      const failure = await failureOf(
        sts.send(
          new AssumeRoleCommand({
            RoleArn: `arn:aws:iam::${role}`,
            RoleSessionName: 'reader',
          }),
        ),
      );
      expect(failure.name).toBe('AccessDenied');
    }
  });
});

describe('people who use what they are given', () => {
  it('do so from the beginning of an assignment to its end, and no longer', async () => {
    const { sim, clock, create, remove, trailOf } = await simulate({
      eagerPeople: true,
      limits: 'no-request-rates',
    });
    await create();
    await clock.advance(10 * 60_000);
    await remove();
    await clock.advance(60 * 60_000);
    const [given, taken] = ['assignment-created', 'assignment-removed'].map(
      type =>
        Date.parse(
          sim.oracle.timeline().findLast(event => event.type === type)?.at ??
            '',
        ),
    );
    const { Events = [] } = await look(await trailOf());
    expect(Events.length).toBeGreaterThan(5);
    for (const { EventTime } of Events) {
      expect(EventTime?.getTime()).toBeGreaterThanOrEqual(given ?? 0);
      expect(EventTime?.getTime()).toBeLessThanOrEqual(taken ?? 0);
    }
  });
});
