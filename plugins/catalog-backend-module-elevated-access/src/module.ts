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
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readProviderConfig } from './config';
import { DirectoryClient } from './directory/DirectoryClient';
import { CatalogView } from './provider/CatalogView';
import { ElevatedAccessEntityProvider } from './provider/ElevatedAccessEntityProvider';

/**
 * Keeps AWS accounts, organizational units and permission sets in the catalog,
 * as the elevated-access plugin last read them.
 *
 * @public
 */
export const catalogModuleElevatedAccess = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'elevated-access',
  register(env) {
    env.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        catalog: catalogServiceRef,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ rootConfig, logger, auth, discovery, scheduler, ...deps }) {
        deps.processing.addEntityProvider(
          new ElevatedAccessEntityProvider({
            ...readProviderConfig(rootConfig),
            directory: new DirectoryClient({ auth, discovery }),
            catalog: new CatalogView({ catalog: deps.catalog, auth }),
            scheduler,
            logger,
          }),
        );
      },
    });
  },
});
