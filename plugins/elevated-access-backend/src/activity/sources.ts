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

import { InputError } from '@backstage/errors';
import type {
  ActivitySource,
  ElevatedAccessActivityExtensionPoint,
} from 'backstage-plugin-elevated-access-node';
import { AthenaSource } from '../aws/activity/AthenaSource';
import { CloudTrailHistorySource } from '../aws/activity/CloudTrailHistorySource';
import { CloudTrailLakeSource } from '../aws/activity/CloudTrailLakeSource';
import { CloudWatchLogsSource } from '../aws/activity/CloudWatchLogsSource';
import { MemberAccess } from '../aws/activity/MemberAccess';
import type { AwsClientOptions } from '../aws';
import type { ActivityConfig } from './config';

/** Sources that the plugin brings with it. */
const builtInSources = [
  'cloudtrail',
  'cloudwatch-logs',
  'athena',
  'cloudtrail-lake',
  'none',
] as const;

/** A source, and what it is called in the configuration and on screens. */
export interface NamedSource {
  name: string;
  source: ActivitySource;
}

/** Sources that modules brought. */
export class ActivitySources implements ElevatedAccessActivityExtensionPoint {
  readonly #sources = new Map<string, ActivitySource>();

  addSource(name: string, source: ActivitySource): void {
    if (
      builtInSources.some(taken => taken === name) ||
      this.#sources.has(name)
    ) {
      throw new Error(
        `There is an activity source called '${name}' already; give this one another name`,
      );
    }
    this.#sources.set(name, source);
  }

  /**
   * The source that the configuration chose; undefined where it chose none.
   *
   * @throws InputError when there is no such source
   */
  choose(
    config: ActivityConfig,
    aws: AwsClientOptions,
  ): (NamedSource & { destroy: () => void }) | undefined {
    const { source: name } = config;
    if (name === 'none') {
      return undefined;
    }
    const added = this.#sources.get(name);
    if (added) {
      return { name, source: added, destroy: () => {} };
    }
    const access = new MemberAccess(aws);
    const source = builtIn(config, access);
    if (!source) {
      access.destroy();
      const known = [...builtInSources, ...this.#sources.keys()].join(', ');
      throw new InputError(
        `elevatedAccess.activity.source is '${name}', which nothing brings. Install the module that does, or choose one of: ${known}`,
      );
    }
    return { name, source, destroy: () => access.destroy() };
  }
}

function builtIn(
  config: ActivityConfig,
  access: MemberAccess,
): ActivitySource | undefined {
  const {
    deliveryDelayMs,
    cloudtrail,
    cloudwatchLogs,
    athena,
    cloudtrailLake,
  } = config;
  const common = { access, deliveryDelayMs };
  switch (config.source) {
    case 'cloudtrail':
      return (
        cloudtrail &&
        new CloudTrailHistorySource({
          ...common,
          ...cloudtrail,
          regions: cloudtrail.regions ?? [access.region],
        })
      );
    case 'cloudwatch-logs':
      return (
        cloudwatchLogs &&
        new CloudWatchLogsSource({
          ...common,
          ...cloudwatchLogs,
          region: cloudwatchLogs.region ?? access.region,
        })
      );
    case 'athena': {
      if (!athena) {
        return undefined;
      }
      const { region, roleArn, externalId, ...table } = athena;
      return new AthenaSource({
        ...common,
        roleArn,
        externalId,
        region: region ?? access.region,
        table,
      });
    }
    case 'cloudtrail-lake':
      return (
        cloudtrailLake &&
        new CloudTrailLakeSource({
          ...common,
          ...cloudtrailLake,
          region: cloudtrailLake.region ?? access.region,
        })
      );
    default:
      return undefined;
  }
}
