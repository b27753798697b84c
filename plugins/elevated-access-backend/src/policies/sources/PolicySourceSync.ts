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
import { toError } from '@backstage/errors';
import type { PolicyProblem } from 'backstage-plugin-elevated-access-common';
import type {
  PolicySourceRecord,
  PolicySourceStore,
  WrittenPolicy,
} from '../../database/policyTypes';
import type { LoadedSettings } from '../../domain/policies';
import type { Clock } from '../../domain/types';
import { nameOf, type NamedPolicy } from '../readPolicy';
import { formatProblem } from './formatProblem';
import type { PlaceContents, PolicyPlace } from './PolicyPlace';
import { readContents } from './readContents';

/**
 * How soon a place whose policies cannot be used is read again although it did
 * not change: what is wrong may be a name that another place gives up.
 */
const RETRY_MS = 15_000;

/** Problems that are kept and logged of one reading. */
const MAXIMUM_PROBLEMS = 100;

/** Characters of an error of somebody else's. */
const MAXIMUM_MESSAGE = 500;

/** What this process found at a place when it last read it. */
interface Seen {
  etag: string | null;
  /** Whether it could be used. */
  valid: boolean;
  at: Date;
}

/**
 * Keeps what files and locations say in the database, where every replica finds
 * the same.
 *
 * A place is taken as a whole: while anything in it is wrong, the last reading
 * that was right holds, also across a restart. One that was never right has a
 * record without `readAt`, because of which nothing is granted.
 *
 * Files are on each replica's own disk. A replica writes what they say when it
 * starts and when its own change, so that during a rolling update, when the disks
 * differ, the newest start or change holds instead of the two going to and fro.
 */
export class PolicySourceSync {
  readonly #places: readonly PolicyPlace[];
  readonly #store: PolicySourceStore;
  readonly #settings: () => Promise<LoadedSettings>;
  readonly #otherNames: () => Promise<readonly NamedPolicy[]>;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #seen = new Map<string, Seen>();
  #turn: Promise<void> = Promise.resolve();

  /**
   * @param options.settings - as they hold for policies that are read now
   * @param options.otherNames - names of policies that come from no place: those of the config and of the portal
   */
  constructor(options: {
    places: readonly PolicyPlace[];
    store: PolicySourceStore;
    settings: () => Promise<LoadedSettings>;
    otherNames: () => Promise<readonly NamedPolicy[]>;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#places = [...new Map(options.places.map(it => [it.id, it])).values()];
    this.#store = options.store;
    this.#settings = options.settings;
    this.#otherNames = options.otherNames;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /**
   * Makes the records of all places, forgets those that the config no longer
   * names, and reads the files. To be called before anything is served.
   */
  async start(): Promise<void> {
    for (const { id, type, place } of this.#places) {
      await this.#store.register({ id, type, place });
    }
    await this.#forgetOthers();
    await this.readFiles();
  }

  /** Reads the files that changed on this replica's disk. Never rejects because of them. */
  readFiles(signal?: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      for (const place of this.#places.filter(it => it.type === 'file')) {
        await this.#read(place, signal);
      }
    });
  }

  /** Reads the locations, for all replicas. Never rejects because of them. */
  readLocations(signal?: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      // A replica that runs with an older config may have brought its own back.
      await this.#forgetOthers();
      for (const place of this.#places.filter(it => it.type === 'location')) {
        await this.#read(place, signal);
      }
    });
  }

  /** Reads the locations of which no reading could ever be used. */
  readMissingLocations(signal?: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      const records = await this.#store.list();
      const missing = new Set(
        records.filter(it => it.readAt === null).map(it => it.id),
      );
      for (const place of this.#places) {
        if (place.type === 'location' && missing.has(place.id)) {
          await this.#read(place, signal);
        }
      }
    });
  }

  /** One after the other, because each has to know the names of all others. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #read(place: PolicyPlace, signal?: AbortSignal): Promise<void> {
    const at = this.#clock.now();
    let contents: PlaceContents | undefined;
    try {
      contents = await place.read({ etag: this.#etagOf(place, at), signal });
    } catch (error) {
      if (!signal?.aborted) {
        const message = toError(error).message.slice(0, MAXIMUM_MESSAGE);
        await this.#refuse(
          place,
          [
            {
              file: place.place,
              path: [],
              reason: `cannot be read: ${message}`,
            },
          ],
          { etag: null, at },
        );
      }
      return;
    }
    if (!contents) {
      if (place.type === 'location') {
        await this.#store.recordUnchanged(place.id, at);
      }
      return;
    }
    const { policies, problems } = await this.#understand(place, contents);
    if (problems.length > 0) {
      await this.#refuse(place, problems, { etag: contents.etag, at });
    } else {
      await this.#accept(place, policies, { etag: contents.etag, at });
    }
  }

  async #understand(place: PolicyPlace, contents: PlaceContents) {
    if (contents.problems.length > 0) {
      return { policies: [], problems: contents.problems };
    }
    const others = (await this.#store.list()).filter(it => it.id !== place.id);
    return readContents(contents.files, {
      type: place.type,
      settings: await this.#settings(),
      taken: [
        ...(await this.#otherNames()),
        ...others.flatMap(({ policies }) => policies.map(nameOf)),
      ],
    });
  }

  async #accept(
    { id, type, place }: PolicyPlace,
    policies: readonly WrittenPolicy[],
    { etag, at }: { etag: string | null; at: Date },
  ): Promise<void> {
    await this.#store.save({
      id,
      type,
      place,
      etag,
      policies,
      readAt: at,
      attemptedAt: at,
      problems: [],
    });
    this.#seen.set(id, { etag, valid: true, at });
    this.#logger.info(`Policies read from ${place}: ${policies.length}`);
  }

  async #refuse(
    place: PolicyPlace,
    problems: readonly PolicyProblem[],
    { etag, at }: { etag: string | null; at: Date },
  ): Promise<void> {
    const kept = problems.slice(0, MAXIMUM_PROBLEMS);
    const record = (await this.#store.list()).find(it => it.id === place.id);
    this.#seen.set(place.id, { etag, valid: false, at });
    const isNews = linesOf(record?.problems ?? []) !== linesOf(kept);
    if (isNews || place.type === 'location') {
      await this.#store.recordProblems(place.id, kept, at);
    }
    if (isNews) {
      this.#logger.error(describe(place, kept, record));
    }
  }

  #etagOf({ id }: PolicyPlace, now: Date): string | null {
    const seen = this.#seen.get(id);
    if (!seen) {
      // The rules may have changed with the version or the settings: everything is read once.
      return null;
    }
    const old = now.getTime() - seen.at.getTime() >= RETRY_MS;
    return seen.valid || !old ? seen.etag : null;
  }

  async #forgetOthers(): Promise<void> {
    const known = new Set(this.#places.map(({ id }) => id));
    for (const { id, place } of await this.#store.list()) {
      if (!known.has(id)) {
        await this.#store.remove(id);
        this.#logger.info(
          `The config no longer names ${place}: its policies do not hold any more`,
        );
      }
    }
  }
}

function describe(
  { place }: PolicyPlace,
  problems: readonly PolicyProblem[],
  record: PolicySourceRecord | undefined,
): string {
  const meanwhile = record?.readAt
    ? `those read at ${record.readAt.toISOString()} hold`
    : 'nothing new is granted until they can';
  return [
    `The policies of ${place} cannot be used; ${meanwhile}:`,
    linesOf(problems),
  ].join('\n');
}

function linesOf(problems: readonly PolicyProblem[]): string {
  return problems.map(it => `  - ${formatProblem(it)}`).join('\n');
}
