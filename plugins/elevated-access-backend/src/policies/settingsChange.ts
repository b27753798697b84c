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

import type { Settings } from 'backstage-plugin-elevated-access-common';
import { canonicalJson } from '../domain/canonicalJson';
import { problem } from '../domain/problems';
import { loadSettings } from './loadPolicies';
import { changedMeanwhile, nothingChanged, requireSense } from './policyChange';
import type { Shelf } from './PolicyShelf';
import { readPolicy } from './readPolicy';
import { checkSettings, portalSettings } from './settings';
import { settingsVersion } from './versions';

/** A change of the settings that may be made, as things stand. */
export interface PlannedSettingsChange {
  subject: 'settings';
  before: Settings;
  after: Settings;
  version: string;
  /** What the portal says from then on. */
  portal: Partial<Settings>;
}

/**
 * What a change of the settings would do.
 *
 * @param basedOn - the version that it was made from
 * @throws InputError or ConflictError when it may not be made
 */
export function planSettingsChange(
  given: Settings,
  basedOn: string | null,
  { settings: held, policies }: Shelf,
): PlannedSettingsChange {
  if (held.version !== basedOn) {
    throw changedMeanwhile('What the settings say');
  }
  const fixed = held.fixed.find(
    key => canonicalJson(given[key]) !== canonicalJson(held.settings[key]),
  );
  if (fixed) {
    throw problem('input', {
      code: 'setting-fixed',
      field: `settings.${fixed}`,
      reason: `The configuration of the portal sets ${fixed}; it cannot be set here.`,
      remedy: `Change elevatedAccess.settings.${fixed} in the configuration, or remove it there.`,
    });
  }
  requireSense(checkSettings(given), ['settings']);
  requirePoliciesToFit(given, held.settings, policies);
  const version = settingsVersion(given);
  if (version === held.version) {
    throw nothingChanged('What the settings say');
  }
  return {
    subject: 'settings',
    before: held.settings,
    after: given,
    version,
    portal: portalSettings(given, held),
  };
}

/** A policy that makes sense now has to make sense afterwards. */
function requirePoliciesToFit(
  given: Settings,
  held: Settings,
  policies: Shelf['policies'],
): void {
  const before = loadSettings(held);
  const after = loadSettings(given);
  const broken = policies.find(
    ({ kind, spec, enabled }) =>
      enabled &&
      readPolicy(kind, spec, before).ok &&
      !readPolicy(kind, spec, after).ok,
  );
  if (!broken) {
    return;
  }
  const reading = readPolicy(broken.kind, broken.spec, after);
  const [first] = reading.ok ? [] : reading.problems;
  throw problem('input', {
    code: 'invalid-policy',
    reason: `With these settings the ${broken.kind} policy ${
      broken.spec.name
    } would make no sense: its ${first?.path.join('.')} ${first?.reason}`,
    remedy: 'Change the policy first, or other settings.',
  });
}
