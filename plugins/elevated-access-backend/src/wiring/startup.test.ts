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
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createDeferred } from '@backstage/types';
import { AwsSimulator } from 'aws-identity-center-simulator';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { eventually } from '../__testUtils__/TestPortal';
import { ENGINE_LEASE, type LeaseRow } from '../database/tables';
import { toDate } from '../database/values';
import { elevatedAccessPlugin } from '../plugin';

jest.setTimeout(60_000);

/** Half of it is what a backend stands back for that has not finished starting. */
const LEASE_MS = 4_000;

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'a backend of which a part has not started on %p',
  id => {
    let knex: Knex;
    let simulator: AwsSimulator;

    beforeEach(async () => {
      knex = await databases.init(id);
      simulator = await AwsSimulator.start();
    });

    afterEach(() => simulator.stop());

    it('leaves the engine to others, and acts as soon as all of it has started', async () => {
      const rest = createDeferred();
      const start = startBeside(() => rest);
      await eventually(() => knex.schema.hasTable(ENGINE_LEASE));
      const until = Date.now() + LEASE_MS / 4;
      while (Date.now() < until) {
        expect(await lease()).toBeUndefined();
      }
      rest.resolve();
      await start;
      await eventually(async () => (await lease()) !== undefined);
      // Who stands in for others never renews.
      await eventually(renewed);
    });

    it('ends access all the same while nobody else does', async () => {
      const start = startBeside(async () => {
        throw new Error('no database');
      });
      await expect(start).rejects.toThrow(/no database/);
      await eventually(async () => (await lease()) !== undefined);
    });

    /** A backend with another plugin whose start is not over yet, or fails. */
    function startBeside(init: () => Promise<void>) {
      return startTestBackend({
        features: [
          elevatedAccessPlugin,
          createBackendPlugin({
            pluginId: 'another',
            register: env => env.registerInit({ deps: {}, init }),
          }),
          new TestCatalog().service().factory,
          schedulerServiceFactory,
          mockServices.database.factory({ knex }),
          mockServices.rootConfig.factory({
            data: {
              elevatedAccess: {
                aws: simulator.clientConfig,
                engine: {
                  cadence: { milliseconds: 200 },
                  leaseDuration: { milliseconds: LEASE_MS },
                },
              },
            },
          }),
        ],
      });
    }

    async function lease(): Promise<LeaseRow | undefined> {
      return knex<LeaseRow>(ENGINE_LEASE).whereNot({ holder: '' }).first();
    }

    /** Whether the lease was prolonged before it ran out. */
    async function renewed(): Promise<boolean> {
      const before = await lease();
      await new Promise(resolve => setTimeout(resolve, LEASE_MS / 4));
      const after = await lease();
      return (
        before !== undefined &&
        after !== undefined &&
        toDate(before.expires_at).getTime() > Date.now() &&
        toDate(after.expires_at) > toDate(before.expires_at)
      );
    }
  },
);
