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

import { hash as digest } from 'node:crypto';
import type { SealedEvent } from 'backstage-plugin-elevated-access-common';
import type { EventContent } from '../database/types';
import { canonicalJson, type JsonLike } from '../domain/canonicalJson';

/**
 * How an event is spelled: one line of canonical JSON, whose members stand in the
 * order of their names. `hash` stands between `before` and `after`, and is over
 * the two without it. Spelled by hand, since a log has millions of events.
 */
export interface Spelling {
  before: string;
  after: string;
}

/** The place that an event has in the chain, or is to have. */
interface Place {
  seq: number;
  prevHash: string;
}

/** A line whose every byte is as it would be exported. */
export interface ReadLine {
  event: SealedEvent;
  computedHash: string;
}

/** @throws SyntaxError when the data is not JSON, RangeError when the time is none */
export function spell(event: EventContent & Place): Spelling {
  const { displayName, entityRef, kind } = event.actor;
  return {
    before:
      `{"actor":{"displayName":${quote(displayName)},` +
      `"entityRef":${quote(entityRef)},"kind":${quote(kind)}},` +
      `"assignmentId":${quote(event.assignmentId)},` +
      `"at":"${event.at.toISOString()}","data":${canonicalText(event.data)},`,
    after:
      `"id":${quote(event.id)},"prevHash":${quote(event.prevHash)},` +
      `"requestId":${quote(event.requestId)},"seq":${quote(event.seq)},` +
      `"type":${quote(event.type)}}`,
  };
}

/** SHA-256, in hexadecimal, over everything but the hash. */
export function hashOfSpelling({ before, after }: Spelling): string {
  return digest('sha256', before + after);
}

export function lineOfSpelling(
  { before, after }: Spelling,
  hash: string,
): string {
  return `${before}"hash":${quote(hash)},${after}`;
}

/** Text without anything that JSON would escape, nor anything outside the basic plane. */
const PLAIN = String.raw`[^"\\\u0000-\u001f\ud800-\udfff]*`;
const WHOLLY_PLAIN = new RegExp(`^${PLAIN}$`);
const NULLABLE = `(null|"${PLAIN}")`;
const HASH = '([0-9a-f]{64})';
/** As `toISOString` writes it. A 29th of February is left to whoever knows leap years. */
const INSTANT =
  String.raw`\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])` +
  String.raw`|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))` +
  String.raw`T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z`;

const BEFORE_DATA = new RegExp(
  `^\\{"actor":\\{"displayName":${NULLABLE},"entityRef":${NULLABLE},` +
    `"kind":"(user|engine|service)"\\},"assignmentId":${NULLABLE},` +
    `"at":"(${INSTANT})","data":(?=\\{)`,
);
/** At most 15 digits, which every number holds. */
const BEHIND_DATA = new RegExp(
  `^,"hash":"${HASH}","id":"(${PLAIN})","prevHash":"${HASH}",` +
    `"requestId":${NULLABLE},"seq":([1-9]\\d{0,14}),"type":"(${PLAIN})"\\}$`,
);
const HASH_BEGINS = ',"hash":"';
/** `"hash":"…",` */
const HASH_MEMBER = '"hash":"",'.length + 64;

/**
 * Reads a line that is plainly an event, spelled as an export spells it. Says
 * nothing of any other: it may be broken, or only have an accent to escape.
 */
export function readPlainLine(line: string): ReadLine | undefined {
  // What follows the data has no quote inside, so that the last one is the member.
  const dataEnds = line.lastIndexOf(HASH_BEGINS);
  const first = BEFORE_DATA.exec(line);
  const then = dataEnds < 0 ? null : BEHIND_DATA.exec(line.slice(dataEnds));
  if (!first || !then) {
    return undefined;
  }
  const data = readData(line.slice(first[0].length, dataEnds));
  const kind = kindOf(first[3]);
  if (!data || !kind) {
    return undefined;
  }
  return {
    event: {
      seq: Number(then[5]),
      prevHash: then[3],
      hash: then[1],
      id: then[2],
      type: then[6],
      at: first[5],
      actor: {
        kind,
        entityRef: unquoted(first[2]),
        displayName: unquoted(first[1]),
      },
      requestId: unquoted(then[4]),
      assignmentId: unquoted(first[4]),
      data,
    },
    computedHash: digest(
      'sha256',
      line.slice(0, dataEnds + 1) + line.slice(dataEnds + 1 + HASH_MEMBER),
    ),
  };
}

export function kindOf(
  text: unknown,
): SealedEvent['actor']['kind'] | undefined {
  return text === 'user' || text === 'engine' || text === 'service'
    ? text
    : undefined;
}

/** The object that canonical text holds; undefined where it is another text. */
function readData(text: string): Record<string, unknown> | undefined {
  try {
    const value: Record<string, JsonLike> = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

function canonicalText(text: string): string {
  const value: JsonLike = JSON.parse(text);
  return canonicalJson(value);
}

/** As JSON.stringify does, which takes most of the time where there is nothing to escape. */
function quote(value: string | number | null): string {
  return typeof value === 'string' && WHOLLY_PLAIN.test(value)
    ? `"${value}"`
    : JSON.stringify(value);
}

function unquoted(text: string): string | null {
  return text === 'null' ? null : text.slice(1, -1);
}
