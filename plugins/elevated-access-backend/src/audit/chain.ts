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
import {
  sealedEventSchema,
  type SealedEvent,
} from 'backstage-plugin-elevated-access-common';
import type {
  ChainLink,
  EventContent,
  StoredSealedEvent,
  UnsealedEvent,
} from '../database/types';
import { canonicalJson, type JsonLike } from '../domain/canonicalJson';

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
    const hash = hashOf({ ...membersOf(event), ...place });
    links.push({ position: event.position, ...place, hash });
    previous = { seq: place.seq, hash };
  }
  return links;
}

/** A sealed event as a line of an export, without the line's end. */
export function lineOf(row: StoredSealedEvent): string {
  return canonicalJson(sealedMembersOf(row));
}

/** @throws Error when the row cannot be read as an event, as after somebody wrote into it */
export function entryOfRow(row: StoredSealedEvent): ChainEntry {
  return entryOf(sealedMembersOf(row));
}

/** @throws NotAnEventError when the line is no sealed event */
export function entryOfLine(line: string): ChainEntry {
  const value = parseJson(line);
  const entry = entryOf(value);
  // Every byte counts: a member that stands there twice is read only once.
  return canonicalJson(value) === line
    ? entry
    : { ...entry, computedHash: 'none: not spelled as it was exported' };
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
  return { event: parsed.data, computedHash: hashOf(members) };
}

/** SHA-256, in hexadecimal, over the canonical JSON of all members but `hash`. */
function hashOf(members: JsonLike): string {
  return createHash('sha256').update(canonicalJson(members)).digest('hex');
}

function sealedMembersOf(row: StoredSealedEvent) {
  const { seq, prevHash, hash } = row;
  return { ...membersOf(row), seq, prevHash, hash };
}

function membersOf(event: EventContent) {
  const { id, type, at, actor, requestId, assignmentId, data } = event;
  return {
    id,
    type,
    at: at.toISOString(),
    actor,
    requestId,
    assignmentId,
    data: JSON.parse(data),
  };
}
