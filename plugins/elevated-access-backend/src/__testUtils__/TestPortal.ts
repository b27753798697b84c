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

import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
  type AuditorService,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  type ActionsRegistryService,
} from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  signalsServiceRef,
  type SignalPayload,
} from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import { AwsSimulator } from 'aws-identity-center-simulator';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { elevatedAccessPlugin } from '../plugin';
import { TestCatalog } from './TestCatalog';

/** Who takes part in tests of the API, by catalog user name. */
export const people = {
  requester: 'ann.li',
  otherRequester: 'gita.rao',
  approver: 'bo.ek',
  otherApprover: 'cleo.diaz',
  auditor: 'dana.roy',
  admin: 'eli.stone',
  responder: 'hugo.brandt',
  disabled: 'finn.moss',
  stranger: 'sven.dahl',
  withoutUser: 'nobody.here',
} as const;

/** Longest time to wait for the engine, milliseconds; it takes a fraction of a second. */
const PATIENCE_MS = 15_000;

const POLICIES = {
  eligibility: [
    {
      name: 'production',
      effect: 'allow',
      priority: 10,
      subjects: ['group:default/payments-engineers'],
      targets: [
        { account: '111122223333' },
        { account: '111122223334' },
        { account: '111122223335' },
      ],
      permissionSets: [{ name: 'PowerUser' }, { name: 'ReadOnly' }],
      maxDuration: 'PT2H',
      approval: 'required',
      extension: { maximum: 2, maxTotalDuration: 'PT3H' },
      reason: { minLength: 10 },
      ticket: { required: false, pattern: '^[A-Z]{2,10}-\\d+$' },
    },
    {
      name: 'stage',
      effect: 'allow',
      subjects: ['group:default/payments-engineers'],
      targets: [{ ou: '/Workloads/NonProd' }],
      permissionSets: [{ name: 'ReadOnly' }],
      maxDuration: 'PT8H',
      approval: 'not-required',
      reason: { required: false },
    },
    {
      name: 'strict',
      effect: 'allow',
      subjects: ['group:default/payments-engineers'],
      targets: [{ account: '111122223333' }],
      permissionSets: [{ name: 'DatabaseAdmin' }],
      maxDuration: 'PT4H',
      approval: 'required',
      strictWindow: true,
      extension: { maximum: 1, maxTotalDuration: 'PT5H' },
    },
    {
      name: 'protected-for-nobody',
      effect: 'allow',
      subjects: ['group:default/payments-engineers'],
      targets: [{ account: '100000000011' }],
      permissionSets: [{ name: 'ReadOnly' }],
      maxDuration: 'PT1H',
      approval: 'not-required',
    },
  ],
  approval: [
    {
      name: 'payments-production',
      targets: [{ account: '111122223333' }],
      permissionSets: [
        { name: 'PowerUser' },
        { name: 'ReadOnly' },
        { name: 'DatabaseAdmin' },
      ],
      stages: [{ name: 'Leads', approvers: ['group:default/payments-leads'] }],
    },
    {
      name: 'two-agree',
      targets: [{ account: '111122223335' }],
      permissionSets: [{ name: 'PowerUser' }],
      stages: [
        {
          name: 'Leads',
          approvers: ['group:default/payments-leads'],
          required: 2,
        },
      ],
    },
    {
      name: 'ledger-production',
      targets: [{ account: '111122223334' }],
      permissionSets: [{ name: 'PowerUser' }],
      stages: [{ name: 'Ghosts', approvers: ['group:default/ghosts'] }],
    },
  ],
} satisfies JsonObject;

export interface TestPortalOptions {
  knex: Knex;
  /** Where AWS is; the simulator by default. */
  aws?: JsonObject;
  permissions?: PermissionsService;
  /** False: neither notifications nor signals are installed. */
  messengers?: boolean;
  simulator?: AwsSimulator;
  /** Whether policies are checked, and how; not at all by default. */
  lint?: JsonObject;
  /** Where session activity is read from; nowhere by default. */
  activity?: JsonObject;
  /** Other settings than the defaults. */
  settings?: JsonObject;
  /** Other policies than those that tests begin with. */
  policies?: JsonObject;
  /** Other settings of the engine than those that tests begin with. */
  engine?: JsonObject;
  /** Where the event log is anchored; nowhere by default. */
  eventLog?: JsonObject;
  /** Hears of what people try; nobody by default. */
  auditor?: AuditorService;
  /** Hears of actions that the plugin registers; nobody by default. */
  actions?: ActionsRegistryService;
}

/** The plugin in a backend, with the simulator as AWS and a catalog that tests can change. */
export class TestPortal {
  readonly simulator: AwsSimulator;
  readonly catalog: TestCatalog;
  readonly knex: Knex;
  readonly notifications: NotificationSendOptions[] = [];
  readonly signals: SignalPayload[] = [];
  #backend: TestBackend | undefined;

