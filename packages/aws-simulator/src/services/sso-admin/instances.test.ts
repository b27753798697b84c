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
  DescribeInstanceCommand,
  ListInstancesCommand,
} from '@aws-sdk/client-sso-admin';
import { simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

describe('the instance', () => {
  it('names its owner, its identity store and its Regions', async () => {
    const { sim, sso } = await simulate();
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    expect(Instances).toEqual([
      expect.objectContaining({
        InstanceArn: sim.lookup.instanceArn,
        IdentityStoreId: sim.lookup.identityStoreId,
        OwnerAccountId: '000000000001',
        Status: 'ACTIVE',
        PrimaryRegion: 'eu-west-1',
        Regions: [
          {
            RegionName: 'eu-west-1',
            Status: 'ACTIVE',
            IsPrimaryRegion: true,
          },
          {
            RegionName: 'eu-central-1',
            Status: 'ACTIVE',
            IsPrimaryRegion: false,
          },
        ],
      }),
    ]);
    expect(sim.lookup.instanceArn).toMatch(
      /^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/,
    );
    const described = await sso.send(
      new DescribeInstanceCommand({ InstanceArn: sim.lookup.instanceArn }),
    );
    expect(described).toMatchObject({ PermissionSetsEnabled: true });
  });
});
