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

import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { PolicyProblem } from 'backstage-plugin-elevated-access-common';
import {
  holdsPolicies,
  isYaml,
  MAXIMUM_FILES,
  MAXIMUM_PLACE_SIZE,
  placeId,
  type PlaceContents,
  type PolicyPlace,
} from './PolicyPlace';
import { MAXIMUM_FILE_SIZE, tooBig, type PolicyFile } from './readPolicyFile';

/** For the whole of a reading. */
const TIMEOUT_MS = 60_000;

/**
 * A file, a folder of a repository, or what a pattern finds there, read through
 * Backstage's URL reader with the tokens of its integrations.
 */
export class LocationPlace implements PolicyPlace {
  readonly id: string;
  readonly type = 'location';
  readonly place: string;
  readonly #reader: UrlReaderService;

  constructor(options: { url: string; reader: UrlReaderService }) {
    this.place = options.url;
    this.id = placeId('location', options.url);
    this.#reader = options.reader;
  }

  async read({
    etag,
    signal,
  }: {
    etag: string | null;
    signal?: AbortSignal;
  }): Promise<PlaceContents | undefined> {
    const patience = AbortSignal.timeout(TIMEOUT_MS);
    const options = {
      ...(etag === null ? {} : { etag }),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    };
    try {
      return await this.#readAs(formOf(this.place), options);
    } catch (error) {
      if (error instanceof Error && error.name === 'NotModifiedError') {
        return undefined;
      }
      throw error;
    }
  }

  async #readAs(
    form: ReturnType<typeof formOf>,
    options: { etag?: string; signal: AbortSignal },
  ): Promise<PlaceContents> {
    switch (form) {
      case 'file': {
        const { buffer, etag } = await this.#reader.readUrl(
          this.place,
          options,
        );
        return this.#collect(etag, [{ name: this.place, content: buffer }]);
      }
      case 'pattern': {
        const { files, etag } = await this.#reader.search(this.place, options);
        return this.#collect(
          etag,
          files
            .filter(({ url }) => holdsPolicies(lastStepOf(url)))
            .map(({ url, content }) => ({ name: url, content })),
        );
      }
      case 'folder':
        return this.#readFolder(options);
      default:
        throw new Error(`Unknown form of a place: ${form satisfies never}`);
    }
  }

  async #readFolder(options: {
    etag?: string;
    signal: AbortSignal;
  }): Promise<PlaceContents> {
    const folder = this.place.replace(/\/+$/, '');
    const big: PolicyProblem[] = [];
    const tree = await this.#reader.readTree(this.place, {
      ...options,
      filter: (path, info) => {
        if (!holdsPolicies(path)) {
          return false;
        }
        if (info && info.size > MAXIMUM_FILE_SIZE) {
          big.push(tooBig(`${folder}/${path}`));
          return false;
        }
        return true;
      },
    });
    const files = await tree.files();
    return this.#collect(
      tree.etag,
      files.map(({ path, content }) => ({
        name: `${folder}/${path}`,
        content,
      })),
      big,
    );
  }

  async #collect(
    etag: string | undefined,
    found: readonly { name: string; content: () => Promise<Buffer> }[],
    problems: readonly PolicyProblem[] = [],
  ): Promise<PlaceContents> {
    const contents = { etag: etag || null, files: [], problems };
    const all = (reason: string) => ({
      ...contents,
      problems: [{ file: this.place, path: [], reason }],
    });
    if (problems.length > 0) {
      return contents;
    }
    if (found.length === 0) {
      return all('holds no file that ends in .yaml or .yml');
    }
    if (found.length > MAXIMUM_FILES) {
      return all(`holds more than ${MAXIMUM_FILES} files`);
    }
    const files: PolicyFile[] = [];
    let total = 0;
    for (const { name, content } of found) {
      const bytes = await content();
      total += bytes.byteLength;
      if (total > MAXIMUM_PLACE_SIZE) {
        return all(`holds more than ${MAXIMUM_PLACE_SIZE / 1_000_000} MB`);
      }
      files.push({ name, bytes });
    }
    return {
      ...contents,
      files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }
}

/** A URL with a star is a pattern, one that ends like YAML is a file, any other is a folder. */
function formOf(url: string): 'file' | 'folder' | 'pattern' {
  const { pathname, searchParams } = new URL(url);
  // Azure DevOps names the path inside the repository in the query.
  const path = searchParams.get('path') ?? pathname;
  if (path.includes('*')) {
    return 'pattern';
  }
  return isYaml(path) ? 'file' : 'folder';
}

function lastStepOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  return (searchParams.get('path') ?? pathname).split('/').at(-1) ?? '';
}
