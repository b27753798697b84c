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

import { errors } from '../../protocol/errors';
import { Service } from '../operation';
import { IdentityStoreContext } from './context';
import { groupReads } from './groups';
import { membershipOperations } from './memberships';
import { userReads } from './users';
import { userWrites } from './userWrites';

/** The identity store behind IAM Identity Center. */
export function identityStoreService(ctx: IdentityStoreContext): Service {
  return {
    name: 'identitystore',
    signingName: 'identitystore',
    targetPrefixes: ['AWSIdentityStore'],
    invalid: errors.validation,
    operations: new Map(
      Object.entries({
        ...userReads(ctx),
        ...userWrites(ctx),
        ...groupReads(ctx),
        ...membershipOperations(ctx),
      }),
    ),
  };
}
