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
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  accessRequestPermissions,
  awsAccountPermissions,
  elevatedAccessBasicPermissions,
} from 'backstage-plugin-elevated-access-common';
import { elevatedAccessActivityExtensionPoint } from 'backstage-plugin-elevated-access-node';
import packageJson from '../package.json';
import { registerActions } from './actions';
import { ActivityWatch } from './activity/ActivityWatch';
import { SessionActivityService } from './activity/SessionActivityService';
import { ActivitySources } from './activity/sources';
import { DriftReport } from './api/DriftReport';
import { createRouter } from './api/router';
import { Auditing } from './audit/Auditing';
import { DenialLog } from './audit/DenialLog';
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
import { createAnchoring } from './createAnchoring';
import { DatabaseStores } from './database/DatabaseStores';
import { AccountOwners } from './directory/AccountOwners';
import { ApproverDirectory } from './directory/ApproverDirectory';
import { ApproverWords } from './directory/ApproverWords';
import { CatalogPeople } from './directory/CatalogPeople';
import { DirectoryListing } from './directory/DirectoryListing';
import { DirectoryService } from './directory/DirectoryService';
import { DirectorySync } from './directory/DirectorySync';
import { EntityAccounts } from './directory/EntityAccounts';
import { IdentityMapper } from './directory/IdentityMapper';
import { RecentMembers } from './directory/RecentMembers';
import { toRequirement } from './domain/approval';
import { isApproverWord } from './domain/approvers';
import {
  DelayWatch,
  EndNoticeWatch,
  Engine,
  PersonWatch,
  ReminderWatch,
} from './engine';
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
import { ApproverAudience } from './notify/ApproverAudience';
import { EventTeller } from './notify/EventTeller';
import { NotificationTeller } from './notify/NotificationTeller';
import { OutboxRelay } from './notify/OutboxRelay';
import { Signaller } from './notify/Signaller';
import { Administration } from './policies/Administration';
import { HistoryKeeper } from './policies/HistoryKeeper';
import { loadSettings } from './policies/loadPolicies';
import { PolicyAdministration } from './policies/PolicyAdministration';
import { LintWorldReader } from './policies/lint/LintWorldReader';
import { LintListing } from './policies/LintListing';
import { LintWatch } from './policies/LintWatch';
import { PolicyBook } from './policies/PolicyBook';
import { PolicyChanges } from './policies/PolicyChanges';
import { PolicyPreviewer } from './policies/PolicyPreviewer';
import { PolicyReach } from './policies/PolicyReach';
import { PolicyShelf } from './policies/PolicyShelf';
import { nameOf } from './policies/readPolicy';
import { SettingsAdministration } from './policies/SettingsAdministration';
import { schedulePolicySources } from './policies/sources/schedulePolicySources';
import { approverRefsOf } from './requests/approvalQuestion';
import { AccessReports } from './reports/AccessReports';
import { ApproverScope } from './requests/ApproverScope';
import { AuditedRequestService } from './requests/AuditedRequestService';
import { AuthorizedRequestService } from './requests/AuthorizedRequestService';
import { BatchDecisions } from './requests/BatchDecisions';
import { CallerFactory } from './requests/Caller';
import {
  awsAccountResourceRef,
  awsAccountRules,
} from './requests/accountPermissions';
import { FindableAccounts } from './requests/FindableAccounts';
import { DefaultActivationGate } from './requests/DefaultActivationGate';
import { DefaultRequestService } from './requests/DefaultRequestService';
import { EntityAccessListing } from './requests/EntityAccessListing';
import { LivePermissionSets } from './requests/LivePermissionSets';
import { FrameworkGate } from './requests/PermissionGate';
import {
  accessRequestResourceRef,
  accessRequestRules,
  loadResources,
} from './requests/permissions';
import { RequestQuestions } from './requests/RequestQuestions';
import { AccessReviews } from './reviews/AccessReviews';
import { ReviewWatch } from './reviews/ReviewWatch';

/** How soon a directory that could not be read is tried again, on each replica. */
const CATCH_UP = { frequency: { seconds: 30 }, timeout: { hours: 1 } };

