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

import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { elevatedAccessActivityExtensionPoint } from 'backstage-plugin-elevated-access-node';
import { registerActions } from './actions';
import { ActivitySources } from './activity/sources';
import { readElevatedAccessConfig } from './config';
import { DatabaseStores } from './database/DatabaseStores';
import { PluginMetrics } from './health/PluginMetrics';
import { Signaller } from './notify/Signaller';
import { createAws } from './wiring/aws';
import { services } from './wiring/base';
import { createEngine } from './wiring/engine';
import { createApi } from './wiring/http';
import { createPeople } from './wiring/people';
import { registerPermissions } from './wiring/permissions';
import { createPolicies } from './wiring/policies';
import { createRequests } from './wiring/requests';
import { scheduleTasks } from './wiring/tasks';
import { createWatches } from './wiring/watches';

/**
 * Temporary elevated access to AWS through IAM Identity Center.
 *
 * @public
 */
export const elevatedAccessPlugin = createBackendPlugin({
  pluginId: 'elevated-access',
  register(env) {
    const activitySources = new ActivitySources();
    env.registerExtensionPoint(
      elevatedAccessActivityExtensionPoint,
      activitySources,
    );
    env.registerInit({
      deps: services,
      // Each part is built on those before it; ended in the order at the end.
      async init(deps) {
        const { logger, lifecycle } = deps;
        const config = readElevatedAccessConfig(deps.rootConfig);
        const clock = { now: () => new Date() };
        const stores = await DatabaseStores.create({
          database: deps.database,
          clock,
          onListenerError: error =>
            logger.error(`A listener to committed events failed: ${error}`),
        });
        const base = { deps, config, clock, stores };

        const aws = createAws({ ...base, activitySources });
        const metrics = new PluginMetrics(deps);
        const people = createPeople({ ...base, ...aws });
        const policies = await createPolicies({ ...base, ...people });
        const known = { ...base, ...aws, ...people, ...policies, metrics };
        const watches = createWatches(known);
        const { permissionSets, engine } = await createEngine({
          ...known,
          ...watches,
        });
        const stopSignals = new Signaller({ ...deps, stores }).start();
        const stopRelay = watches.relay.start();
        metrics.observe({ stores, engine, logger });

        registerPermissions(known);
        const requests = createRequests({ ...known, permissionSets, engine });
        registerActions({
          registry: deps.actionsRegistry,
          auth: deps.auth,
          ...requests,
        });
        deps.httpRouter.use(
          createApi({ ...known, ...requests, permissionSets, engine }),
        );
        await scheduleTasks({ ...known, ...requests });

        lifecycle.addShutdownHook(async () => {
          await requests.denials.sweep({ all: true });
          await engine.shutdown();
          stopRelay();
          stopSignals();
          policies.stopListening();
          watches.anchoring.destroy();
          aws.clients.destroy();
          aws.activitySource?.destroy();
        });
      },
    });
  },
});
