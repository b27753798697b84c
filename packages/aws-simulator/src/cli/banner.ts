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

import { AwsSimulator } from '../AwsSimulator';

/** What is printed once the simulator listens. */
export function banner(simulator: AwsSimulator): string {
  const { credentials, endpoint, portalUrl, region, lookup } = simulator;
  return `DEMO AWS: a simulator, nothing here is real.

  Endpoint   ${endpoint}
  Portal     ${portalUrl}
  Control    ${endpoint}/_simulator
  Region     ${region}
  Instance   ${lookup.instanceArn}
  Directory  ${lookup.identityStoreId}

  export AWS_ENDPOINT_URL=${endpoint}
  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}
  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}

Ctrl-C stops it.
`;
}
