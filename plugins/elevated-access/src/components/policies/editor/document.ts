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

import type { JsonObject, JsonValue } from '@backstage/types';
import type { PolicyKind } from 'backstage-plugin-elevated-access-common';

/**
 * A policy while it is written: whatever it says so far, right or wrong. The form
 * reads from it what it understands and leaves the rest as it is, so that form and
 * YAML are two views of one document.
 */
export type Document = JsonObject;

/** Members in the order in which people expect to read them. */
const ORDER = [
  'name',
  'description',
  'effect',
  'priority',
  'subjects',
  'targets',
  'permissionSets',
  'maxDuration',
  'approval',
  'risk',
  'workingHours',
  'strictWindow',
  'extension',
  'reason',
  'ticket',
  'stages',
  'comment',
  'requestExpiry',
  'reminders',
];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(document: Document, member: string): string {
  const value = document[member];
  return typeof value === 'string' ? value : '';
}

export function numberOf(
  document: Document,
  member: string,
): number | undefined {
  const value = document[member];
  return typeof value === 'number' ? value : undefined;
}

export function objectOf(
  document: Document,
  member: string,
): JsonObject | undefined {
  const value = document[member];
  return isObject(value) ? value : undefined;
}

export function textsOf(document: Document, member: string): string[] {
  return listOf(document, member).filter(
    (item): item is string => typeof item === 'string',
  );
}

export function objectsOf(document: Document, member: string): JsonObject[] {
  return listOf(document, member).filter(isObject);
}

function listOf(document: Document, member: string): unknown[] {
  const value = document[member];
  return Array.isArray(value) ? value : [];
}

/** With another value for one member; without the member where the value is undefined. */
export function withMember(
  document: Document,
  member: string,
  value: JsonValue | undefined,
): Document {
  const others = Object.entries(document).filter(([key]) => key !== member);
  return inOrder(
    Object.fromEntries(
      value === undefined ? others : [...others, [member, value]],
    ),
  );
}

/** Without members that are undefined, which JSON does not know. */
export function compact(
  members: Record<string, JsonValue | undefined>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  );
}

/** The members that are known first, as people read them, then the others. */
export function inOrder(document: Document): Document {
  const place = (key: string) => {
    const known = ORDER.indexOf(key);
    return known < 0 ? ORDER.length : known;
  };
  return Object.fromEntries(
    Object.entries(document).sort(([a], [b]) => place(a) - place(b)),
  );
}

/** Members that only an allow policy has. */
const ALLOW_ONLY = [
  'priority',
  'maxDuration',
  'approval',
  'risk',
  'strictWindow',
  'extension',
  'reason',
  'ticket',
];

/** The same people and accounts with the other effect. */
export function withEffect(
  document: Document,
  effect: 'allow' | 'deny',
): Document {
  const kept =
    effect === 'deny'
      ? Object.fromEntries(
          Object.entries(document).filter(([key]) => !ALLOW_ONLY.includes(key)),
        )
      : { maxDuration: 'PT1H', ...document };
  return withMember(kept, 'effect', effect);
}

/** What a new policy begins as: nothing that would give anybody anything. */
export function emptyDocument(kind: PolicyKind): Document {
  const selection = { targets: [], permissionSets: [] };
  return kind === 'eligibility'
    ? {
        name: '',
        effect: 'allow',
        subjects: [],
        ...selection,
        maxDuration: 'PT1H',
        approval: 'required',
      }
    : {
        name: '',
        ...selection,
        stages: [{ name: '', approvers: [], required: 1 }],
      };
}

/** A policy as it is written out, without what it says by saying nothing. */
export function toDocument(spec: object): Document {
  const parsed: unknown = JSON.parse(JSON.stringify(spec));
  return isObject(parsed) ? inOrder(parsed) : {};
}
