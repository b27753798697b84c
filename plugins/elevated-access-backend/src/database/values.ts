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

import { z } from 'zod';

/**
 * An instant as a database gives it back: PostgreSQL a `Date`, SQLite the
 * milliseconds that were bound.
 */
export type StoredInstant = Date | number | string;

export function toDate(value: StoredInstant): Date {
  return new Date(value);
}

export function toDateOrNull(value: StoredInstant | null): Date | null {
  return value === null ? null : toDate(value);
}

/** PostgreSQL gives 64-bit integers back as text. */
export function toNumberOrNull(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}

const stringList = z.array(z.string());
const stringRecord = z.record(z.string(), z.string());
const anyRecord = z.record(z.string(), z.unknown());

/** Which policies a permission set is made of, as stored. */
export const permissionSetPoliciesSchema = z.object({
  managed: stringList,
  inline: z.boolean(),
  boundary: z.boolean(),
});

export function parseStringList(json: string): string[] {
  return stringList.parse(JSON.parse(json));
}

export function parseStringRecord(json: string): Record<string, string> {
  return stringRecord.parse(JSON.parse(json));
}

export function parseRecord(json: string): Record<string, unknown> {
  return anyRecord.parse(JSON.parse(json));
}
