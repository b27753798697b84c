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
import { assignmentReads } from './assignmentReads';
import { assignmentWrites } from './assignmentWrites';
import { SsoAdminContext } from './context';
import { instanceOperations } from './instances';
import { permissionSetReads } from './permissionSetReads';
import { permissionSetWrites } from './permissionSetWrites';
import { provisioningOperations } from './provisioning';
import { taggingOperations } from './tagging';

/** IAM Identity Center. */
export function ssoAdminService(ctx: SsoAdminContext): Service {
  return {
    name: 'sso-admin',
    signingName: 'sso',
    targetPrefixes: ['SWBExternalService'],
    invalid: errors.validation,
    operations: new Map(
      Object.entries({
        ...instanceOperations(ctx),
        ...permissionSetReads(ctx),
        ...permissionSetWrites(ctx),
        ...taggingOperations(ctx),
        ...assignmentReads(ctx),
        ...assignmentWrites(ctx),
        ...provisioningOperations(ctx),
      }),
    ),
  };
}
