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
import {
  sealedEventSchema,
  type SealedEvent,
} from 'backstage-plugin-elevated-access-common';
import type {
  ChainLink,
  StoredSealedEvent,
  UnsealedEvent,
} from '../database/types';
import { canonicalJson, type JsonLike } from '../domain/canonicalJson';
import {
  hashOfSpelling,
  kindOf,
  lineOfSpelling,
  readPlainLine,
  spell,
} from './spelling';

/** A place in the chain; its hash fixes everything up to it. */
export interface ChainPoint {
  seq: number;
  hash: string;
}

/** What the first event hangs on. */
export const GENESIS: ChainPoint = { seq: 0, hash: '0'.repeat(64) };

/** A sealed event as it was found, and the hash that it would have to have. */
export interface ChainEntry {
  event: SealedEvent;
  computedHash: string;
}

/** Something is in an event's place that never was one. */
export class NotAnEventError extends Error {}

/** The links that put events behind `last`, in the order given. */
export function linksBehind(
  last: ChainPoint,
  events: readonly UnsealedEvent[],
): ChainLink[] {
  const links: ChainLink[] = [];
  let previous = last;
  for (const event of events) {
    const place = { seq: previous.seq + 1, prevHash: previous.hash };
    const hash = hashOfSpelling(spell({ ...event, ...place }));
    links.push({ position: event.position, ...place, hash });
    previous = { seq: place.seq, hash };
  }
  return links;
}

/** A sealed event as a line of an export, without the line's end. */
export function lineOf(row: StoredSealedEvent): string {
  return lineOfSpelling(spell(row), row.hash);
}

/** What the chain needs of an event in the database. */
export type StoredEntry = Pick<ChainEntry, 'computedHash'> & {
  event: Pick<SealedEvent, 'seq' | 'prevHash' | 'hash'>;
};

/** @throws Error when the row cannot be read as an event, as after somebody wrote into it */
export function entryOfRow(row: StoredSealedEvent): StoredEntry {
  if (!isPlainRow(row)) {
    return entryOf(sealedMembersOf(row));
  }
  const { seq, prevHash, hash } = row;
  const computedHash = hashOfSpelling(spell(row));
  return { event: { seq, prevHash, hash }, computedHash };
}

/** @throws NotAnEventError when the line is no sealed event */
export function entryOfLine(line: string): ChainEntry {
  return readPlainLine(line) ?? entryOfAnyLine(line);
}

/**
 * The same of any line, and several times slower.
 *
 * @throws NotAnEventError when the line is no sealed event
 */
export function entryOfAnyLine(line: string): ChainEntry {
  const value = parseJson(line);
  const entry = entryOf(value);
  // Every byte counts: a member that stands there twice is read only once.
  return canonicalJson(value) === line
    ? entry
    : { ...entry, computedHash: 'none: not spelled as it was exported' };
}

const HASH = /^[0-9a-f]{64}$/;

/** Whether the schema would take the row. Databases without strict types give anything. */
function isPlainRow(row: StoredSealedEvent): boolean {
  return (
    Number.isSafeInteger(row.seq) &&
    row.seq >= 1 &&
    HASH.test(row.prevHash) &&
    HASH.test(row.hash) &&
    isText(row.id) &&
    isText(row.type) &&
    kindOf(row.actor.kind) !== undefined &&
    isTextOrNull(row.actor.entityRef) &&
    isTextOrNull(row.actor.displayName) &&
    isTextOrNull(row.requestId) &&
    isTextOrNull(row.assignmentId) &&
    // Of years that are written with four digits.
    row.at.getTime() >= YEAR_0 &&
    row.at.getTime() < YEAR_10000 &&
    isText(row.data) &&
    row.data.startsWith('{')
  );
}

const YEAR_0 = Date.UTC(-1, 12);
const YEAR_10000 = Date.UTC(10_000, 0);

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function parseJson(line: string): JsonLike {
  try {
    return JSON.parse(line);
  } catch {
    throw new NotAnEventError('it is not JSON');
  }
}

function entryOf(value: JsonLike): ChainEntry {
  const parsed = sealedEventSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new NotAnEventError(
      `${issue.path.join('.') || 'it'}: ${issue.message}`,
    );
  }
  // Over what is there and not over what the schema makes of it.
  const { hash, ...members } = Object(value);
  const computedHash = digest('sha256', canonicalJson(members));
  return { event: parsed.data, computedHash };
}

function sealedMembersOf(row: StoredSealedEvent) {
  const { id, type, at, actor, requestId, assignmentId, data } = row;
  const { seq, prevHash, hash } = row;
  return {
    id,
    type,
    at: at.toISOString(),
    actor,
    requestId,
    assignmentId,
    data: JSON.parse(data),
    seq,
    prevHash,
    hash,
  };
}
