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

import { createBackend } from '@backstage/backend-defaults';
import type { Entity } from '@backstage/catalog-model';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AwsSimulator } from 'aws-identity-center-simulator';

// The plugin alone, with the simulator as AWS: `yarn start` in this folder, then
//
//   curl http://localhost:7007/api/elevated-access/me
//
// Calls without a token come from ann.li. To call as her approver:
//
//   -H 'authorization: Bearer mock-user-token:{"sub":"user:default/bo.ek"}'

const PORT = 7007;

function person(name: string, team: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: { profile: { email: `${name}@octant.example` } },
    relations: [{ type: 'memberOf', targetRef: `group:default/${team}` }],
  };
}

function group(name: string, ...members: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    relations: members.map(member => ({
      type: 'hasMember',
      targetRef: `user:default/${member}`,
    })),
  };
}

async function main() {
  const simulator = await AwsSimulator.start({ latency: 'fast' });
  const backend = createBackend();
  backend.add(mockServices.auth.factory());
  backend.add(
    mockServices.httpAuth.factory({
      defaultCredentials: mockCredentials.user('user:default/ann.li'),
    }),
  );
  backend.add(
    catalogServiceMock.factory({
      entities: [
        person('ann.li', 'engineers'),
        person('bo.ek', 'leads'),
        group('engineers', 'ann.li'),
        group('leads', 'bo.ek'),
      ],
    }),
  );
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        backend: {
          baseUrl: `http://localhost:${PORT}`,
          listen: { host: '127.0.0.1', port: PORT },
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        elevatedAccess: {
          aws: simulator.clientConfig,
          access: { admins: ['group:default/leads'] },
          settings: { ticket: { required: false }, comment: 'on-reject' },
          policies: {
            eligibility: [
              {
                name: 'engineers',
                effect: 'allow',
                subjects: ['group:default/engineers'],
                targets: [{ ou: '/Workloads' }],
                permissionSets: [{ name: 'ReadOnly' }, { name: 'PowerUser' }],
                maxDuration: 'PT2H',
              },
            ],
            approval: [
              {
                name: 'leads',
                targets: [{ all: true }],
                permissionSets: [{ name: 'ReadOnly' }, { name: 'PowerUser' }],
                stages: [{ name: 'Leads', approvers: ['group:default/leads'] }],
              },
            ],
          },
        },
      },
    }),
  );
  backend.add(import('../src'));
  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
