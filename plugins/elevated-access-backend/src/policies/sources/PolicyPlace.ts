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
import type { PolicyProblem } from 'backstage-plugin-elevated-access-common';
import type { PolicyFile } from './readPolicyFile';

/** Files of one place; a thousand policies are a few. */
export const MAXIMUM_FILES = 500;

/** Bytes of all files of one place. */
export const MAXIMUM_PLACE_SIZE = 20_000_000;

/** What was found at a place. */
export interface PlaceContents {
  /** What tells whether it changed; null when that cannot be told. */
  etag: string | null;
  files: readonly PolicyFile[];
  /** Why it cannot be used, as far as that shows before anything is read. */
  problems: readonly PolicyProblem[];
}

/** Somewhere outside the portal where policies are written. */
export interface PolicyPlace {
  readonly id: string;
  readonly type: 'file' | 'location';
  /** Path or URL, as the config names it. */
  readonly place: string;
  /**
   * What is there now; undefined when it is what it was at `etag`.
   *
   * @throws Error when it cannot be read
   */
  read(options: {
    etag: string | null;
    signal?: AbortSignal;
  }): Promise<PlaceContents | undefined>;
}

/** The same for the same place, on every replica and after every start. */
export function placeId(type: PolicyPlace['type'], place: string): string {
  const hash = createHash('sha256').update(place).digest('hex');
  return `${type}-${hash.slice(0, 24)}`;
}

/**
 * Whether a file of a folder holds policies: YAML that is neither hidden nor a
 * test of policies.
 *
 * @param path - below the folder, with slashes
 */
export function holdsPolicies(path: string): boolean {
  return isYaml(path) && !isHidden(path) && !isPolicyTest(path);
}

/** Whether a file holds tests of policies, which may lie beside them. */
export function isPolicyTest(path: string): boolean {
  return /\.test\.ya?ml$/i.test(path);
}

/** Whether a file or a folder above it is hidden: `.git`, and how Kubernetes keeps old versions. */
export function isHidden(path: string): boolean {
  return path.split('/').some(step => step.startsWith('.'));
}

export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
