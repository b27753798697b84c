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

import { coreServices } from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { ElevatedAccessConfig } from '../config';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { Clock } from '../domain/types';

/** What the plugin needs of Backstage. */
export const services = {
  rootConfig: coreServices.rootConfig,
  logger: coreServices.logger,
  database: coreServices.database,
  scheduler: coreServices.scheduler,
  urlReader: coreServices.urlReader,
  lifecycle: coreServices.lifecycle,
  rootLifecycle: coreServices.rootLifecycle,
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
};

export type Services = {
  [Name in keyof typeof services]: (typeof services)[Name]['T'];
};

/** What every part of the plugin is built on. */
export interface Base {
  deps: Services;
  config: ElevatedAccessConfig;
  clock: Clock;
  stores: DatabaseStores;
}
