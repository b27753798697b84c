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

import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import { AwsSimulator } from '../AwsSimulator';
import { VirtualClock } from '../clock/VirtualClock';
import { AwsSimulatorOptions, LatencyPreset } from '../options';
import { generateOrganization } from '../org/generate';
import { loadOrganization } from '../org/load';
import { banner } from './banner';

/** Where a command writes to, and how it waits: replaced in tests. */
export interface CliContext {
  readonly write: (text: string) => void;
  readonly untilStopped: () => Promise<void>;
}

interface StartFlags {
  readonly port: number;
  readonly org?: string;
  readonly seed: string;
  readonly latency: LatencyPreset;
  readonly limits: 'aws' | 'no-request-rates';
  readonly clock: 'real' | 'virtual';
  readonly delegatedAdmin?: boolean;
  readonly unknownAccount: 'succeed' | 'fail';
  readonly emptyPages: number;
  readonly outage?: 'reset' | 'unavailable' | 'hang';
  readonly eagerPeople?: boolean;
  readonly allowProduction?: boolean;
}

function integer(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new InvalidArgumentError('must be a whole number, not negative');
  }
  return value;
}

function port(text: string): number {
  const value = integer(text);
  if (value > 65_535) {
    throw new InvalidArgumentError('must be a port number');
  }
  return value;
}

function probability(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('must be between 0 and 1');
  }
  return value;
}

function toOptions(flags: StartFlags): AwsSimulatorOptions {
  return {
    port: flags.port,
    org: flags.org,
    seed: flags.seed,
    latency: flags.latency,
    limits: flags.limits,
    clock: flags.clock === 'virtual' ? new VirtualClock() : 'real',
    delegatedAdmin: flags.delegatedAdmin,
    unknownAccount: flags.unknownAccount,
    emptyPages: flags.emptyPages,
    outage: flags.outage ? { mode: flags.outage } : undefined,
    eagerPeople: flags.eagerPeople,
    allowProduction: flags.allowProduction,
  };
}

/** Runs the command line; resolves when the command is done or was stopped. */
export async function runCli(
  argv: readonly string[],
  context: CliContext,
): Promise<void> {
  const program = new Command('aws-identity-center-simulator')
    .description(
      'AWS on loopback: IAM Identity Center, Identity Store and Organizations',
    )
    .configureOutput({ writeOut: context.write, writeErr: context.write })
    .exitOverride();

  program
    .command('start', { isDefault: true })
    .description('start a simulator on 127.0.0.1')
    .option('-p, --port <port>', 'TCP port, 0 for any free one', port, 4599)
    .option('-o, --org <file>', 'organization file (default: the demo)')
    .option('--seed <seed>', 'everything random follows from it', '1')
    .addOption(
      new Option('--latency <preset>', 'how long AWS takes')
        .choices(['none', 'fast', 'realistic', 'slow'])
        .default('realistic'),
    )
    .addOption(
      new Option('--limits <preset>', 'quotas in force')
        .choices(['aws', 'no-request-rates'])
        .default('aws'),
    )
    .addOption(
      new Option('--clock <kind>', 'virtual: moves only when told to')
        .choices(['real', 'virtual'])
        .default('real'),
    )
    .option('--delegated-admin', 'the caller is the delegated administrator')
    .addOption(
      new Option('--unknown-account <outcome>', 'assigning to no account')
        .choices(['succeed', 'fail'])
        .default('succeed'),
    )
    .option(
      '--empty-pages <probability>',
      'of an empty page from Organizations',
      probability,
      0.05,
    )
    .addOption(
      new Option('--outage <mode>', 'start with AWS down').choices([
        'reset',
        'unavailable',
        'hang',
      ]),
    )
    .option(
      '--eager-people',
      'people use what they are given, for CloudTrail to show',
    )
    .option('--allow-production', 'start although NODE_ENV is production')
    .action(async (flags: StartFlags) => {
      const simulator = await AwsSimulator.start(toOptions(flags));
      context.write(banner(simulator));
      await context.untilStopped();
      await simulator.stop();
      context.write('Stopped.\n');
    });

  program
    .command('generate')
    .description('write an organization of any size as YAML')
    .option('--accounts <n>', 'accounts', integer, 100)
    .option('--permission-sets <n>', 'permission sets', integer, 20)
    .option('--users <n>', 'users', integer, 200)
    .option('--groups <n>', 'groups', integer, 30)
    .option('--seed <seed>', 'the same seed, the same organization', '1')
    .option('--out <file>', 'file to write (default: standard output)')
    .action(
      (flags: {
        accounts: number;
        permissionSets: number;
        users: number;
        groups: number;
        seed: string;
        out?: string;
      }) => {
        const text = stringify(generateOrganization(flags));
        if (flags.out) {
          writeFileSync(flags.out, text);
        } else {
          context.write(text);
        }
      },
    );

  program
    .command('check <file>')
    .description('check an organization file')
    .action((file: string) => {
      const { users, permissionSets } = loadOrganization(file);
      context.write(
        `${file} is valid: ${users.length} users, ${permissionSets.length} permission sets.\n`,
      );
    });

  await program.parseAsync(argv, { from: 'user' });
}
