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

import { z } from 'zod';
import { epochSeconds, instanceArn, ssoPaging } from '../formats';
import { Operation, operation } from '../operation';
import { requireInstance, SsoAdminContext } from './context';

/** The instance itself: the part that every Region can read. */
export function instanceOperations(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  const { identity } = ctx.world;
  const instance = {
    InstanceArn: identity.instanceArn,
    IdentityStoreId: identity.identityStoreId,
    OwnerAccountId: identity.managementAccountId,
    Name: identity.instanceName,
    CreatedDate: epochSeconds(identity.createdAt),
    Status: 'ACTIVE',
    PrimaryRegion: identity.primaryRegion,
    Regions: [identity.primaryRegion, ...identity.additionalRegions].map(
      region => ({
        RegionName: region,
        Status: 'ACTIVE',
        IsPrimaryRegion: region === identity.primaryRegion,
      }),
    ),
  };
  return {
    ListInstances: operation(
      z.object(ssoPaging),
      () => ({ Instances: [instance] }),
      { everyRegion: true },
    ),
    DescribeInstance: operation(
      z.object({ InstanceArn: instanceArn }),
      input => {
        requireInstance(ctx, input.InstanceArn);
        return {
          ...instance,
          PermissionSetsEnabled: true,
          EncryptionConfigurationDetails: {
            KeyType: 'AWS_OWNED_KMS_KEY',
            EncryptionStatus: 'ENABLED',
          },
        };
      },
      { everyRegion: true },
    ),
  };
}
