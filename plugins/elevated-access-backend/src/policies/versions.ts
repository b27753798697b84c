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
import type { Settings } from 'backstage-plugin-elevated-access-common';
import type { PolicyContent } from '../database/policyAdministrationTypes';
import { canonicalJson, type JsonLike } from '../domain/canonicalJson';

/**
 * Twelve hexadecimal digits that change when anything in a policy does, or
 * whether it is enabled. They name what somebody wrote, whatever the settings say:
 * a request pins them, and the policy's history has them.
 */
export function policyVersion({
  kind,
  spec,
  enabled,
}: PolicyContent & { enabled: boolean }): string {
  return fingerprint({ kind, spec, enabled });
}

/** Twelve hexadecimal digits that change when any setting does. */
export function settingsVersion(settings: Settings): string {
  return fingerprint(settings);
}

/** The same for equal values, whatever the order of their members. */
export function fingerprint(value: JsonLike): string {
  return createHash('sha256')
    .update(canonicalJson(value))
    .digest('hex')
    .slice(0, 12);
}
