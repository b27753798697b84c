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

import type { CatalogPerson } from './types';

/**
 * A user or group reference as it is compared: whole and lower-case, because
 * Backstage does not tell references apart by case. `Group:Payments` becomes
 * `group:default/payments`.
 */
export function normalizeRef(ref: string): string {
  // As Backstage's own 'en-US' does, several times as fast.
  const lower = ref.toLowerCase();
  const colon = lower.indexOf(':');
  if (colon < 0 || lower.includes('/', colon)) {
    return lower;
  }
  return `${lower.slice(0, colon)}:default/${lower.slice(colon + 1)}`;
}

/** The references by which policies may name a person: their own and their groups'. */
export function refsOf(
  person: Pick<CatalogPerson, 'entityRef' | 'groupRefs'>,
): ReadonlySet<string> {
  return new Set([person.entityRef, ...person.groupRefs].map(normalizeRef));
}
