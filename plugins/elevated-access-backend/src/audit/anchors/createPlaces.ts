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
import type { EventsService } from '@backstage/plugin-events-node';
import type { AnchorConfig } from '../../configEventLog';
import {
  BucketPlace,
  EventPlace,
  FilePlace,
  LogPlace,
  type AnchorPlace,
  type ObjectKeeper,
} from './places';

/** The places that the config names. */
export function createPlaces(
  configs: readonly AnchorConfig[],
  options: {
    logger: LoggerService;
    events: EventsService;
    bucket: (config: Extract<AnchorConfig, { type: 's3' }>) => ObjectKeeper;
  },
): AnchorPlace[] {
  return configs.map(config => {
    switch (config.type) {
      case 'log':
        return new LogPlace(options);
      case 'event':
        return new EventPlace({ ...options, topic: config.topic });
      case 'file':
        return new FilePlace(config);
      case 's3':
        return new BucketPlace({ ...config, objects: options.bucket(config) });
      default:
        throw new Error(`Unknown place ${config satisfies never}`);
    }
  });
}
