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

import type {
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-sso-admin';
import type { FinalizeRequestMiddleware } from '@aws-sdk/types';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AwsSimulator,
  VirtualClock,
  type AwsSimulatorOptions,
} from 'aws-identity-center-simulator';
import {
  AwsClients,
  AwsDirectory,
  AwsFailure,
  discoverInstance,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '.';
import { NoRoomError } from './ApiPace';
import { collect } from './pages';

jest.setTimeout(60_000);

/** The rooms of this folder against the simulator, over HTTP. */
async function start(options: AwsSimulatorOptions = {}) {
  const clock = new VirtualClock();
  const simulator = await AwsSimulator.start({
    clock,
    limits: 'no-request-rates',
    latency: { roleExistsMs: 1_000, roleChangesMs: 1_000 },
    ...options,
  });
  const logger = mockServices.logger.mock();
  const open = (
    overrides: Partial<Parameters<typeof AwsClients.create>[0]> = {},
  ) => {
    const clients = AwsClients.create({
      ...simulator.clientConfig,
      version: 'test',
      ...overrides,
    });
    const instance = InstanceLocator.create({ clients, logger });
    return {
      clients,
      instance,
      provisioner: IdentityCenterProvisioner.create({ clients, instance }),
      directory: AwsDirectory.create({ clients, instance }),
    };
  };
  const { lookup } = simulator;
  const key = {
    principalId: lookup.user('ann.li').userId,
    accountId: lookup.account('payments-prod').id,
    permissionSetArn: lookup.permissionSet('PowerUser').arn,
  };
  return { clock, simulator, logger, open, key, lookup };
}

type World = Awaited<ReturnType<typeof start>>;

describe('the room of AWS', () => {
  let world: World;

  afterEach(async () => {
    await world.simulator.stop();
  });

  describe('IdentityCenterProvisioner', () => {
    it('follows an assignment from its creation to its proven absence', async () => {
      world = await start();
      const { provisioner } = world.open();
      const { key, clock } = world;

      expect(await provisioner.isListed(key)).toBe(false);
      const created = await provisioner.start('create', key);
      expect(created.status.state).toBe('in-progress');
      expect(await provisioner.listInProgress('create')).toEqual([
        {
          awsRequestId: created.awsRequestId,
          createdAt: expect.any(Date),
          key,
        },
      ]);
      await clock.advance(10_000);
      expect(
        await provisioner.getStatus('create', created.awsRequestId),
      ).toEqual({ state: 'succeeded' });
      expect(await provisioner.isListed(key)).toBe(true);

      const deleted = await provisioner.start('delete', key);
      await clock.advance(10_000);
      expect(
        await provisioner.getStatus('delete', deleted.awsRequestId),
      ).toEqual({ state: 'succeeded' });
      expect(await provisioner.isListed(key)).toBe(false);
    });

    it('does not let the look before a write, which holds up its account, wait behind what people wait for', async () => {
      world = await start();
      const { provisioner, directory } = world.open({
        pace: { perSecond: 8 },
      });
      const { key } = world;
      const arns = ['PowerUser', 'ReadOnly', 'ViewOnly', 'DataEngineer'].map(
        name => world.lookup.permissionSet(name).arn,
      );
      await provisioner.isListed(key);
      const order: string[] = [];
      const reads = arns.map(arn =>
        directory.describePermissionSet(arn).then(() => order.push('read')),
      );
      const patient = provisioner
        .isListed(key, { somebodyWaits: true })
        .then(() => order.push('patient'));
      const look = provisioner
        .isListed(key, { somebodyWaits: true, holdsPlace: true })
        .then(() => order.push('look'));
      await Promise.all([...reads, patient, look]);
      // What went out in the first second, before it was asked for.
      expect(order.indexOf('look')).toBeLessThanOrEqual(1);
      expect(order.indexOf('patient')).toBeGreaterThan(2);
    });

    it('counts the deletion of what is not there as a success', async () => {
      world = await start();
      const { provisioner } = world.open();
      const { awsRequestId } = await provisioner.start('delete', world.key);
      await world.clock.advance(10_000);
      expect(await provisioner.getStatus('delete', awsRequestId)).toEqual({
        state: 'succeeded',
        nothingThere: true,
      });
    });

    it('reports a creation that came to nothing, with its reason', async () => {
      world = await start();
      const { provisioner } = world.open();
      world.simulator.faults.add({
        operation: 'CreateAccountAssignment',
        action: { kind: 'fail-later', reason: 'no more roles' },
      });
      const { awsRequestId } = await provisioner.start('create', world.key);
      await world.clock.advance(10_000);
      expect(await provisioner.getStatus('create', awsRequestId)).toEqual({
        state: 'failed',
        reason: 'no more roles',
      });
    });

    it('finds a user on any page, and not through a group', async () => {
      world = await start();
      const { simulator, key, lookup } = world;
      const { clients, instance } = world.open();
      const provisioner = IdentityCenterProvisioner.create({
        clients,
        instance,
        pageSize: 2,
      });
      const where = { account: 'payments-prod', permissionSet: 'PowerUser' };
      for (const user of ['gita.rao', 'bo.ek', 'cleo.diaz', 'dana.roy']) {
        simulator.admin.assign({ user, ...where });
      }
      simulator.admin.assign({ group: 'payments-leads', ...where });
      for (const user of ['gita.rao', 'bo.ek', 'cleo.diaz', 'dana.roy']) {
        const { userId } = lookup.user(user);
        expect(
          await provisioner.isListed({ ...key, principalId: userId }),
        ).toBe(true);
      }
      expect(await provisioner.isListed(key)).toBe(false);
      const { groupId } = lookup.group('payments-leads');
      expect(await provisioner.isListed({ ...key, principalId: groupId })).toBe(
        false,
      );
    });

    it('sends a write once, whatever becomes of the connection', async () => {
      world = await start();
      const { provisioner } = world.open();
      world.simulator.faults.add({
        operation: 'CreateAccountAssignment',
        times: 1,
        action: { kind: 'drop', when: 'after' },
      });
      await expect(
        provisioner.start('create', world.key),
      ).rejects.toMatchObject({ name: 'AwsFailure', kind: 'unknown-outcome' });
      expect(
        world.simulator.apiCalls().byOperation[
          'sso-admin:CreateAccountAssignment'
        ]?.calls,
      ).toBe(1);
    });

    it('sends no write that nobody wants any more once it is signed', async () => {
      world = await start();
      const { clients, provisioner } = world.open();
      let isWanted = true;
      const sleep: FinalizeRequestMiddleware<
        ServiceInputTypes,
        ServiceOutputTypes
      > = next => async args => {
        isWanted = false;
        return next(args);
      };
      clients.ssoAdminWrites.middlewareStack.addRelativeTo(sleep, {
        relation: 'after',
        toMiddleware: 'elevatedAccessPace',
      });
      await expect(
        provisioner.start('create', world.key, {
          onDeparture: () => {
            if (!isWanted) {
              throw new Error('The lease was lost meanwhile');
            }
          },
        }),
      ).rejects.toThrow('The lease was lost meanwhile');
      expect(
        world.simulator.apiCalls().byOperation[
          'sso-admin:CreateAccountAssignment'
        ],
      ).toBeUndefined();
    });

    it('takes a permission set that is gone for proof of absence, but not a wrong instance', async () => {
      world = await start();
      const { provisioner, clients } = world.open();
      const gone = {
        ...world.key,
        permissionSetArn: world.key.permissionSetArn.replace(
          /ps-.*/,
          'ps-0000000000000000',
        ),
      };
      expect(await provisioner.isListed(gone)).toBe(false);

      const elsewhere = IdentityCenterProvisioner.create({
        clients,
        instance: {
          get: async () => ({
            instanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000',
            identityStoreId: 'd-0000000000',
            primaryRegion: undefined,
          }),
        },
      });
      await expect(elsewhere.isListed(gone)).rejects.toThrow(AwsFailure);
    });
  });

  describe('discoverInstance', () => {
    it('finds the instance and its only region for writes', async () => {
      world = await start();
      const { instance } = world.open();
      expect(await instance.get()).toEqual({
        instanceArn: world.lookup.instanceArn,
        identityStoreId: world.lookup.identityStoreId,
        primaryRegion: world.simulator.region,
      });
    });

    it('names region and endpoint when the region is wrong, nothing answers or the secret is wrong', async () => {
      world = await start();
      const { simulator, logger } = world;
      const wrong = [
        world.open({ region: 'ap-south-1' }),
        world.open({ endpoint: 'http://127.0.0.1:1' }),
        world.open({
          credentials: { accessKeyId: 'AKIDWRONG', secretAccessKey: 'no' },
        }),
      ];
      for (const { clients } of wrong) {
        const message = await discoverInstance({ clients, logger }).then(
          () => 'no error',
          error => String(error),
        );
        expect(message).toMatch(/AwsFailure: ListInstances failed: /);
        expect(message).toContain(`region ${clients.region}`);
      }
      expect(simulator.apiCalls().byOperation).not.toHaveProperty(
        'sso-admin:CreateAccountAssignment',
      );
    });

    it('looks again after it failed, so that a backend can start before AWS is there', async () => {
      world = await start();
      const { instance } = world.open();
      await world.simulator.outage.start({ mode: 'unavailable' });
      await expect(instance.get()).rejects.toThrow(AwsFailure);
      await world.simulator.outage.end();
      await expect(instance.get()).resolves.toBeDefined();
    });
  });

  describe('AwsDirectory', () => {
    it('reads every account with its place and its tags, through empty pages', async () => {
      world = await start({ emptyPages: 0.5 });
      const { directory } = world.open();
      const { accounts } = await directory.listAccounts();
      expect(accounts).toHaveLength(40);
      const payments = accounts.find(({ name }) => name === 'payments-prod');
      expect(payments).toMatchObject({
        id: world.key.accountId,
        state: 'ACTIVE',
        ouPath: expect.arrayContaining(['Workloads']),
      });
      expect(payments?.ouIds).toHaveLength((payments?.ouPath.length ?? 0) + 1);
      const tags = await directory.getAccountTags(payments?.id ?? '');
      expect(Object.keys(tags ?? {})).not.toHaveLength(0);
      expect(await directory.getAccountTags('999999999999')).toBeUndefined();
    });

    it('reads permission sets with a fingerprint that changes with what they permit', async () => {
      world = await start();
      const { directory } = world.open();
      const arns = await directory.listPermissionSetArns();
      expect(arns).toHaveLength(15);
      const [first, second] = await Promise.all(
        arns.slice(0, 2).map(arn => directory.readPermissionSet(arn)),
      );
      expect(first?.fingerprint).not.toBe(second?.fingerprint);
      const { tags, ...contents } = first ?? {};
      expect(Object.keys(tags ?? {})).not.toHaveLength(0);
      expect(await directory.describePermissionSet(first?.arn ?? '')).toEqual(
        contents,
      );
      const [arn] = arns;
      world.simulator.admin.deletePermissionSet(arn ?? '');
      expect(await directory.readPermissionSet(arn ?? '')).toBeUndefined();
    });

    it('reads a permission set once for many who wait for it at a time, and anew for those who come later', async () => {
      world = await start();
      const { directory } = world.open();
      const { arn } = world.lookup.permissionSet('PowerUser');
      const many = (count: number) =>
        Promise.all(
          Array.from({ length: count }, () =>
            directory.describePermissionSet(arn),
          ),
        );
      const reads = () =>
        world.simulator.apiCalls().byOperation[
          'sso-admin:DescribePermissionSet'
        ]?.calls;
      await many(20);
      expect(reads()).toBe(1);
      await many(1);
      expect(reads()).toBe(2);
    });

    it('rather says nothing of a person than wait until AWS takes more calls, when told so', async () => {
      world = await start();
      const { directory } = world.open({ pace: { perSecond: 1 } });
      const { userId } = world.lookup.user('ann.li');
      await directory.getUser(userId, { atOnce: true });
      await expect(directory.getUser(userId, { atOnce: true })).rejects.toThrow(
        NoRoomError,
      );
      expect(await directory.getUser(userId)).toMatchObject({ enabled: true });
    });

    it('says that nobody is there only where the Identity Store is', async () => {
      world = await start();
      const { userId } = world.lookup.user('ann.li');
      const { directory, instance } = world.open();
      const unknown = '00000000-0000-4000-8000-000000000000';
      expect(await directory.getUser(unknown)).toBeUndefined();
      const found = await instance.get();
      jest
        .spyOn(instance, 'get')
        .mockResolvedValue({ ...found, identityStoreId: 'd-0000000000' });
      for (const id of [userId, unknown]) {
        await expect(directory.getUser(id)).rejects.toThrow(AwsFailure);
      }
    });

    it('finds people and says who is disabled', async () => {
      world = await start();
      const { directory } = world.open();
      const { userId } = world.lookup.user('ann.li');
      expect(await directory.findUserId('userName', 'ann.li')).toBe(userId);
      expect(await directory.findUserId('userName', 'nobody')).toBeUndefined();
      const ann = await directory.getUser(userId);
      expect(ann).toMatchObject({ userName: 'ann.li', enabled: true });
      const email = ann?.emails[0] ?? '';
      expect(await directory.findUserId('email', email)).toBe(userId);
      world.simulator.admin.disableUser('ann.li');
      expect(await directory.getUser(userId)).toMatchObject({ enabled: false });
      expect(
        await directory.getUser(
          '906748a2e1-00000000-0000-0000-0000-000000000000',
        ),
      ).toBeUndefined();
    });
  });
});

describe('collect', () => {
  it('refuses a list whose pages repeat for ever', async () => {
    async function* repeating() {
      for (;;) {
        yield { NextToken: 'again', Items: [1] };
      }
    }
    await expect(
      collect(repeating(), page => page.Items, undefined),
    ).rejects.toThrow('the same page came twice');
  });
});
