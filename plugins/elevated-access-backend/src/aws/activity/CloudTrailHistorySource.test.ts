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

import { AwsSimulator } from 'aws-identity-center-simulator';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import type { ActivityQuestion } from 'backstage-plugin-elevated-access-node';
import { CloudTrailHistorySource } from './CloudTrailHistorySource';
import { MemberAccess } from './MemberAccess';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

describe("CloudTrail's event history", () => {
  let simulator: AwsSimulator;
  let access: MemberAccess;
  const now = Math.floor(Date.now() / 1000) * 1000;

  const source = (
    options: { role?: string; perSecond?: number; regions?: string[] } = {},
  ) =>
    new CloudTrailHistorySource({
      access,
      role: options.role ?? 'elevated-access-activity',
      regions: options.regions ?? ['eu-west-1'],
      deliveryDelayMs: 0,
      rate: { perSecond: options.perSecond ?? 1_000, burst: 10 },
    });

  const question = (
    overrides: Partial<ActivityQuestion> = {},
  ): ActivityQuestion => ({
    accountId: '111122223333',
    permissionSetName: 'ReadOnly',
    userName: 'ann.li',
    from: new Date(now - HOUR),
    to: new Date(now + HOUR),
    limit: 1_000,
    signal: new AbortController().signal,
    ...overrides,
  });

  const read = async (
    of: CloudTrailHistorySource,
    overrides: Partial<ActivityQuestion> = {},
  ): Promise<ActivityEvent[]> => {
    const found: ActivityEvent[] = [];
    for await (const page of of.read(question(overrides))) {
      found.push(...page);
    }
    return found;
  };

  const record = (
    overrides: Partial<Parameters<AwsSimulator['activity']['record']>[0]> = {},
  ) =>
    simulator.activity.record({
      user: 'ann.li',
      account: '111122223333',
      permissionSet: 'ReadOnly',
      name: 'DescribeInstances',
      service: 'ec2.amazonaws.com',
      at: now - 1_000,
      ...overrides,
    });

  beforeEach(async () => {
    simulator = await AwsSimulator.start({ limits: 'no-request-rates' });
    access = new MemberAccess({ ...simulator.clientConfig, version: 'test' });
  });

  afterEach(async () => {
    access.destroy();
    await simulator.stop();
  });

  it('gives what the person did in the role, in every Region, and nothing that anybody else did', async () => {
    record({ name: 'ListRoles', region: 'us-east-1' });
    record({
      name: 'DescribeInstances',
      errorCode: 'AccessDenied',
      resources: [{ type: 'AWS::EC2::Instance', name: 'i-1' }],
    });
    record({ name: 'NotHers', user: 'ann.lind' });
    record({ name: 'AnotherRole', permissionSet: 'PowerUser' });
    record({
      name: 'AlikeRole',
      roleName: 'AWSReservedSSO_ReadOnlyPlus_0123456789abcdef',
    });
    record({ name: 'Before', at: now - 2 * HOUR });
    record({ name: 'AnotherAccount', account: '111122223334' });
    record({ name: 'RegionThatIsNotRead', region: 'ap-south-1' });
    const found = await read(source());
    expect(found.map(({ name }) => name).sort()).toEqual([
      'DescribeInstances',
      'ListRoles',
    ]);
    expect(
      found.find(({ name }) => name === 'DescribeInstances'),
    ).toMatchObject({
      service: 'ec2.amazonaws.com',
      region: 'eu-west-1',
      errorCode: 'AccessDenied',
      readOnly: true,
      resources: ['i-1'],
      sourceAddress: expect.stringMatching(/^203\.0\.113\./),
      at: new Date(now - 1_000).toISOString(),
    });
  });

  it('goes through all pages, and stops once there is more than is kept', async () => {
    for (let index = 0; index < 120; index += 1) {
      record({ at: now - index * 1_000 });
    }
    expect(await read(source())).toHaveLength(120);
    const some = await read(source(), { limit: 60 });
    expect(some).toHaveLength(100);
  });

  it('reads the next Region although the first has more than is kept', async () => {
    for (let index = 0; index < 120; index += 1) {
      record({ at: now - HOUR / 2 - index * 1_000 });
    }
    record({ name: 'ListRoles', region: 'us-east-1' });
    const some = await read(source(), { limit: 20 });
    expect(some).toHaveLength(51);
    expect(some.map(({ name }) => name)).toContain('ListRoles');
  });

  it("keeps inside AWS's two calls a second, of an account in a Region", async () => {
    simulator.setLimits('aws');
    for (let index = 0; index < 140; index += 1) {
      record({ at: now - index * 1_000 });
    }
    const paced = new CloudTrailHistorySource({
      access,
      role: 'elevated-access-activity',
      regions: ['eu-west-1'],
      deliveryDelayMs: 0,
    });
    expect(await read(paced)).toHaveLength(140);
    expect(simulator.apiCalls()).toMatchObject({ throttled: 0 });
  });

  it('assumes a role once, and asks for one where it was named by its ARN', async () => {
    const one = source({
      role: 'arn:aws:iam::{accountId}:role/elevated-access-activity',
    });
    await read(one);
    await read(one);
    const { byOperation } = simulator.apiCalls();
    expect(byOperation['sts:AssumeRole']?.calls).toBe(1);
    expect(byOperation['cloudtrail:LookupEvents']?.calls).toBe(4);
  });

  it.each<[string, () => CloudTrailHistorySource, string]>([
    [
      'a role that is missing',
      () => source({ role: 'nobody' }),
      'activity-role-missing',
    ],
    [
      'a denial',
      () => {
        simulator.faults.add({
          operation: 'LookupEvents',
          action: {
            kind: 'error',
            name: 'AccessDeniedException',
            message: 'not authorized to perform: cloudtrail:LookupEvents',
            status: 400,
          },
        });
        return source();
      },
      'activity-denied',
    ],
    [
      'throttling',
      () => {
        simulator.faults.add({
          operation: 'LookupEvents',
          action: { kind: 'throttle' },
        });
        return source();
      },
      'activity-throttled',
    ],
    [
      'an outage',
      () => {
        simulator.faults.add({
          service: 'cloudtrail',
          action: { kind: 'drop', when: 'before' },
        });
        return source();
      },
      'activity-unreachable',
    ],
  ])('says what to do about %s', async (_, arrange, code) => {
    const failing = arrange();
    await expect(read(failing)).rejects.toMatchObject({
      code,
      reason: expect.stringMatching(/\.$/),
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it('stops when nobody waits any more', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(
      read(source(), { signal: controller.signal }),
    ).rejects.toThrow();
    expect(
      simulator.apiCalls().byOperation['cloudtrail:LookupEvents'],
    ).toBeUndefined();
  });
});
