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
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import { problem } from '../domain/problems';
import { askPermissions } from './askPermissions';

/** What one caller's permission framework has to be asked about. */
export interface PermissionGate {
  /**
   * Asks the permission framework, which only narrows: who may do what by role is
   * asked after it.
   *
   * @throws NotAllowedError with code `forbidden`
   * @throws ServiceUnavailableError when the framework does not answer
   */
  require(
    permission: BasicPermission,
    call: { credentials: BackstageCredentials },
  ): Promise<void>;
}

/** The permission framework of the portal. */
export class FrameworkGate implements PermissionGate {
  readonly #permissions: Pick<PermissionsService, 'authorize'>;

  constructor(options: { permissions: Pick<PermissionsService, 'authorize'> }) {
    this.#permissions = options.permissions;
  }

  async require(
    permission: BasicPermission,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<void> {
    const [{ result }] = await askPermissions(() =>
      this.#permissions.authorize([{ permission }], { credentials }),
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw problem('not-allowed', {
        code: 'forbidden',
        reason: `The permission policy of this portal does not give you ${permission.name}.`,
        remedy: 'Ask whoever administers permissions in your portal.',
      });
    }
  }
}
