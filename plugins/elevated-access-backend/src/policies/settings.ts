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
  settingsSchema,
  type PolicyProblem,
  type Settings,
} from 'backstage-plugin-elevated-access-common';
import type { SettingsVersionRecord } from '../database/policyAdministrationTypes';
import { describeDuration, parseDurationMs } from '../domain/window';
import { settingsVersion } from './versions';

/** Every key of the settings. */
export const settingKeys = settingsSchema.keyof().options;

/** The settings as they hold, and how they came about. */
export interface EffectiveSettings {
  settings: Settings;
  /** Keys that the config sets, and that nobody can set elsewhere. */
  fixed: (keyof Settings)[];
  version: string;
  /** What the portal last said; undefined while it never did. */
  latest: SettingsVersionRecord | undefined;
}

/** What the config says holds; where it says nothing, what the portal says; where neither does, the default. */
export function effectiveSettings(
  config: Partial<Settings>,
  latest: SettingsVersionRecord | undefined,
): EffectiveSettings {
  const settings = { ...DEFAULTS, ...latest?.portal, ...config };
  return {
    settings,
    fixed: settingKeys.filter(key => config[key] !== undefined),
    version: settingsVersion(settings),
    latest,
  };
}

/** What the portal says once somebody has given all settings: of keys that are fixed, what it said before. */
export function portalSettings(
  given: Settings,
  { fixed, latest }: EffectiveSettings,
): Partial<Settings> {
  const said: Partial<Settings> = { ...given };
  for (const key of fixed) {
    delete said[key];
  }
  return { ...onlyOf(fixed, latest?.portal ?? {}), ...said };
}

/** What the shape of settings cannot say about their sense. */
export function checkSettings(settings: Settings): PolicyProblem[] {
  const problems: PolicyProblem[] = LONGER_THAN_NOTHING.filter(
    key => parseDurationMs(settings[key]) === 0,
  ).map(key => ({ path: [key], reason: 'must be longer than nothing' }));
  const longest = parseDurationMs(settings.maximumDuration);
  if (parseDurationMs(settings.minimumDuration) > longest) {
    problems.push({
      path: ['minimumDuration'],
      reason: `must be at most maximumDuration (${describeDuration(longest)})`,
      example: 'PT5M',
    });
  }
  return problems;
}

const DEFAULTS = settingsSchema.parse({});

const LONGER_THAN_NOTHING = [
  'maximumDuration',
  'minimumDuration',
  'requestExpiry',
  'maximumDelay',
] as const;

function onlyOf(
  keys: readonly (keyof Settings)[],
  settings: Partial<Settings>,
): Partial<Settings> {
  const some: Partial<Settings> = { ...settings };
  for (const key of settingKeys) {
    if (!keys.includes(key)) {
      delete some[key];
    }
  }
  return some;
}
