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

import { CATALOG_TAG_ANNOTATION_PREFIX } from 'backstage-plugin-elevated-access-common';
import { plainText } from './text';

const LONGEST_KEY = 63;

/** AWS's own limit. */
const LONGEST_VALUE = 256;

/**
 * AWS tags as annotations. Labels would refuse most values: spaces, slashes and
 * everything longer than 63 characters.
 *
 * A key that an annotation can have is kept. In others each run of characters
 * that are not allowed becomes a hyphen; what is too long, or would take the
 * place of another tag, is left out. Keys that differ in case only are the same
 * key to the catalog, which refuses an entity that has both: the first one stays.
 */
export function tagAnnotations(
  tags: Readonly<Record<string, string>>,
): Record<string, string> {
  const keys = Object.keys(tags).sort();
  const taken = new Set<string>();
  const annotations: Record<string, string> = {};
  const add = (key: string, tag: string) => {
    if (isValid(key) && !taken.has(key.toLowerCase())) {
      taken.add(key.toLowerCase());
      annotations[`${CATALOG_TAG_ANNOTATION_PREFIX}${key}`] = plainText(
        tags[tag] ?? '',
        LONGEST_VALUE,
      );
    }
  };
  keys.filter(isValid).forEach(key => add(key, key));
  keys.filter(key => !isValid(key)).forEach(key => add(hyphenated(key), key));
  return annotations;
}

function isValid(key: string): boolean {
  return (
    key.length <= LONGEST_KEY &&
    /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(key)
  );
}

function hyphenated(key: string): string {
  return key.replace(/[^-A-Za-z0-9_.]+/g, '-').replace(/^[-_.]+|[-_.]+$/g, '');
}
