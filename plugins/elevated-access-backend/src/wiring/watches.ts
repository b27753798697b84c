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

import { EventLogWatch } from '../audit/EventLogWatch';
import { AssignmentReader } from '../aws/AssignmentReader';
import { Pacer } from '../aws/Pacer';
import { createAnchoring } from '../createAnchoring';
import { AwsDriftReader, DriftComparison, DriftWatch } from '../engine/drift';
import { DependencyWatch } from '../health/DependencyWatch';
import { findingOf } from '../health/eventLogFinding';
import type { PluginMetrics } from '../health/PluginMetrics';
import { ApproverAudience } from '../notify/ApproverAudience';
import { AuditTeller } from '../notify/AuditTeller';
import { EventTeller } from '../notify/EventTeller';
import { NotificationTeller } from '../notify/NotificationTeller';
import { OutboxRelay } from '../notify/OutboxRelay';
import type { AwsParts } from './aws';
import type { Base } from './base';
import type { PeopleParts } from './people';
import type { PolicyParts } from './policies';

/** A comparison takes what it takes: of AWS's 20 calls a second it uses no more than these. */
const DRIFT_RATE = { perSecond: 3, burst: 3 };

export type Watches = ReturnType<typeof createWatches>;

/** What the acting replica looks after and others ask about: drift, the event log, what depends on what, and news. */
export function createWatches(
  options: Base &
    AwsParts &
    PeopleParts &
    PolicyParts & { metrics: PluginMetrics },
) {
  const { deps, config, stores, directory, policies, protection } = options;
  const { clients, instance, reader, provisioner, metrics } = options;
  const { logger } = deps;
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
    credentialsManager: options.credentialsManager,
    version: options.version,
    clock: options.clock,
    onFailure: place => metrics.anchorFailed(place),
  });
  const dependencyWatch = new DependencyWatch({
    stores,
    reachability: options.reachability,
    probes: options.probes,
    eventLog: () => findingOf(eventLogWatch.last, anchoring.watch.trouble),
  });
  const { recentApprovers, words } = options;
  const relay = new OutboxRelay({
    stores,
    tellers: [
      new NotificationTeller({
        ...deps,
        stores,
        caretakers: config.access,
        audience: new ApproverAudience({ recentApprovers, words, stores }),
      }),
      new EventTeller(deps),
      new AuditTeller(deps),
    ],
    logger,
    onFailure: channel => metrics.notificationFailed(channel),
  });
  return { driftWatch, eventLogWatch, anchoring, dependencyWatch, relay };
}
