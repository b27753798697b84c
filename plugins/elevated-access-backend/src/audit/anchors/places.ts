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
import type { EventsService } from '@backstage/plugin-events-node';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { textOfAnchor, type Anchor } from './anchor';

/** A place outside the database that keeps heads of the event log. */
export interface AnchorPlace {
  /** Names it, for people and in the database: `file:/var/log/anchors.jsonl`. */
  readonly name: string;
  /** @throws when it was not kept there, or nobody knows */
  put(anchor: Anchor, signal: AbortSignal): Promise<void>;
}

/** The portal's own log, for wherever that is shipped to. */
export class LogPlace implements AnchorPlace {
  readonly name = 'log';
  readonly #logger: LoggerService;

  constructor(options: { logger: LoggerService }) {
    this.#logger = options.logger;
  }

  async put(anchor: Anchor): Promise<void> {
    this.#logger.info(`Event log anchor ${textOfAnchor(anchor)}`);
  }
}

/** A topic of Backstage's events, for whoever listens. */
export class EventPlace implements AnchorPlace {
  readonly name: string;
  readonly #events: EventsService;
  readonly #topic: string;

  constructor(options: { events: EventsService; topic: string }) {
    this.name = `event:${options.topic}`;
    this.#events = options.events;
    this.#topic = options.topic;
  }

  async put(anchor: Anchor): Promise<void> {
    await this.#events.publish({
      topic: this.#topic,
      eventPayload: { ...anchor },
    });
  }
}

/** A file that only grows, a line for each anchor; on a disk that the database's administrators cannot write to. */
export class FilePlace implements AnchorPlace {
  readonly name: string;
  readonly #path: string;

  constructor(options: { path: string }) {
    this.name = `file:${options.path}`;
    this.#path = options.path;
  }

  async put(anchor: Anchor): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a', 0o640);
    try {
      await file.write(`${textOfAnchor(anchor)}\n`);
      // It is of use only after a power cut, too.
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

/** Something that keeps texts under names and never lets go of them. */
export interface ObjectKeeper {
  put(key: string, text: string, signal: AbortSignal): Promise<void>;
}

/** An object of a bucket for each anchor. */
export class BucketPlace implements AnchorPlace {
  readonly name: string;
  readonly #prefix: string;
  readonly #objects: ObjectKeeper;

  constructor(options: {
    bucket: string;
    prefix: string;
    objects: ObjectKeeper;
  }) {
    this.name = `s3:${options.bucket}/${options.prefix}`;
    this.#prefix = options.prefix;
    this.#objects = options.objects;
  }

  put(anchor: Anchor, signal: AbortSignal): Promise<void> {
    // In the order of the chain when listed, and one installation's apart from another's.
    const number = String(anchor.seq).padStart(15, '0');
    return this.#objects.put(
      `${this.#prefix}${anchor.log}/${number}.json`,
      `${textOfAnchor(anchor)}\n`,
      signal,
    );
  }
}
