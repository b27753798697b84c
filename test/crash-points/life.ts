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

// A process with the portal's engine, its checks at activation and its event
// log, on real time: what is killed again and again. Reads on standard input
// where its database and its AWS are.
import { text } from 'node:stream/consumers';
import type { LoggerService } from '@backstage/backend-plugin-api';
import knexFactory from 'knex';
import { z } from 'zod';
import {
  AwsClients,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../../plugins/elevated-access-backend/src/aws';
import { EventSealer } from '../../plugins/elevated-access-backend/src/audit/EventSealer';
import { DatabaseStores } from '../../plugins/elevated-access-backend/src/database/DatabaseStores';
import { Engine } from '../../plugins/elevated-access-backend/src/engine';
import { openGate } from './gate';

/** How often the engine takes a turn, milliseconds. */
const CADENCE = 250;

const inputSchema = z.object({
  connection: z.string(),
  leaseTtlMs: z.number(),
  aws: z.object({
    endpoint: z.string(),
    region: z.string(),
    credentials: z.object({
      accessKeyId: z.string(),
      secretAccessKey: z.string(),
    }),
  }),
});

const logger: LoggerService = {
  error: (message, meta) => {
    process.stderr.write(
      `${message} ${meta instanceof Error ? meta.stack : ''}\n`,
    );
  },
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => logger,
};

async function main(): Promise<void> {
  const input = inputSchema.parse(JSON.parse(await text(process.stdin)));
  const clock = { now: () => new Date() };
  const stores = new DatabaseStores({
    knex: knexFactory({ client: 'pg', connection: input.connection }),
    clock,
    onListenerError: error => {
      throw error;
    },
  });
  const clients = AwsClients.create({
    ...input.aws,
    requestTimeoutMs: 5_000,
    version: 'test',
    pace: false,
  });
  const engine = await Engine.create({
    stores,
    provisioner: IdentityCenterProvisioner.create({
      clients,
      instance: InstanceLocator.create({ clients, logger }),
    }),
    activationGate: openGate({ clients, stores, clock, logger }, undefined),
    chores: [new EventSealer({ stores })],
    logger,
    config: { leaseTtlMs: input.leaseTtlMs },
  });
  process.stdout.write('alive\n');
  // Until it is killed.
  setInterval(() => engine.wake(), CADENCE);
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
