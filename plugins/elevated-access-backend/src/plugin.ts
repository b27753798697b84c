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
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  accessRequestCreatePermission,
  accessRequestDecidePermission,
  accessRequestReadPermission,
  accessRequestRevokePermission,
} from 'backstage-plugin-elevated-access-common';
import packageJson from '../package.json';
import { DriftReport } from './api/DriftReport';
import { createRouter } from './api/router';
import { Auditing } from './audit/Auditing';
import { EventLogService } from './audit/EventLogService';
import { EventLogWatch } from './audit/EventLogWatch';
import { EventSealer } from './audit/EventSealer';
import {
  AwsClients,
  AwsDirectory,
  IdentityCenterProvisioner,
  InstanceLocator,
} from './aws';
import { AssignmentReader } from './aws/AssignmentReader';
import { Pacer } from './aws/Pacer';
import { readElevatedAccessConfig } from './config';
import { DatabaseStores } from './database/DatabaseStores';
import { ApproverDirectory } from './directory/ApproverDirectory';
import { CatalogPeople } from './directory/CatalogPeople';
import { DirectoryListing } from './directory/DirectoryListing';
import { DirectoryService } from './directory/DirectoryService';
import { DirectorySync } from './directory/DirectorySync';
import { IdentityMapper } from './directory/IdentityMapper';
import { DelayWatch, Engine, PersonWatch } from './engine';
import { AwsDriftReader, DriftComparison, DriftWatch } from './engine/drift';
import {
  observedProvisioner,
  observedReader,
  probesOf,
} from './health/awsServices';
import { DependencyWatch } from './health/DependencyWatch';
import { findingOf } from './health/eventLogFinding';
import { HealthReport } from './health/HealthReport';
import { PluginMetrics } from './health/PluginMetrics';
import { Reachability } from './health/Reachability';
import { EventTeller } from './notify/EventTeller';
import { NotificationTeller } from './notify/NotificationTeller';
import { OutboxRelay } from './notify/OutboxRelay';
import { Signaller } from './notify/Signaller';
import { ConfigPolicySource } from './policies/ConfigPolicySource';
import { AuditedRequestService } from './requests/AuditedRequestService';
import { AuthorizedRequestService } from './requests/AuthorizedRequestService';
import { CallerFactory } from './requests/Caller';
import { DefaultActivationGate } from './requests/DefaultActivationGate';
import { DefaultRequestService } from './requests/DefaultRequestService';
import {
  accessRequestResourceRef,
  accessRequestRules,
  loadResources,
} from './requests/permissions';

/** How soon a directory that could not be read is tried again, on each replica. */
const CATCH_UP = { frequency: { seconds: 30 }, timeout: { hours: 1 } };

/** A comparison takes what it takes: of AWS's 20 calls a second it uses no more than these. */
const DRIFT_RATE = { perSecond: 3, burst: 3 };

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
        events: eventsServiceRef,
        metrics: metricsServiceRef,
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
          pace: { perSecond: config.engine.callsPerSecond },
        });
        const instance = InstanceLocator.create({
          clients,
          logger,
          instanceArn: config.aws.instanceArn,
        });
        const reachability = new Reachability();
        const rawReader = AwsDirectory.create({ clients, instance });
        const rawProvisioner = IdentityCenterProvisioner.create({
          clients,
          instance,
        });
        const reader = observedReader(rawReader, reachability);
        const provisioner = observedProvisioner(rawProvisioner, reachability);
        const metrics = new PluginMetrics(deps);

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

        const pacer = new Pacer(DRIFT_RATE);
        const driftWatch = new DriftWatch({
          stores,
          comparison: new DriftComparison({
            stores,
            reader: new AwsDriftReader({
              assignments: new AssignmentReader({ clients, instance, pacer }),
              permissionSets: reader,
              provisioner,
              pacer,
            }),
            directory,
            policies,
            protection,
            groups: config.drift.groups,
          }),
          directory,
          intervalMs: config.drift.intervalMs,
          logger,
        });

        const eventLogWatch = new EventLogWatch({
          chain: stores.chain,
          logger,
        });
        const dependencyWatch = new DependencyWatch({
          stores,
          reachability,
          probes: probesOf({ provisioner: rawProvisioner, reader: rawReader }),
          eventLog: () => findingOf(eventLogWatch.last),
        });
        const relay = new OutboxRelay({
          stores,
          tellers: [
            new NotificationTeller({
              ...deps,
              stores,
              caretakers: config.access,
            }),
            new EventTeller(deps),
          ],
          logger,
          onFailure: channel => metrics.notificationFailed(channel),
        });

        const gate = new DefaultActivationGate({
          people,
          identity,
          directory,
          policies,
          protection,
          reader,
          approvers,
          stores,
        });
        const engine = await Engine.create({
          stores,
          provisioner,
          activationGate: gate,
          chores: [
            new EventSealer({ stores }),
            eventLogWatch,
            relay,
            dependencyWatch,
            new DelayWatch({ stores, terms: () => gate.delayTerms(), logger }),
            new PersonWatch({
              stores,
              whereabouts: {
                getUser: (userId, signal) => reader.getUser(userId, signal),
                findExisting: refs => people.findExisting(refs),
              },
              everyMs: config.engine.personCheckMs,
              logger,
            }),
            ...(config.drift.enabled ? [driftWatch] : []),
          ],
          logger,
          metrics: metrics.engine,
          scheduler,
          config: {
            cadenceMs: config.engine.cadenceMs,
            leaseTtlMs: config.engine.leaseDurationMs,
            maximumWritesInFlight: config.engine.maximumWritesInFlight,
            writesPerSecond: config.engine.writesPerSecond,
            callsPerSecond: config.engine.callsPerSecond,
          },
        });
        const stopSignals = new Signaller({ ...deps, stores }).start();
        const stopRelay = relay.start();
        metrics.observe({ stores, engine, logger });

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

        const auditing = new Auditing(deps);
        const roles = {
          admin: config.access.admins,
          auditor: config.access.auditors,
          responder: config.access.responders,
        };
        const requests = new AuditedRequestService({
          auditing,
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
              reader,
              roles,
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
            health: new HealthReport({ stores, directory, requests, logger }),
            drift: new DriftReport({
              store: stores.drift,
              callers: new CallerFactory({ people, roles }),
            }),
            eventLog: new EventLogService({
              stores,
              auditing,
              readers: new CallerFactory({ people, roles }),
            }),
            directory: new DirectoryListing({
              directory,
              aws: {
                accessPortalUrl: config.aws.accessPortalUrl,
                region: config.aws.region,
                demo: config.aws.demo,
              },
              auditing,
              readers: new CallerFactory({ people, roles }),
            }),
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
          stopRelay();
          stopSignals();
          clients.destroy();
        });
      },
    });
  },
});
