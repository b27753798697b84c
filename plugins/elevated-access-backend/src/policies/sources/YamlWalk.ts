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

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { ConfigPath } from '../../configProblems';
import type { PlacedDocument, TextPosition, TextProblem } from './placedText';

/** Aliases of one file; each costs a walk through its document. */
const MAXIMUM_ALIASES = 100;

/** Values of one file, those behind aliases counted each time: 300 policies have about 10,000. */
const MAXIMUM_VALUES = 50_000;

/** A policy is seven levels deep. */
const MAXIMUM_DEPTH = 20;

/**
 * Turns the documents of one file into values, and finds what is wrong with them.
 * What aliases cost is counted over all documents.
 */
export class YamlWalk {
  readonly problems: TextProblem[] = [];
  readonly #lines: LineCounter;
  #values = 0;
  #aliases = 0;
  #exhausted = false;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  /** Undefined where nothing of the document can be used. */
  read(document: Document.Parsed): PlacedDocument | undefined {
    // What follows from the first mistake would only hide it.
    const [mistake] = [...document.errors, ...document.warnings];
    if (mistake) {
      this.#report(
        mistake.pos[0],
        [],
        isTooDeep(mistake)
          ? 'is nested too deeply to be read'
          : `is not YAML: ${mistake.message}`,
      );
      return undefined;
    }
    const { contents } = document;
    const start = contents?.range[0] ?? document.range[0];
    if (contents === null || (isScalar(contents) && contents.value === null)) {
      this.#report(
        start,
        [],
        'is an empty document; write `eligibility: []` if no policies are meant',
      );
      return undefined;
    }
    const offsets = new Map([[keyOf([]), start]]);
    const value = this.#value(contents, [], { document, offsets });
    return this.#exhausted
      ? undefined
      : { value, positionOf: path => this.#positionOf(path, offsets) };
  }

  #value(node: Node, path: ConfigPath, place: Place): unknown {
    this.#values += 1;
    if (this.#values > MAXIMUM_VALUES) {
      return this.#exhaust(place, path, 'holds more values than can be meant');
    }
    if (path.length > MAXIMUM_DEPTH) {
      return this.#exhaust(place, path, 'is nested too deeply');
    }
    if (isAlias(node)) {
      this.#aliases += 1;
      if (this.#aliases > MAXIMUM_ALIASES) {
        return this.#exhaust(
          place,
          path,
          `uses more than ${MAXIMUM_ALIASES} aliases`,
        );
      }
      const target = node.resolve(place.document);
      if (target) {
        return this.#value(target, path, place);
      }
      this.#reportAt(path, place, `names an anchor that is not there`);
      return undefined;
    }
    if (isMap(node)) {
      return this.#members(node, path, place);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const at = [...path, index];
        return this.#member(isNode(item) ? item : null, at, place, item);
      });
    }
    return isScalar(node) ? node.value : undefined;
  }

  #members(map: YAMLMap, path: ConfigPath, place: Place) {
    const members = new Map<string, unknown>();
    for (const pair of map.items) {
      const key = textOf(pair);
      if (key === undefined) {
        this.#report(
          isNode(pair.key) ? pair.key.range?.[0] : map.range?.[0],
          path,
          'has a key that is not text; write it in quotes',
        );
      } else if (members.has(key)) {
        const at = [...path, key];
        this.#report(
          isNode(pair.key) ? pair.key.range?.[0] : undefined,
          at,
          `is given twice, first in line ${
            this.#positionOf(at, place.offsets).line
          }`,
        );
      } else {
        const value = isNode(pair.value) ? pair.value : null;
        members.set(key, this.#member(value, [...path, key], place, pair.key));
      }
      if (this.#exhausted) {
        break;
      }
    }
    return Object.fromEntries(
      [...members].filter(([, value]) => value !== undefined),
    );
  }

  /** @param anchor - the node whose beginning is the member's place */
  #member(
    node: Node | null,
    path: ConfigPath,
    place: Place,
    anchor: unknown,
  ): unknown {
    const start = isNode(anchor) ? anchor.range?.[0] : undefined;
    if (start !== undefined) {
      place.offsets.set(keyOf(path), start);
    }
    if (node === null || (isScalar(node) && node.value === null)) {
      this.#reportAt(path, place, 'has no value; give it one or leave it out');
      return undefined;
    }
    return this.#exhausted ? undefined : this.#value(node, path, place);
  }

  #exhaust(place: Place, path: ConfigPath, reason: string): undefined {
    if (!this.#exhausted) {
      this.#exhausted = true;
      this.#reportAt(path.slice(0, MAXIMUM_DEPTH), place, reason);
    }
    return undefined;
  }

  #reportAt(path: ConfigPath, { offsets }: Place, reason: string): void {
    this.problems.push({
      ...this.#positionOf(path, offsets),
      path: [...path],
      reason,
    });
  }

  #report(offset: number | undefined, path: ConfigPath, reason: string): void {
    this.problems.push({
      ...this.#position(offset ?? 0),
      path: [...path],
      reason,
    });
  }

  #positionOf(
    path: ConfigPath,
    offsets: ReadonlyMap<string, number>,
  ): TextPosition {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = offsets.get(keyOf(path.slice(0, length)));
      if (offset !== undefined) {
        return this.#position(offset);
      }
    }
    return this.#position(0);
  }

  #position(offset: number): TextPosition {
    const { line, col } = this.#lines.linePos(offset);
    // It knows of no lines in an empty text.
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** What one document's values are read with. */
interface Place {
  document: Document.Parsed;
  /** Where things begin in the text, by `keyOf` of their path. */
  offsets: Map<string, number>;
}

function keyOf(path: ConfigPath): string {
  return JSON.stringify(path);
}

function textOf({ key }: Pair): string | undefined {
  return isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);
}

/** The parser turns a full stack into a mistake of the text. */
function isTooDeep({ message }: Error): boolean {
  return message.includes('call stack');
}