  static async start(options: TestPortalOptions): Promise<TestPortal> {
    const simulator =
      options.simulator ??
      (await AwsSimulator.start({ limits: 'no-request-rates' }));
    const portal = new TestPortal(simulator, options.knex);
    await portal.#start(options);
    return portal;
  }

  private constructor(simulator: AwsSimulator, knex: Knex) {
    this.simulator = simulator;
    this.knex = knex;
    this.catalog = createCatalog();
  }

  /** The directory has been read, and the first versions of the policies are recorded; tests that ask for access need it. */
  async ready(): Promise<this> {
    let synced = false;
    let recorded = false;
    await eventually(
      async () => {
        const { body } = await this.as(people.requester).get('/health');
        synced = body.directory.syncedAt !== null;
        recorded =
          (await this.knex('settings_versions').first('number')) !== undefined;
        return synced && recorded;
      },
      () => `directory read: ${synced}, policies recorded: ${recorded}`,
    );
    return this;
  }

  async stop(): Promise<void> {
    await this.stopBackend();
    await this.simulator.stop();
  }

  /** Stops this portal and leaves AWS to others that use it too. */
  async stopBackend(): Promise<void> {
    await this.#backend?.stop();
  }

  /** HTTP calls as a person. */
  as(name: string) {
    return this.withHeader(mockCredentials.user.header(`user:default/${name}`));
  }

  /** HTTP calls with an authorization header. */
  withHeader(authorization: string) {
    const { server } = this.#require();
    const base = '/api/elevated-access';
    return {
      get: (path: string) =>
        request(server)
          .get(`${base}${path}`)
          .set('authorization', authorization),
      post: (path: string, body?: unknown) =>
        request(server)
          .post(`${base}${path}`)
          .set('authorization', authorization)
          .send(body as object),
      put: (path: string, body?: unknown) =>
        request(server)
          .put(`${base}${path}`)
          .set('authorization', authorization)
          .send(body as object),
    };
  }

  /** A request body that is in order: ten minutes of PowerUser on payments-prod. */
  wish(overrides: JsonObject = {}): JsonObject {
    return {
      accountIds: ['111122223333'],
      permissionSetArn: this.permissionSetArn('PowerUser'),
      duration: 'PT10M',
      reason: 'OPS-31 the deploy is stuck',
      ...overrides,
    };
  }

  permissionSetArn(name: string): string {
    return this.simulator.lookup.permissionSet(name).arn;
  }

  /** A pending request of the requester's. */
  async submit(
    name: string = people.requester,
    overrides: JsonObject = {},
  ): Promise<AccessRequest> {
    const { body } = await this.as(name)
      .post('/requests', this.wish(overrides))
      .expect(201);
    return body.items[0];
  }

  decide(
    name: string,
    { id, digest }: Pick<AccessRequest, 'id' | 'digest'>,
    verdict: 'approve' | 'reject' = 'approve',
    comment = verdict === 'reject' ? 'not now' : '',
  ) {
    return this.as(name).post(`/requests/${id}/decisions`, {
      verdict,
      digest,
      comment,
    });
  }

  /** The request once it has a status; fails when it does not get there. */
  async reached(
    id: string,
    status: AccessRequest['status'],
  ): Promise<AccessRequest> {
    let seen: AccessRequest | undefined;
    await eventually(
      async () => {
        const { body } = await this.as(people.auditor).get(`/requests/${id}`);
        seen = body;
        return seen?.status === status;
      },
      () => `request ${id} is ${seen?.status}, not ${status}`,
    );
    if (!seen) {
      throw new Error(`request ${id} was never seen`);
    }
    return seen;
  }

  /** A request once it is back with its approvers. */
  async reachedAgain(id: string): Promise<AccessRequest> {
    let seen: AccessRequest | undefined;
    await eventually(
      async () => {
        const { body } = await this.as(people.auditor).get(`/requests/${id}`);
        seen = body;
        return seen?.status === 'pending' && seen.reapprovalReason !== null;
      },
      () => `request ${id} is ${seen?.status}, and not asked about again`,
    );
    if (!seen) {
      throw new Error(`request ${id} was never seen`);
    }
    return seen;
  }

  /** A request with access. */
  async active(requester: string = people.requester): Promise<AccessRequest> {
    const wished = await this.submit(requester);
    await this.decide(people.approver, wished).expect(200);
    return this.reached(wished.id, 'active');
  }

