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

import { settingsSchema } from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import type { SettingsVersionRecord } from '../database/policyAdministrationTypes';
import {
  checkSettings,
  effectiveSettings,
  portalSettings,
  settingKeys,
} from './settings';

const defaults = settingsSchema.parse({});
const someSettings = fc.record(
  {
    approval: fc.constantFrom('by-policy' as const, 'off' as const),
    maximumDuration: fc.constantFrom('PT1H', 'PT9H', 'PT12H'),
    requestExpiry: fc.constantFrom('PT1H', 'PT3H'),
    comment: fc.constantFrom('optional' as const, 'always' as const),
    confirmChanges: fc.boolean(),
    banner: fc.constant(null),
  },
  { requiredKeys: [] },
);

function version(portal: SettingsVersionRecord['portal']) {
  return {
    number: 1,
    version: '',
    settings: defaults,
    portal,
    at: new Date(0),
    by: null,
    confirmedBy: null,
    comment: '',
  };
}

describe('settings', () => {
  it('are what the config says, else what the portal says, else the default', () => {
    fc.assert(
      fc.property(someSettings, someSettings, (config, portal) => {
        const { settings, fixed } = effectiveSettings(config, version(portal));
        for (const key of settingKeys) {
          const said =
            config[key as keyof typeof config] ??
            portal[key as keyof typeof portal];
          expect(settings[key]).toEqual(
            said === undefined ? defaults[key] : said,
          );
          expect(fixed.includes(key)).toBe(key in config);
        }
      }),
    );
  });

  it('that the config fixes keep what the portal had said, for when the config lets them go', () => {
    const held = effectiveSettings(
      { requestExpiry: 'PT1H' },
      version({ requestExpiry: 'PT2H', approval: 'off' }),
    );
    const portal = portalSettings(
      { ...held.settings, approval: 'by-policy' },
      held,
    );
    expect(portal).toMatchObject({
      requestExpiry: 'PT2H',
      approval: 'by-policy',
    });
    expect(effectiveSettings({}, version(portal)).settings.requestExpiry).toBe(
      'PT2H',
    );
  });

  it.each([
    ['minimumDuration', { minimumDuration: 'PT10H' }],
    ['minimumDuration', { minimumDuration: 'PT0S' }],
    ['requestExpiry', { requestExpiry: 'PT0M' }],
    ['maximumDelay', { maximumDelay: 'PT0S' }],
  ])('are refused where %s makes no sense', (key, some) => {
    expect(checkSettings({ ...defaults, ...some })).toMatchObject([
      { path: [key] },
    ]);
  });

  it('are fine as they come', () => {
    expect(checkSettings(defaults)).toEqual([]);
  });
});
