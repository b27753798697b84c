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

import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import packageJson from '../../package.json';
import type { ActivitySources } from '../activity/sources';
import {
  AwsClients,
  AwsDirectory,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../aws';
import {
  observedProvisioner,
  observedReader,
  probesOf,
} from '../health/awsServices';
import { Reachability } from '../health/Reachability';
import type { Base } from './base';

export type AwsParts = ReturnType<typeof createAws>;

/** The ways to AWS. What of it can be reached is noted on the way. */
export function createAws({
  deps,
  config,
  activitySources,
}: Base & { activitySources: ActivitySources }) {
  const { rootConfig, logger } = deps;
  const { version } = packageJson;
  const credentialsManager =
    DefaultAwsCredentialsManager.fromConfig(rootConfig);
  const options = { ...config.aws, credentialsManager, version };
  const activitySource = activitySources.choose(config.activity, options);
  const clients = AwsClients.create({
    ...options,
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
  return {
    version,
    credentialsManager,
    activitySource,
    clients,
    instance,
    reachability,
    reader: observedReader(rawReader, reachability),
    provisioner: observedProvisioner(rawProvisioner, reachability),
    /** They ask past what is noted on the way. */
    probes: probesOf({ provisioner: rawProvisioner, reader: rawReader }),
  };
}
