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

import { DatabaseManager } from '@backstage/backend-defaults/database';
import type {
  LoggerService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { ConfigReader, type Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import packageJson from '../../package.json';
import { AwsClients, IdentityCenterProvisioner, InstanceLocator } from '../aws';
import { AssignmentReader } from '../aws/AssignmentReader';
import { Pacer } from '../aws/Pacer';
import { readElevatedAccessConfig, type ElevatedAccessConfig } from '../config';
import { DatabaseStores, migrateDatabase } from '../database/DatabaseStores';
import { CommandError } from './Terminal';

const PLUGIN = 'elevated-access';

/** Comparing is not urgent and leaves AWS to the removals. */
const READS = { perSecond: 5, burst: 5 };

/** The part of the configuration that the commands need. */
export interface Surroundings {
  rootConfig: Config;
  config: Pick<ElevatedAccessConfig, 'aws' | 'engine'>;
}

/**
 * Reads the portal's configuration, and of the plugin's section only what a
 * removal needs: a portal may well be down because of a mistake in the rest.
 *
 * @throws CommandError
 */
export async function readSurroundings(
  files: readonly string[],
): Promise<Surroundings> {
  try {
    const loaded = await ConfigSources.toConfig(
      ConfigSources.default({
        argv: files.flatMap(file => ['--config', file]),
        watch: false,
      }),
    );
    loaded.close();
    const section: JsonObject = {};
    for (const key of ['aws', 'engine']) {
      const value = loaded.getOptional(`elevatedAccess.${key}`);
      if (value !== undefined) {
        section[key] = value;
      }
    }
    return {
      rootConfig: new ConfigReader(loaded.get<JsonObject>()),
      config: readElevatedAccessConfig(
        new ConfigReader({ elevatedAccess: section }),
      ),
    };
  } catch (error) {
    throw new CommandError(
      `The configuration cannot be used: ${messageOf(error)}`,
      2,
    );
  }
}

/** A way to AWS. */
export interface Aws {
  provisioner: IdentityCenterProvisioner;
  reader: AssignmentReader;
  close(): void;
}

export function openAws(
  { rootConfig, config }: Surroundings,
  logger: LoggerService,
): Aws {
  const clients = AwsClients.create({
    ...config.aws,
    credentialsManager: DefaultAwsCredentialsManager.fromConfig(rootConfig),
    version: packageJson.version,
    pace: { perSecond: config.engine.callsPerSecond },
  });
  const instance = InstanceLocator.create({
    clients,
    logger,
    instanceArn: config.aws.instanceArn,
  });
  return {
    provisioner: IdentityCenterProvisioner.create({ clients, instance }),
    reader: new AssignmentReader({
      clients,
      instance,
      pacer: new Pacer(READS),
    }),
    close: () => clients.destroy(),
  };
}

/** An open database of the plugin. */
export interface OpenDatabase {
  stores: DatabaseStores;
  /** Brings its tables up to date, where the configuration leaves that to the plugin. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The portal's own database.
 *
 * @throws CommandError when it cannot be opened or is not one of this plugin's
 */
export async function openDatabase(
  { rootConfig }: Surroundings,
  logger: LoggerService,
): Promise<OpenDatabase> {
  // A mistake in the configuration must not leave an empty database behind.
  const { database, shutDown } = managed(
    ConfigReader.fromConfigs([
      { context: 'configuration', data: rootConfig.get<JsonObject>() },
      {
        context: 'command',
        data: { backend: { database: { ensureExists: false } } },
      },
    ]),
    logger,
  );
  const knex = await opened(() => database.getClient());
  const close = async () => {
    await shutDown();
    await knex.destroy();
  };
  try {
    if (!(await opened(() => knex.schema.hasTable('requests')))) {
      throw new CommandError(
        `The database of the configuration has no tables of this plugin. Name the configuration files that the portal runs with; a database in memory is gone with its portal`,
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    stores: storesOver(knex),
    migrate: async () => {
      if (!database.migrations?.skip) {
        await opened(() => migrateDatabase(knex));
      }
    },
    close,
  };
}

/** A database in memory, for as long as the command runs. */
export async function openScratchDatabase(
  logger: LoggerService,
): Promise<OpenDatabase> {
  const { database, shutDown } = managed(
    new ConfigReader({
      backend: {
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
    }),
    logger,
  );
  let knex: Knex;
  try {
    knex = await database.getClient();
    await migrateDatabase(knex);
  } catch (error) {
    throw new CommandError(
      `A database in memory is needed and cannot be opened: ${messageOf(
        error,
      )}. Install it beside this package: npm install better-sqlite3`,
    );
  }
  return {
    stores: storesOver(knex),
    migrate: async () => {},
    close: async () => {
      await shutDown();
      await knex.destroy();
    },
  };
}

/** Backstage's own way to a plugin's database; it runs until it is shut down. */
function managed(config: Config, logger: LoggerService) {
  const hooks: (() => void | Promise<void>)[] = [];
  const lifecycle: RootLifecycleService = {
    addStartupHook: () => {},
    addBeforeShutdownHook: () => {},
    addShutdownHook: hook => {
      hooks.push(hook);
    },
  };
  return {
    database: DatabaseManager.fromConfig(config, {
      rootLifecycle: lifecycle,
    }).forPlugin(PLUGIN, { logger, lifecycle }),
    shutDown: async () => {
      for (const hook of hooks) {
        await hook();
      }
    },
  };
}

function storesOver(knex: Knex): DatabaseStores {
  return new DatabaseStores({
    knex,
    clock: { now: () => new Date() },
    onListenerError: error => {
      throw error;
    },
  });
}

async function opened<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CommandError(
      `The database cannot be used: ${messageOf(
        error,
      )}. See backend.database in the configuration`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
