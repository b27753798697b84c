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

import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsSimulator } from '../../packages/aws-simulator/src';
import {
  AwsClients,
  AwsDirectory,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../../plugins/elevated-access-backend/src/aws';
import { scenarios, type Bench } from './scenarios';
import { seed } from './seed';

const USAGE = `yarn conformance [options]

Runs what the provisioner does against an AWS endpoint and prints each result.
Without --endpoint a simulator is started for it.

  --endpoint URL        where AWS answers; "aws" for AWS itself
  --lenient             a fake that finishes at once and cannot list operations
                        in progress; what it lacks is created first
  --region REGION       us-east-1 by default
  --access-key ID       credentials; "aws" without them uses the usual chain
  --secret-key SECRET
  --user NAME           whom, by user name; required with "aws"
  --other-user NAME     a second person, for paging
  --account ID          where; required with "aws"
  --permission-set NAME what; required with "aws"

The assignments that it makes are removed again. It never touches one that was
there before.`;

type Options = ReturnType<typeof readOptions>;

function readOptions() {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string' },
      lenient: { type: 'boolean', default: false },
      region: { type: 'string' },
      'access-key': { type: 'string' },
      'secret-key': { type: 'string' },
      user: { type: 'string' },
      'other-user': { type: 'string' },
      account: { type: 'string' },
      'permission-set': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  if (
    options.endpoint === 'aws' &&
    !(options.user && options.account && options['permission-set'])
  ) {
    console.error(
      'With --endpoint aws say on whom and what to try it: --user, --account and --permission-set',
    );
    return 2;
  }
  const simulator = options.endpoint
    ? undefined
    : await AwsSimulator.start({ latency: 'fast' });
  const clients = connect(options, simulator);
  try {
    console.log(
      `Provisioner against ${
        simulator ? `the simulator at ${simulator.endpoint}` : options.endpoint
      }, region ${clients.region}${options.lenient ? ', lenient' : ''}\n`,
    );
    if (options.lenient) {
      await seed(clients);
    }
    return await runAll(await prepare(clients, options));
  } finally {
    clients.destroy();
    await simulator?.stop();
  }
}

function connect(
  options: Options,
  simulator: AwsSimulator | undefined,
): AwsClients {
  const accessKeyId = options['access-key'];
  const secretAccessKey = options['secret-key'];
  const given =
    accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey } }
      : {};
  return AwsClients.create({
    region: options.region ?? 'us-east-1',
    ...(options.endpoint && options.endpoint !== 'aws'
      ? { endpoint: options.endpoint }
      : {}),
    ...given,
    ...simulator?.clientConfig,
    version: 'conformance',
  });
}

async function prepare(clients: AwsClients, options: Options): Promise<Bench> {
  const instance = InstanceLocator.create({ clients, logger: quietLogger() });
  return {
    lenient: options.lenient,
    instance,
    directory: AwsDirectory.create({
      clients,
      instance,
      lenient: options.lenient,
    }),
    provisioner: IdentityCenterProvisioner.create({
      clients,
      instance,
      lenient: options.lenient,
    }),
    // One item a page: a second assignment already makes a second page.
    smallPages: IdentityCenterProvisioner.create({
      clients,
      instance,
      lenient: options.lenient,
      pageSize: 1,
    }),
    wanted: {
      userName: options.user,
      otherUserName: options['other-user'],
      accountId: options.account,
      permissionSetName: options['permission-set'],
    },
    sleep: ms => sleep(ms),
  };
}

async function runAll(bench: Bench): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let blocked = false;
  for (const scenario of scenarios) {
    const startedAt = performance.now();
    const line = (mark: string, detail: string) => {
      const ms = Math.round(performance.now() - startedAt);
      console.log(
        `${mark} ${scenario.name.padEnd(36)} ${String(ms).padStart(
          6,
        )} ms  ${detail}`,
      );
    };
    if (blocked && !scenario.cleansUp) {
      counts.skipped += 1;
      line('-', 'not tried: an earlier step that it builds on failed');
      continue;
    }
    try {
      line('✓', await scenario.run(bench));
      counts.passed += 1;
    } catch (error) {
      line('✗', error instanceof Error ? error.message : String(error));
      counts.failed += 1;
      blocked ||= scenario.isFoundation;
    }
  }
  console.log(
    `\n${counts.passed} passed, ${counts.failed} failed${
      counts.skipped > 0 ? `, ${counts.skipped} not tried` : ''
    }`,
  );
  return counts.failed > 0 ? 1 : 0;
}

function quietLogger() {
  const logger = {
    error: console.error,
    warn: console.warn,
    info: () => {},
    debug: () => {},
    child: () => logger,
  };
  return logger;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
