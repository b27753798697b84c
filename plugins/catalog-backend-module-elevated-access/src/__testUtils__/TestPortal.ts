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
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import {
  AwsSimulator,
  type AccountInput,
  type OrganizationInput,
} from 'aws-identity-center-simulator';
import elevatedAccessPlugin from 'backstage-plugin-elevated-access-backend';
import { catalogModuleElevatedAccess } from '../module';

/** Longest time to wait for a change to arrive in the catalog, milliseconds. */
const PATIENCE_MS = 60_000;

const OFTEN = {
  frequency: { milliseconds: 500 },
  timeout: { minutes: 1 },
  scope: 'local',
};

/** The real catalog, the real elevated-access backend, and the simulator as AWS. */
export class TestPortal {
  readonly others = new OtherProvider();
  #simulator: AwsSimulator;
  #backend: TestBackend | undefined;

  static async start(
    accounts: AccountInput[],
    config: JsonObject = {},
  ): Promise<TestPortal> {
    const portal = new TestPortal(await startAws(accounts));
    try {
      await portal.#start(config);
    } catch (error) {
      await portal.stop();
      throw error;
    }
    return portal;
  }

  private constructor(simulator: AwsSimulator) {
    this.#simulator = simulator;
  }

  /** AWS with other accounts from now on. */
  async reorganize(accounts: AccountInput[]): Promise<void> {
    const { port } = new URL(this.#simulator.endpoint);
    await this.#simulator.stop();
    this.#simulator = await startAws(accounts, Number(port));
  }

  /** AWS answers no call to Organizations any longer. */
  breakAws(): void {
    this.#simulator.faults.add({
      service: 'organizations',
      action: { kind: 'error', name: 'AccessDeniedException', status: 400 },
    });
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    await this.#simulator.stop();
  }

  /** Entities of a type, by title; `more` narrows as the catalog's filters do. */
  async entities(type: string, more = ''): Promise<Map<string, Entity>> {
    const filter = encodeURIComponent(`kind=resource,spec.type=${type}${more}`);
    const response = await this.#get(`/api/catalog/entities?filter=${filter}`);
    const entities: Entity[] = await response.json();
    return new Map(
      entities.map(entity => [
        entity.metadata.title ?? entity.metadata.name,
        entity,
      ]),
    );
  }

  /** Titles of the accounts in the catalog, from wherever. */
  async accounts(): Promise<string[]> {
    return [...(await this.entities('aws-account')).keys()].sort();
  }

  /** When the directory was last read, or last tried. */
  async directory(): Promise<{ syncedAt: string; lastError: string | null }> {
    const response = await this.#get('/api/elevated-access/health');
    const { directory } = await response.json();
    return directory;
  }

  async #get(path: string): Promise<Response> {
    if (!this.#backend) {
      throw new Error('The backend has not started');
    }
    const response = await fetch(
      `http://localhost:${this.#backend.server.port()}${path}`,
      {
        headers: {
          authorization: mockCredentials.user.header('user:default/ann.li'),
        },
      },
    );
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}`);
    }
    return response;
  }

  async #start(config: JsonObject): Promise<void> {
    const { others } = this;
    this.#backend = await startTestBackend({
      features: [
        catalogPlugin,
        elevatedAccessPlugin,
        catalogModuleElevatedAccess,
        createBackendModule({
          pluginId: 'catalog',
          moduleId: 'others',
          register(env) {
            env.registerInit({
              deps: { processing: catalogProcessingExtensionPoint },
              async init({ processing }) {
                processing.addEntityProvider(others);
              },
            });
          },
        }),
        schedulerServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              providers: { elevatedAccess: { schedule: OFTEN, ...config } },
            },
            elevatedAccess: {
              aws: this.#simulator.clientConfig,
              access: { auditors: ['user:default/ann.li'] },
              directory: { schedule: OFTEN },
            },
          },
        }),
      ],
    });
  }
}

/** What the catalog has from elsewhere. */
class OtherProvider implements EntityProvider {
  #connection: EntityProviderConnection | undefined;

  getProviderName(): string {
    return 'others';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  async provide(entities: Entity[]): Promise<void> {
    await this.#connection?.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey: 'others' })),
    });
  }
}

function startAws(
  accounts: AccountInput[],
  port?: number,
): Promise<AwsSimulator> {
  const org: OrganizationInput = {
    organization: {
      name: 'Octant Bank',
      id: 'o-octantbank1',
      managementAccount: 'management',
    },
    root: {
      accounts: [{ name: 'management', id: '100000000001' }],
      organizationalUnits: [
        {
          name: 'Workloads',
          organizationalUnits: [{ name: 'Prod', accounts }],
        },
      ],
    },
    permissionSets: [
      { name: 'PowerUser', description: 'Everything but IAM' },
      { name: 'ReadOnly', tags: { owner: 'platform' } },
    ],
  };
  return AwsSimulator.start({ org, port, limits: 'no-request-rates' });
}

/** Waits until something is as it should be, asking again and again. */
export async function eventually(
  assertion: () => Promise<void>,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}
