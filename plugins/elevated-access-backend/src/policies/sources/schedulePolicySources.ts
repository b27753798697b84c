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

import type {
  LoggerService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { ElevatedAccessConfig } from '../../config';
import type { PolicySourceStore } from '../../database/policyTypes';
import type { LoadedSettings } from '../../domain/policies';
import type { Clock } from '../../domain/types';
import type { NamedPolicy } from '../readPolicy';
import { FilePlace } from './FilePlace';
import { LocationPlace } from './LocationPlace';
import { PolicySourceSync } from './PolicySourceSync';

/** How often each replica looks whether its files changed. */
const FILES_SCHEDULE = { frequency: { seconds: 2 }, timeout: { minutes: 1 } };

/** How soon a location that could never be read is tried again, on each replica. */
const CATCH_UP = { frequency: { seconds: 15 }, timeout: { minutes: 5 } };

/**
 * Reads the policies of files and locations from now on. When it returns, what
 * the files say is known, and every place has a record.
 */
export async function schedulePolicySources(options: {
  config: ElevatedAccessConfig['policySources'];
  urlReader: UrlReaderService;
  store: PolicySourceStore;
  settings: () => Promise<LoadedSettings>;
  otherNames: () => Promise<readonly NamedPolicy[]>;
  scheduler: SchedulerService;
  clock: Clock;
  logger: LoggerService;
}): Promise<void> {
  const { config, urlReader, scheduler } = options;
  const sync = new PolicySourceSync({
    ...options,
    places: [
      ...config.files.map(file => new FilePlace(file)),
      ...config.locations.map(
        ({ url }) => new LocationPlace({ url, reader: urlReader }),
      ),
    ],
  });
  await sync.start();
  if (config.files.length > 0) {
    await scheduler.scheduleTask({
      ...FILES_SCHEDULE,
      id: 'policy-files',
      scope: 'local',
      fn: signal => sync.readFiles(signal),
    });
  }
  if (config.locations.length > 0) {
    await scheduler.scheduleTask({
      ...config.schedule,
      id: 'policy-locations',
      fn: signal => sync.readLocations(signal),
    });
    await scheduler.scheduleTask({
      ...CATCH_UP,
      id: 'policy-locations-catch-up',
      scope: 'local',
      fn: signal => sync.readMissingLocations(signal),
    });
  }
}
