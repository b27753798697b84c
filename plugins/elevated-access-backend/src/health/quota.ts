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

import type { Quota } from 'backstage-plugin-elevated-access-common';
import type { ApiPace } from '../aws/ApiPace';
import type { EngineHealth } from '../engine';

/** Where a replica finds how much of AWS's quotas it uses. */
export interface QuotaSources {
  engine: {
    health(): Pick<
      EngineHealth,
      'isLeader' | 'waitingWrites' | 'writesInFlight' | 'writesInFlightLimit'
    >;
  };
  /** The pace of calls to Identity Center; undefined where they go as they come. */
  pace: Pick<ApiPace, 'perSecond' | 'fastest' | 'waiting'> | undefined;
}

/**
 * How much of what AWS allows is in use. Null on a replica that does not act: its own figures
 * say next to nothing, and would be taken for those of the one that does.
 */
export function quotaOf(sources: QuotaSources): Quota | null {
  const { pace } = sources;
  const engine = sources.engine.health();
  if (!engine.isLeader || !pace) {
    return null;
  }
  const writes = engine.writesInFlightLimit;
  return {
    callsPerSecond: pace.perSecond,
    callsPerSecondLimit: pace.fastest,
    callsWaiting: pace.waiting,
    writesInFlight: engine.writesInFlight,
    writesInFlightLimit: writes.now,
    writesWaiting: engine.waitingWrites,
    slowedDown: pace.perSecond < pace.fastest || writes.now < writes.configured,
  };
}
