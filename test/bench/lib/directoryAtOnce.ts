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
import { DatabaseStores } from '../../../plugins/elevated-access-backend/src/database/DatabaseStores';
import type { DirectoryContents } from '../../../plugins/elevated-access-backend/src/database/types';

/** Puts the directory where a reading would: at AWS's own pace it takes a quarter of an hour. */
export function directoryAtOnce(contents: DirectoryContents) {
  return createBackendModule({
    pluginId: 'elevated-access',
    moduleId: 'directory-at-once',
    register(env) {
      env.registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          const stores = await DatabaseStores.create({
            database,
            clock: { now: () => new Date() },
            onListenerError: error => {
              throw error;
            },
          });
          await stores.directory.replace(contents, new Date());
        },
      });
    },
  });
}
