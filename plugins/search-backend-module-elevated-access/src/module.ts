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
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { AccountCollatorFactory } from './AccountCollatorFactory';
import { AccountReader } from './AccountReader';
import { readCollatorConfig } from './config';

/**
 * Lets people find the AWS accounts in which they may ask for something.
 *
 * @public
 */
export const searchModuleElevatedAccess = createBackendModule({
  pluginId: 'search',
  moduleId: 'elevated-access',
  register(env) {
    env.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        permissions: coreServices.permissions,
        scheduler: coreServices.scheduler,
        index: searchIndexRegistryExtensionPoint,
      },
      async init({ rootConfig, scheduler, index, ...deps }) {
        const { schedule, everybodyMayFind } = readCollatorConfig(rootConfig);
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new AccountCollatorFactory({
            ...deps,
            accounts: new AccountReader(deps),
            everybodyMayFind,
          }),
        });
      },
    });
  },
});