/** How soon refused attempts that were only counted are written, on each replica. */
const COUNT_DENIALS = { frequency: { minutes: 1 }, timeout: { minutes: 1 } };

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
    const activitySources = new ActivitySources();
    env.registerExtensionPoint(
      elevatedAccessActivityExtensionPoint,
      activitySources,
    );
    env.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
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
        actionsRegistry: actionsRegistryServiceRef,
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

        const awsOptions = {
          ...config.aws,
          credentialsManager:
            DefaultAwsCredentialsManager.fromConfig(rootConfig),
          version: packageJson.version,
        };
        const activitySource = activitySources.choose(
          config.activity,
          awsOptions,
        );
        const clients = AwsClients.create({
          ...awsOptions,
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
          details: stores.directoryDetails,
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
        const owners = new AccountOwners({ ...deps, clock });
        const words = new ApproverWords({
          people,
          owners,
          managerAnnotation: config.identity.managerAnnotation,
        });
        const approvers = new ApproverDirectory({ people, words, identity });
        const shelf = new PolicyShelf({
          written: config.written,
          places: [
            ...config.policySources.files.map(place => ({
              type: 'file' as const,
              place,
            })),
            ...config.policySources.locations.map(({ url }) => ({
              type: 'location' as const,
              place: url,
            })),
          ],
        });
        const policies = new PolicyBook({ stores, shelf, clock });
        const stopListening = policies.listen(stores);
        await schedulePolicySources({
          ...deps,
          config: config.policySources,
          store: stores.policySources,
          settings: async () => {
            const { settings } = await shelf.read(stores);
            return loadSettings(settings.settings);
          },
          otherNames: async () => [
            ...config.written.policies.map(nameOf),
            ...(
              await stores.policies.list()
            ).map(({ kind, spec }) => ({
              kind,
              name: spec.name,
              place: 'the portal',
            })),
          ],
          clock,
        });
        const recentApprovers = new ApproverDirectory({
          people: new RecentMembers({
            people,
            named: async () => {
              const { approval } = await policies.getPolicies();
              return approval
                .flatMap(policy => approverRefsOf(toRequirement(policy)))
                .filter(ref => !isApproverWord(ref));
            },
            clock,
          }),
          words,
          identity,
        });
        const protection = config.aws;
        const worlds = new LintWorldReader({
          directory,
          people,
          owners,
          approvers,
        });

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
          stores,
          logger,
        });
        const anchoring = createAnchoring({
          ...deps,
          config,
          stores,
          credentialsManager: awsOptions.credentialsManager,
          version: packageJson.version,
          clock,
          onFailure: place => metrics.anchorFailed(place),
        });
        const dependencyWatch = new DependencyWatch({
          stores,
          reachability,
          probes: probesOf({ provisioner: rawProvisioner, reader: rawReader }),
          eventLog: () =>
            findingOf(eventLogWatch.last, anchoring.watch.trouble),
        });
        const relay = new OutboxRelay({
          stores,
          tellers: [
            new NotificationTeller({
              ...deps,
              stores,
              caretakers: config.access,
              audience: new ApproverAudience({ approvers, words, stores }),
            }),
            new EventTeller(deps),
          ],
          logger,
          onFailure: channel => metrics.notificationFailed(channel),
        });

        const permissionSets = new LivePermissionSets({ reader, clock });
        const gate = new DefaultActivationGate({
          people,
          identity,
          directory,
          policies,
          protection,
          permissionSets,
          approvers,
          owners,
          admins: config.access.admins,
          stores,
        });
        const engine = await Engine.create({
          stores,
          provisioner,
          activationGate: gate,
          chores: [
            new EventSealer({ stores }),
            eventLogWatch,
            anchoring.watch,
            relay,
            dependencyWatch,
            new HistoryKeeper({ stores, shelf }),
            new DelayWatch({
              stores,
              terms: () => gate.delayTerms(),
              renewedTerms: request => gate.renewedTerms(request),
              logger,
            }),
            new ReminderWatch({ stores, logger }),
            new EndNoticeWatch({ stores, logger }),
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
            ...(activitySource
              ? [
                  new ActivityWatch({
                    stores,
                    source: activitySource,
                    refreshMs: config.activity.refreshMs,
                    maximumEvents: config.activity.maximumEvents,
                    logger,
                  }),
                ]
              : []),
            ...(config.reviews.enabled
              ? [
                  new ReviewWatch({
                    stores,
                    policies,
                    owners,
                    people,
                    directory,
                    cadence: config.reviews.cadence,
                    groups: config.reviews.groups,
                    logger,
                  }),
                ]
              : []),
            ...(config.lint.enabled
              ? [
                  new LintWatch({
                    stores,
                    policies,
                    worlds,
                    intervalMs: config.lint.intervalMs,
                    logger,
                  }),
                ]
              : []),
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
          permissions: accessRequestPermissions,
          rules: Object.values(accessRequestRules),
          getResources: refs => loadResources(stores.requests, words, refs),
        });
        const findable = new FindableAccounts({
          directory,
          owners,
          policies,
          protection,
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: awsAccountResourceRef,
          permissions: awsAccountPermissions,
          rules: Object.values(awsAccountRules),
          getResources: refs => findable.load(refs),
        });
        deps.permissionsRegistry.addPermissions(elevatedAccessBasicPermissions);

        const denials = new DenialLog({ stores, clock, logger });
        const auditing = new Auditing({ ...deps, denials });
        const roles = {
          admin: config.access.admins,
          auditor: config.access.auditors,
          responder: config.access.responders,
        };
        const permissionGate = new FrameworkGate(deps);
        const callers = new CallerFactory({ people, roles });
        const administration = {
          stores,
          shelf,
          changes: new PolicyChanges({ stores, shelf }),
          administration: new Administration({
            gate: permissionGate,
            callers,
            identity,
          }),
          auditing,
        };
        const authorized = new AuthorizedRequestService({
          permissions: deps.permissions,
          permissionsRegistry: deps.permissionsRegistry,
          requests: stores.requests,
          scope: new ApproverScope({ requests: stores.requests, words }),
          words,
          service: DefaultRequestService.create({
            stores,
            directory,
            identity,
            people,
            approvers,
            recentApprovers,
            words,
            owners,
            policies,
            protection,
            permissionSets,
            roles,
            aws: {
              accessPortalUrl: config.aws.accessPortalUrl,
              region: config.aws.region,
              demo: config.aws.demo,
            },
            clock,
            logger,
          }),
        });
        const requests = new AuditedRequestService({
          auditing,
          service: authorized,
        });
        registerActions({
          registry: deps.actionsRegistry,
          auth: deps.auth,
          requests,
        });
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            requests,
            health: new HealthReport({ stores, directory, requests, logger }),
            drift: new DriftReport({
              store: stores.drift,
              callers,
              gate: permissionGate,
            }),
            eventLog: new EventLogService({
              stores,
              auditing,
              readers: callers,
              gate: permissionGate,
            }),
            activity: new SessionActivityService({
              stores,
              requests,
              source: activitySource,
              callers,
              auditing,
            }),
            policies: new PolicyAdministration(administration),
            lint: new LintListing({ ...administration, store: stores.lint }),
            previews: new PolicyPreviewer({ ...administration, worlds }),
            decisions: new BatchDecisions({
              requests,
              shown: authorized,
              logger,
            }),
            entityAccess: new EntityAccessListing({
              accounts: new EntityAccounts({ ...deps, owners }),
              directory,
              requests: authorized,
              callers,
              gate: permissionGate,
              auditing,
            }),
            reports: new AccessReports({
              stores,
              questions: new RequestQuestions({ people, directory }),
              requests,
            }),
            reviews: new AccessReviews({
              store: stores.reviews,
              callers,
              gate: permissionGate,
              auditing,
            }),
            reach: new PolicyReach({
              ...administration,
              worlds,
              directory,
              protection,
            }),
            settings: new SettingsAdministration(administration),
            directory: new DirectoryListing({
              directory,
              aws: {
                accessPortalUrl: config.aws.accessPortalUrl,
                region: config.aws.region,
                demo: config.aws.demo,
              },
              auditing,
              readers: callers,
              gate: permissionGate,
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

        await scheduler.scheduleTask({
          ...COUNT_DENIALS,
          id: 'denied-attempts',
          scope: 'local',
          fn: () => denials.sweep(),
        });

        lifecycle.addShutdownHook(async () => {
          await denials.sweep({ all: true });
          await engine.shutdown();
          stopRelay();
          stopSignals();
          stopListening();
          anchoring.destroy();
          clients.destroy();
          activitySource?.destroy();
        });
      },
    });
  },
});
