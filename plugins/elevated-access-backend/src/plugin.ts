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
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  accessRequestCreatePermission,
  accessRequestDecidePermission,
  accessRequestReadPermission,
  accessRequestRevokePermission,
} from 'backstage-plugin-elevated-access-common';
import packageJson from '../package.json';
import { HealthReport } from './api/HealthReport';
import { createRouter } from './api/router';
import { Auditing } from './audit/Auditing';
import {
  AwsClients,
  AwsDirectory,
  IdentityCenterProvisioner,
  InstanceLocator,
} from './aws';
import { readElevatedAccessConfig } from './config';
import { DatabaseStores } from './database/DatabaseStores';
import { ApproverDirectory } from './directory/ApproverDirectory';
import { CatalogPeople } from './directory/CatalogPeople';
import { DirectoryService } from './directory/DirectoryService';
import { DirectorySync } from './directory/DirectorySync';
import { IdentityMapper } from './directory/IdentityMapper';
import { Engine } from './engine';
import { Notifier } from './notify/Notifier';
import { ConfigPolicySource } from './policies/ConfigPolicySource';
import { AuditedRequestService } from './requests/AuditedRequestService';
import { AuthorizedRequestService } from './requests/AuthorizedRequestService';
import { DefaultActivationGate } from './requests/DefaultActivationGate';
import { DefaultRequestService } from './requests/DefaultRequestService';
import {
  accessRequestResourceRef,
  accessRequestRules,
  loadResources,
} from './requests/permissions';

/** How soon a directory that could not be read is tried again, on each replica. */
const CATCH_UP = { frequency: { seconds: 30 }, timeout: { hours: 1 } };

/**
 * Temporary elevated access to AWS through IAM Identity Center.
 *
 * @public
 */
export const elevatedAccessPlugin = createBackendPlugin({
  pluginId: 'elevated-access',
  register(env) {
    env.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
        lifecycle: coreServices.lifecycle,
        auth: coreServices.auth,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        auditor: coreServices.auditor,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        catalog: catalogServiceRef,
        signals: signalsServiceRef,
        notifications: notificationService,
      },
      async init(deps) {
        const { rootConfig, logger, scheduler, lifecycle } = deps;
        const config = readElevatedAccessConfig(rootConfig);
        const clock = { now: () => new Date() };

        const stores = await DatabaseStores.create({
          database: deps.database,
          clock,
          onListenerError: error =>
            logger.error(`A listener to committed events failed: ${error}`),
        });

        const clients = AwsClients.create({
          ...config.aws,
          credentialsManager:
            DefaultAwsCredentialsManager.fromConfig(rootConfig),
          version: packageJson.version,
        });
        const instance = InstanceLocator.create({
          clients,
          logger,
          instanceArn: config.aws.instanceArn,
        });
        const reader = AwsDirectory.create({ clients, instance });
        const provisioner = IdentityCenterProvisioner.create({
          clients,
          instance,
        });

        const directory = new DirectoryService({
          store: stores.directory,
          clock,
          maximumAgeMs: config.directory.maximumAgeMs,
        });
        const directorySync = new DirectorySync({
          reader,
          store: stores.directory,
          clock,
          logger,
        });
        const people = new CatalogPeople(deps);
        const identity = new IdentityMapper({
          directory,
          reader,
          methods: config.identity.order,
          annotation: config.identity.annotation,
        });
        const approvers = new ApproverDirectory({ people, identity });
        const policies = ConfigPolicySource.create(config);
        const protection = config.aws;

        const engine = await Engine.create({
          stores,
          provisioner,
          activationGate: new DefaultActivationGate({
            people,
            identity,
            directory,
            policies,
            protection,
            reader,
            approvers,
            decisions: stores.decisions,
          }),
          logger,
          scheduler,
          config: {
            cadenceMs: config.engine.cadenceMs,
            leaseTtlMs: config.engine.leaseDurationMs,
            maximumWritesInFlight: config.engine.maximumWritesInFlight,
            writesPerSecond: config.engine.writesPerSecond,
          },
        });
        const notifier = new Notifier({
          ...deps,
          stores,
          caretakers: config.access,
        });
        const stopNotifier = notifier.start();

        deps.permissionsRegistry.addResourceType({
          resourceRef: accessRequestResourceRef,
          permissions: [
            accessRequestReadPermission,
            accessRequestDecidePermission,
            accessRequestRevokePermission,
          ],
          rules: Object.values(accessRequestRules),
          getResources: refs => loadResources(stores.requests, refs),
        });
        deps.permissionsRegistry.addPermissions([
          accessRequestCreatePermission,
        ]);

        const requests = new AuditedRequestService({
          auditing: new Auditing(deps),
          service: new AuthorizedRequestService({
            permissions: deps.permissions,
            permissionsRegistry: deps.permissionsRegistry,
            requests: stores.requests,
            service: DefaultRequestService.create({
              stores,
              directory,
              identity,
              people,
              approvers,
              policies,
              protection,
              roles: {
                admin: config.access.admins,
                auditor: config.access.auditors,
                responder: config.access.responders,
              },
              aws: {
                accessPortalUrl: config.aws.accessPortalUrl,
                region: config.aws.region,
                demo: config.aws.demo,
              },
              clock,
              logger,
            }),
          }),
        });
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            requests,
            health: new HealthReport({ stores, directory, engine }),
          }),
        );

        await scheduler.scheduleTask({
          ...config.directory.schedule,
          id: 'directory-sync',
          fn: signal => directorySync.run(signal),
        });
        await scheduler.scheduleTask({
          ...CATCH_UP,
          id: 'directory-catch-up',
          scope: 'local',
          fn: signal => directorySync.catchUp(signal),
        });

        lifecycle.addShutdownHook(async () => {
          await engine.shutdown();
          stopNotifier();
          clients.destroy();
        });
      },
    });
  },
});
