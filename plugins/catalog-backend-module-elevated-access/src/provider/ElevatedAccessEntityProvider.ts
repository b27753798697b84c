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
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { isError, ResponseError, toError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { Directory } from '../directory/types';
import { entitiesOf } from '../entities/entities';
import { Owners, type OwnerRule } from '../entities/Owners';
import type { CatalogContents } from './CatalogView';
import { differences } from './differences';

const NAME = 'elevated-access';

/**
 * How soon the first copy is tried again, on each replica: either plugin may start
 * before the other, and until then policies are written without accounts to pick.
 */
const CATCH_UP = { frequency: { seconds: 5 }, timeout: { minutes: 5 } };

export interface ElevatedAccessEntityProviderOptions {
  directory: { read(signal?: AbortSignal): Promise<Directory> };
  catalog: { read(): Promise<CatalogContents> };
  scheduler: SchedulerService;
  logger: LoggerService;
  schedule: SchedulerServiceTaskScheduleDefinition;
  owner: { tagKey: string; fallback: string; rules: readonly OwnerRule[] };
  existingAccounts: 'leave' | 'ignore';
}

/**
 * Keeps accounts, organizational units and permission sets in the catalog as
 * the directory has them.
 *
 * Each replica begins with everything and sends only differences from then on.
 * What is different is told from what the catalog shows, not from memory alone:
 * another replica may have had the last turn, and people can delete entities.
 * Nothing is sent unless both sides could be read as a whole.
 */
export class ElevatedAccessEntityProvider implements EntityProvider {
  readonly #options: ElevatedAccessEntityProviderOptions;
  readonly #logger: LoggerService;
  readonly #owners: Owners;
  readonly #invalidTags = new Set<string>();
  #connection: EntityProviderConnection | undefined;
  #running: Promise<void> | undefined;
  /** References of what this replica last sent; undefined until it has sent everything once. */
  #sent: ReadonlySet<string> | undefined;
  #lastFailure: string | undefined;
  /** The accounts last left to entities from elsewhere, for the log. */
  #left = '';

  constructor(options: ElevatedAccessEntityProviderOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ provider: NAME });
    this.#owners = new Owners({
      ...options.owner,
      onInvalidTag: value => this.#onInvalidTag(value),
    });
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { scheduler, schedule } = this.#options;
    this.#connection = connection;
    await scheduler.scheduleTask({
      ...schedule,
      id: `${NAME}-provider`,
      fn: signal => this.run(signal),
    });
    await scheduler.scheduleTask({
      ...CATCH_UP,
      id: `${NAME}-provider-catch-up`,
      scope: 'local',
      fn: signal => this.catchUp(signal),
    });
  }

  /** Brings the catalog up to date. A call while another runs joins it. Never rejects: what failed is logged. */
  run(signal?: AbortSignal): Promise<void> {
    this.#running ??= this.#run(signal).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Brings the catalog up to date unless this replica has done so before. */
  async catchUp(signal?: AbortSignal): Promise<void> {
    if (!this.#sent) {
      await this.run(signal);
    }
  }

  async #run(signal: AbortSignal | undefined): Promise<void> {
    try {
      const directory = await this.#options.directory.read(signal);
      const contents = await this.#options.catalog.read();
      signal?.throwIfAborted();
      await this.#bringUpToDate(directory, contents);
      this.#lastFailure = undefined;
    } catch (error) {
      this.#reportFailure(toError(error));
    }
  }

  /** Says once what is wrong, and again when something else is. */
  #reportFailure(error: Error): void {
    const { message } = isError(error.cause) ? error.cause : error;
    const report = `AWS accounts in the catalog could not be brought up to date with the directory; it is tried again: ${message}`;
    if (message === this.#lastFailure) {
      this.#logger.debug(report);
    } else if (!this.#sent && isUnavailable(error)) {
      // The usual order of events at a first start, and no cause for alarm.
      this.#logger.info(report);
    } else {
      this.#logger.warn(report);
    }
    this.#lastFailure = message;
  }

  async #bringUpToDate(
    directory: Directory,
    contents: CatalogContents,
  ): Promise<void> {
    const connection = this.#connection;
    if (!connection) {
      throw new Error('The catalog has not connected the provider yet');
    }
    const entities = entitiesOf(directory, {
      owners: this.#owners,
      leaveOut: this.#leaveOut(contents),
    });
    const sent = new Set(entities.map(entity => stringifyEntityRef(entity)));
    if (!this.#sent) {
      await connection.applyMutation({
        type: 'full',
        entities: entities.map(deferred),
      });
      this.#logger.info(
        `The catalog has ${entities.length} entities of the directory read at ${directory.syncedAt}`,
      );
    } else {
      const { added, removed } = differences(entities, {
        shown: contents.ours,
        sent: this.#sent,
      });
      if (added.length + removed.length > 0) {
        await connection.applyMutation({
          type: 'delta',
          added: added.map(deferred),
          removed: removed.map(entityRef => ({ entityRef, locationKey: NAME })),
        });
        this.#logger.info(
          `${added.length} entities of the directory read at ${directory.syncedAt} are new or different, ${removed.length} are gone`,
        );
      }
    }
    this.#sent = sent;
  }

  #leaveOut({ accountsFromElsewhere }: CatalogContents): ReadonlySet<string> {
    if (this.#options.existingAccounts === 'ignore') {
      return new Set();
    }
    const left = [...accountsFromElsewhere].map(
      ([accountId, ref]) => `${accountId} (${ref})`,
    );
    const text = left.sort().join(', ');
    if (text !== this.#left) {
      this.#left = text;
      this.#logger.info(
        text
          ? `Accounts that the catalog has from elsewhere are left to it: ${text}`
          : 'No account is left to entities from elsewhere any longer',
      );
    }
    return new Set(accountsFromElsewhere.keys());
  }

  #onInvalidTag(value: string): void {
    if (!this.#invalidTags.has(value)) {
      this.#invalidTags.add(value);
      this.#logger.warn(
        `The tag ${this.#options.owner.tagKey} has the value ${JSON.stringify(
          value,
        )}, which names neither a group nor a user; what has it goes to the owner of its organizational unit or to the default owner`,
      );
    }
  }
}

/** The directory has not been read from AWS, or too long ago. */
function isUnavailable(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode === 503;
}

function deferred(entity: Entity) {
  return { entity, locationKey: NAME };
}
