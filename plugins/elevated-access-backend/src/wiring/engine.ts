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

import { ActivityWatch } from '../activity/ActivityWatch';
import { EventSealer } from '../audit/EventSealer';
import {
  DelayWatch,
  EndNoticeWatch,
  Engine,
  PersonWatch,
  ReminderWatch,
} from '../engine';
import type { PluginMetrics } from '../health/PluginMetrics';
import { HistoryKeeper } from '../policies/HistoryKeeper';
import { LintWatch } from '../policies/LintWatch';
import { DefaultActivationGate } from '../requests/DefaultActivationGate';
import { LiveAccountTags } from '../requests/LiveAccountTags';
import { LivePermissionSets } from '../requests/LivePermissionSets';
import { ReviewWatch } from '../reviews/ReviewWatch';
import type { AwsParts } from './aws';
import type { Base } from './base';
import type { PeopleParts } from './people';
import type { PolicyParts } from './policies';
import type { Watches } from './watches';

export type EngineParts = Awaited<ReturnType<typeof createEngine>>;

type Options = Base &
  AwsParts &
  PeopleParts &
  PolicyParts &
  Watches & { metrics: PluginMetrics };

/** Starts the engine: it acts as soon as all of the backend has started. */
export async function createEngine(options: Options) {
  const { deps, config, clock, stores, provisioner, reader } = options;
  const permissionSets = new LivePermissionSets({ reader, clock });
  const gate = new DefaultActivationGate({
    people: options.people,
    identity: options.identity,
    directory: options.directory,
    accountTags: new LiveAccountTags({ reader }),
    policies: options.policies,
    protection: options.protection,
    permissionSets,
    approvers: options.approvers,
    owners: options.owners,
    admins: config.access.admins,
    stores,
  });
  let hasStarted = false;
  const engine = await Engine.create({
    stores,
    provisioner,
    activationGate: gate,
    chores: choresOf(options, gate),
    logger: deps.logger,
    metrics: options.metrics.engine,
    scheduler: deps.scheduler,
    hasStarted: () => hasStarted,
    config: {
      cadenceMs: config.engine.cadenceMs,
      leaseTtlMs: config.engine.leaseDurationMs,
      maximumWritesInFlight: config.engine.maximumWritesInFlight,
      writesPerSecond: config.engine.writesPerSecond,
      callsPerSecond: config.engine.callsPerSecond,
    },
  });
  deps.rootLifecycle.addStartupHook(() => {
    hasStarted = true;
    engine.wake();
  });
  return { permissionSets, engine };
}

/** What the acting replica does beside giving and ending access, in this order. */
function choresOf(options: Options, gate: DefaultActivationGate) {
  const { deps, config, stores, shelf, policies, worlds } = options;
  const { reader, activitySource, people, owners, directory } = options;
  const { logger } = deps;
  return [
    new EventSealer({ stores }),
    options.eventLogWatch,
    options.anchoring.watch,
    options.relay,
    options.dependencyWatch,
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
        getUser: (userId, signal) =>
          reader.getUser(userId, signal ? { signal } : {}),
        findExisting: refs => people.findExisting(refs),
      },
      everyMs: config.engine.personCheckMs,
      logger,
    }),
    ...(config.drift.enabled ? [options.driftWatch] : []),
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
  ];
}