  /** Withdraws everything that is open, so that the next test begins with nothing. */
  async clear(): Promise<void> {
    const all = await this.as(people.auditor)
      .get('/requests?view=all&limit=100')
      .query({ status: 'pending,scheduled,activating,active,ending' });
    for (const { id, requester } of all.body.items as AccessRequest[]) {
      const own = this.as(requester.entityRef.replace('user:default/', ''));
      await own.post(`/requests/${id}/cancel`, {});
      await own.post(`/requests/${id}/release`, {});
      const { body } = await own.get(`/requests/${id}`);
      if (body.status === 'ending') {
        await this.reached(id, 'ended');
      }
    }
  }

  /** Everything that a refused call must leave as it was. */
  async rows(): Promise<unknown> {
    const tables = ['requests', 'request_approvers', 'decisions', 'events'];
    const rows = await Promise.all(
      tables.map(table => {
        const all = this.knex(table).select('*').orderBy(1);
        // That it was refused is all that a refused call leaves.
        return table === 'events'
          ? all.whereNot({ type: 'access.denied' })
          : all;
      }),
    );
    // The place of an event in the chain follows by itself.
    return rows.map(table =>
      table.map(({ seq: _seq, prev_hash: _prev, hash: _hash, ...row }) => row),
    );
  }

  #require(): TestBackend {
    if (!this.#backend) {
      throw new Error('The backend has not started');
    }
    return this.#backend;
  }

  async #start(options: TestPortalOptions): Promise<void> {
    const catalog = this.catalog.service();
    this.#backend = await startTestBackend({
      features: [
        elevatedAccessPlugin,
        catalog.factory,
        schedulerServiceFactory,
        mockServices.database.factory({ knex: this.knex }),
        mockServices.rootConfig.factory({
          data: { elevatedAccess: this.#config(options) },
        }),
        ...(options.messengers === false ? [] : this.#messengers()),
        ...(options.permissions
          ? [permissionsFactory(options.permissions)]
          : []),
        ...(options.auditor ? [auditorFactory(options.auditor)] : []),
        ...(options.actions ? [actionsFactory(options.actions)] : []),
      ],
    });
  }

  #messengers() {
    return [
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async sent => {
            this.notifications.push(sent);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => {
            this.signals.push(signal);
          },
        }),
      }),
    ];
  }

  #config(options: TestPortalOptions): JsonObject {
    return {
      aws: options.aws ?? {
        ...this.simulator.clientConfig,
        protectedAccountIds: ['100000000011'],
      },
      access: {
        admins: ['group:default/platform'],
        auditors: ['group:default/security-audit'],
        responders: ['group:default/security-responders'],
      },
      settings: {
        maximumDuration: 'PT12H',
        ticket: { required: false },
        comment: 'on-reject',
        ...options.settings,
      },
      engine: {
        cadence: { milliseconds: 500 },
        // The directory is read anew for every portal.
        callsPerSecond: 1000,
        ...options.engine,
      },
      // They would write events whenever they like.
      drift: { enabled: false },
      lint: { enabled: false, ...options.lint },
      reviews: { enabled: false },
      ...(options.activity ? { activity: options.activity } : {}),
      ...(options.eventLog ? { eventLog: options.eventLog } : {}),
      policies: options.policies ?? POLICIES,
    };
  }
}

function permissionsFactory(permissions: PermissionsService) {
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => permissions,
  });
}

function auditorFactory(auditor: AuditorService) {
  return createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => auditor,
  });
}

function actionsFactory(actions: ActionsRegistryService) {
  return createServiceFactory({
    service: actionsRegistryServiceRef,
    deps: {},
    factory: () => actions,
  });
}

function createCatalog(): TestCatalog {
  const catalog = new TestCatalog();
  catalog.addGroup('payments');
  catalog.addGroup('payments-engineers', 'payments');
  catalog.addGroup('payments-leads', 'payments');
  for (const group of [
    'platform',
    'security-audit',
    'security-responders',
    'cards-engineers',
  ]) {
    catalog.addGroup(group);
  }
  const groupsOf: Record<string, string[]> = {
    [people.requester]: ['payments-engineers'],
    [people.otherRequester]: ['payments-engineers'],
    [people.approver]: ['payments-leads', 'payments-engineers'],
    [people.otherApprover]: ['payments-leads'],
    [people.auditor]: ['security-audit'],
    [people.admin]: ['platform'],
    [people.responder]: ['security-responders'],
    [people.disabled]: ['payments-engineers'],
    [people.stranger]: ['cards-engineers'],
    [people.withoutUser]: ['payments-engineers'],
  };
  for (const [name, groups] of Object.entries(groupsOf)) {
    catalog.addUser(name, groups, { email: `${name}@octant.example` });
  }
  return catalog;
}

/** Waits until something is true, asking again and again. */
export async function eventually(
  isTrue: () => Promise<boolean>,
  otherwise: () => string = () => 'it did not come true',
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) {
      throw new Error(`Waited ${PATIENCE_MS} ms: ${otherwise()}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
