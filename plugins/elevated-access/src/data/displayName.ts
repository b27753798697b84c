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

import type { Entity } from '@backstage/catalog-model';

/** The name in the profile of a user or a group, where it has one. */
export function displayNameOf({ spec }: Entity): string | undefined {
  const profile = spec?.profile;
  return typeof profile === 'object' &&
    profile !== null &&
    !Array.isArray(profile) &&
    typeof profile.displayName === 'string'
    ? profile.displayName
    : undefined;
}
