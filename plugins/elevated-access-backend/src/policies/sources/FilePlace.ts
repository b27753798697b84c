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

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PolicyProblem } from 'backstage-plugin-elevated-access-common';
import {
  holdsPolicies,
  isHidden,
  MAXIMUM_FILES,
  MAXIMUM_PLACE_SIZE,
  placeId,
  type PlaceContents,
  type PolicyPlace,
} from './PolicyPlace';
import { MAXIMUM_FILE_SIZE, tooBig, type PolicyFile } from './readPolicyFile';

/** Folders in folders. */
const MAXIMUM_DEPTH = 10;

/**
 * A file, or a folder with everything below it, on this replica's disk.
 *
 * Whether something changed is told by names, sizes and times. What changed is
 * read only when it looked the same twice, because it may be half-written; the
 * first reading does not wait.
 */
export class FilePlace implements PolicyPlace {
  readonly id: string;
  readonly type = 'file';
  readonly place: string;
  readonly #path: string;
  #lookedLike: string | undefined;

  /** @param place - relative to the working directory, as Backstage resolves the files of its config */
  constructor(place: string) {
    this.place = place;
    this.id = placeId('file', this.place);
    this.#path = resolve(this.place);
  }

  async read({
    etag,
  }: {
    etag: string | null;
  }): Promise<PlaceContents | undefined> {
    const found = await this.#look();
    const before = this.#lookedLike;
    this.#lookedLike = fingerprintOf(found);
    if (this.#lookedLike === etag) {
      return undefined;
    }
    if (before !== undefined && before !== this.#lookedLike) {
      return undefined;
    }
    const problems = this.#excesses(found);
    const files = problems.length > 0 ? [] : await this.#readAll(found);
    const now = fingerprintOf(await this.#look());
    if (now !== this.#lookedLike) {
      this.#lookedLike = now;
      throw new Error('changed while it was being read');
    }
    return { etag: this.#lookedLike, files, problems };
  }

  async #look(): Promise<Found[]> {
    const root = await stat(this.#path);
    if (!root.isDirectory()) {
      return [{ ...factsOf(root), name: this.place, path: this.#path }];
    }
    const found: Found[] = [];
    await this.#lookInto('', found);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @param folder - below the root, with a slash at its end unless it is the root */
  async #lookInto(folder: string, found: Found[]): Promise<void> {
    const entries = await readdir(join(this.#path, folder), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const below = `${folder}${entry.name}`;
      // Folders behind links could go round in circles; files behind links are how Kubernetes mounts them.
      if (entry.isDirectory()) {
        if (!isHidden(below) && below.split('/').length <= MAXIMUM_DEPTH) {
          await this.#lookInto(`${below}/`, found);
        }
      } else if (holdsPolicies(below) && found.length <= MAXIMUM_FILES) {
        const path = join(this.#path, below);
        const facts = await stat(path);
        if (facts.isFile()) {
          found.push({
            ...factsOf(facts),
            name: `${this.place}/${below}`,
            path,
          });
        }
      }
    }
  }

  #excesses(found: readonly Found[]): PolicyProblem[] {
    const all = (reason: string) => [{ file: this.place, path: [], reason }];
    if (found.length === 0) {
      return all('holds no file that ends in .yaml or .yml');
    }
    if (found.length > MAXIMUM_FILES) {
      return all(`holds more than ${MAXIMUM_FILES} files`);
    }
    const big = found.filter(({ size }) => size > MAXIMUM_FILE_SIZE);
    if (big.length > 0) {
      return big.map(({ name }) => tooBig(name));
    }
    const total = found.reduce((sum, { size }) => sum + size, 0);
    return total > MAXIMUM_PLACE_SIZE
      ? all(`holds more than ${MAXIMUM_PLACE_SIZE / 1_000_000} MB`)
      : [];
  }

  async #readAll(found: readonly Found[]): Promise<PolicyFile[]> {
    const files: PolicyFile[] = [];
    for (const { name, path } of found) {
      files.push({ name, bytes: await readFile(path) });
    }
    return files;
  }
}

interface Found {
  name: string;
  path: string;
  /** Bytes. */
  size: number;
  changedMs: number;
  inode: number;
}

function factsOf(facts: { size: number; mtimeMs: number; ino: number }) {
  return { size: facts.size, changedMs: facts.mtimeMs, inode: facts.ino };
}

function fingerprintOf(found: readonly Found[]): string {
  const hash = createHash('sha256');
  for (const { name, size, changedMs, inode } of found) {
    hash.update(JSON.stringify([name, size, changedMs, inode]));
  }
  return hash.digest('hex');
}
