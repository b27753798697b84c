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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { AnchorWatch } from './audit/anchors/AnchorWatch';
import { createPlaces } from './audit/anchors/createPlaces';
import { LockedBucket } from './aws/LockedBucket';
import type { ElevatedAccessConfig } from './config';
import type { Stores } from './database/types';
import type { Clock } from './domain/types';

/** Wires the anchoring of the event log to the places that the config names. */
export function createAnchoring(options: {
  config: Pick<ElevatedAccessConfig, 'aws' | 'eventLog'>;
  stores: Stores;
  events: EventsService;
  logger: LoggerService;
  credentialsManager: AwsCredentialsManager;
  version: string;
  clock: Clock;
  onFailure: (place: string) => void;
}): { watch: AnchorWatch; destroy(): void } {
  const { aws, eventLog } = options.config;
  const buckets: LockedBucket[] = [];
  const places = createPlaces(eventLog.anchors, {
    ...options,
    bucket: config => {
      const bucket = new LockedBucket({
        ...options,
        ...config,
        region: config.region ?? aws.region,
        accountId: config.accountId ?? aws.accountId,
        lock: config.objectLock,
        now: () => options.clock.now(),
      });
      buckets.push(bucket);
      return bucket;
    },
  });
  return {
    watch: new AnchorWatch({
      ...options,
      places,
      intervalMs: eventLog.anchorIntervalMs,
    }),
    destroy: () => buckets.forEach(bucket => bucket.destroy()),
  };
}
