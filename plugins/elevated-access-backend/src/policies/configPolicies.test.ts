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

import { ConfigReader } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { readElevatedAccessConfig } from '../config';
import { loadPolicies, loadSettings } from './loadPolicies';
import { effectiveSettings } from './settings';

const ALLOW = {
  name: 'payments-engineers',
  effect: 'allow',
  subjects: ['group:default/payments'],
  targets: [{ ou: '/Workloads/Prod' }],
  permissionSets: [{ name: 'ReadOnly' }],
  maxDuration: 'PT4H',
};
const DENY = {
  name: 'no-contractors',
  effect: 'deny',
  subjects: ['group:default/contractors'],
  targets: [{ all: true }],
  permissionSets: [{ all: true }],
};
const APPROVAL = {
  name: 'payments-approval',
  targets: [{ all: true }],
  permissionSets: [{ all: true }],
  stages: [
    { name: 'Payments leads', approvers: ['group:default/payments-leads'] },
  ],
};

function escalating(...steps: JsonObject[]): JsonObject {
  return {
    ...APPROVAL,
    stages: [
      {
        name: 'Leads',
        approvers: ['owner'],
        escalation: steps.map(step => ({ approvers: ['manager'], ...step })),
      },
    ],
  };
}

function load(policies: JsonObject, settings: JsonObject = {}) {
  const { written } = readElevatedAccessConfig(
    new ConfigReader({
      elevatedAccess: { aws: { region: 'eu-west-1' }, settings, policies },
    }),
  );
  const loaded = loadSettings(
    effectiveSettings(written.settings, undefined).settings,
  );
  return { ...loadPolicies(written.policies, loaded), settings: loaded };
}

function outcomeOf(policies: JsonObject): string {
  try {
    load(policies);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.name : 'nothing that was an error';
  }
}

function versionOf(policy: JsonObject, settings?: JsonObject) {
  const { eligibility } = load({ eligibility: [policy] }, settings);
  return eligibility[0].version;
}

function without(policy: JsonObject, key: string): JsonObject {
  return Object.fromEntries(
    Object.entries(policy).filter(([name]) => name !== key),
  );
}

describe('settings of the config', () => {
  it('are those of TEAM where nothing is written', () => {
    expect(load({}).settings).toEqual({
      approval: 'by-policy',
      reason: { required: true, minLength: 0 },
      ticket: { required: true, minLength: 0 },
      comment: 'always',
      reminders: { first: 'PT30M', maximum: 'PT4H' },
      banner: null,
      confirmChanges: false,
      maximumDurationMs: 32_400_000,
      minimumDurationMs: 300_000,
      requestExpiryMs: 10_800_000,
      maximumAdvanceMs: 2_592_000_000,
      maximumDelayMs: 1_800_000,
    });
  });

  it('are read in milliseconds', () => {
    const settings = { maximumDuration: 'PT8H', requestExpiry: 'P1D' };
    expect(load({}, settings).settings).toMatchObject({
      maximumDurationMs: 28_800_000,
      requestExpiryMs: 86_400_000,
    });
  });
});

describe('policies of the config', () => {
  it('hold with their defaults, a version each, and the settings in milliseconds', () => {
    expect(
      load({ eligibility: [ALLOW, DENY], approval: [APPROVAL] }),
    ).toMatchObject({
      eligibility: [
        {
          ...ALLOW,
          priority: 0,
          approval: 'required',
          targets: [{ ou: '/Workloads/Prod', descendants: true }],
          reason: { required: true },
          ticket: { required: true },
          version: expect.stringMatching(/^[0-9a-f]{12}$/),
        },
        { ...DENY, version: expect.stringMatching(/^[0-9a-f]{12}$/) },
      ],
      approval: [
        { ...APPROVAL, version: expect.stringMatching(/^[0-9a-f]{12}$/) },
      ],
      settings: { maximumDurationMs: 32_400_000 },
    });
  });

  it('change their version with anything that they say, and with nothing else', () => {
    const version = versionOf(ALLOW);
    const reordered = Object.fromEntries(Object.entries(ALLOW).reverse());
    expect(versionOf(reordered)).toBe(version);
    expect(versionOf({ ...ALLOW, priority: 0 })).toBe(version);
    for (const change of [
      { maxDuration: 'PT3H' },
      { description: 'x' },
      { approval: 'not-required' },
      { targets: [{ ou: '/Workloads/Prod', descendants: false }] },
      { reason: { required: false } },
      { risk: 'high' },
    ]) {
      expect(versionOf({ ...ALLOW, ...change })).not.toBe(version);
    }
  });

  it('keep the version of what is written, whatever the settings make of it', () => {
    const settings = {
      maximumDuration: 'PT1H',
      approval: 'off',
      reason: { required: false },
    };
    expect(versionOf(ALLOW, settings)).toBe(versionOf(ALLOW));
  });

  it('keep their version from one release of the plugin to the next', () => {
    expect(versionOf(ALLOW)).toBe('d159ba75e15b');
  });

  it('never permit more than the settings do, whoever reads them', async () => {
    const hours = fc.integer({ min: 1, max: 48 });
    await fc.assert(
      fc.asyncProperty(hours, hours, async (policy, maximum) => {
        const { eligibility } = load(
          { eligibility: [{ ...ALLOW, maxDuration: `PT${policy}H` }] },
          { maximumDuration: `PT${maximum}H` },
        );
        const shortest = Math.min(policy, maximum);
        const days = Math.floor(shortest / 24);
        expect(eligibility[0]).toMatchObject({
          maxDuration: `P${days ? `${days}D` : ''}${
            shortest % 24 ? `T${shortest % 24}H` : ''
          }`,
        });
      }),
    );
  });

  const at = 'elevatedAccess.policies.';
  it.each<[string, JsonObject, string]>([
    ...['name', 'effect', 'subjects', 'targets', 'permissionSets'].map(
      (key): [string, JsonObject, string] => [
        `no ${key}`,
        { eligibility: [ALLOW, DENY, without(ALLOW, key)] },
        `eligibility[2].${key} is missing`,
      ],
    ),
    [
      'no maxDuration',
      { eligibility: [without(ALLOW, 'maxDuration')] },
      'eligibility[0].maxDuration is missing. Example: PT1H30M',
    ],
    ...['name', 'targets', 'permissionSets', 'stages'].map(
      (key): [string, JsonObject, string] => [
        `no ${key} of an approval policy`,
        { approval: [without(APPROVAL, key)] },
        `approval[0].${key} is missing`,
      ],
    ),
    [
      'policies that are no list',
      { eligibility: ALLOW },
      'eligibility must be a list, not an object',
    ],
    [
      'a duration that is none',
      { eligibility: [ALLOW, DENY, { ...ALLOW, maxDuration: '4 hours' }] },
      'eligibility[2].maxDuration must be an ISO 8601 duration of days, hours, minutes or seconds, for example PT1H30M. Example: PT1H30M',
    ],
    [
      'an effect that is none',
      { eligibility: [{ ...ALLOW, effect: 'permit' }] },
      'eligibility[0].effect must be allow or deny. Example: allow',
    ],
    [
      'a duration on a deny',
      { eligibility: [{ ...DENY, maxDuration: 'PT1H' }] },
      'eligibility[0].maxDuration is not a known key',
    ],
    [
      'an account id without quotes',
      { eligibility: [{ ...ALLOW, targets: [{ account: 111122223333 }] }] },
      'eligibility[0].targets[0].account must be text, not a number; write it in quotes',
    ],
    [
      'a target of two kinds',
      {
        eligibility: [
          { ...ALLOW, targets: [{ all: true, account: '111122223333' }] },
        ],
      },
      'eligibility[0].targets[0] has none of the forms that it may have. Example: [{ ou: /Workloads/Prod }]',
    ],
    [
      'an OU path without its slash',
      { eligibility: [{ ...DENY, targets: [{ ou: 'Workloads/Prod' }] }] },
      'eligibility[0].targets[0].ou must be the id of an OU or of the root, or the path from the root with a slash in front. Example: /Workloads/Prod or ou-ab12-cd34ef56',
    ],
    [
      'no targets',
      { eligibility: [{ ...ALLOW, targets: [] }] },
      'eligibility[0].targets must have at least 1 entry',
    ],
    [
      'a subject that is nobody',
      { eligibility: [{ ...ALLOW, subjects: ['system:default/x'] }] },
      'eligibility[0].subjects[0] must name a user or a group. Example: group:default/payments',
    ],
    [
      'an unknown time zone',
      {
        eligibility: [
          {
            ...ALLOW,
            workingHours: {
              timeZone: 'Europe/Atlantis',
              days: [1],
              from: '08:00',
              to: '17:00',
            },
          },
        ],
      },
      'eligibility[0].workingHours.timeZone must be the name of a time zone of the IANA database. Example: Europe/Stockholm',
    ],
    [
      'a broken pattern',
      { eligibility: [{ ...ALLOW, ticket: { pattern: '(' } }] },
      'eligibility[0].ticket.pattern must be a regular expression',
    ],
    [
      'a duration below the minimum',
      { eligibility: [{ ...ALLOW, maxDuration: 'PT1M' }] },
      'eligibility[0].maxDuration must be at least settings.minimumDuration (5 min), or nothing could be asked for',
    ],
    [
      'a name twice',
      { eligibility: [ALLOW, DENY, ALLOW] },
      'eligibility[2].name must differ from that of elevatedAccess.policies.eligibility[0], which is payments-engineers as well. Example: payments-engineers-2',
    ],
    [
      'an approval name twice',
      { approval: [APPROVAL, APPROVAL] },
      'approval[1].name must differ',
    ],
    [
      'an approver that is nobody',
      {
        approval: [
          {
            ...APPROVAL,
            stages: [{ name: 'x', approvers: ['api:default/x'] }],
          },
        ],
      },
      'approval[0].stages[0].approvers[0] must name a user or a group',
    ],
    [
      'more approvals than there are users to give them',
      {
        approval: [
          {
            ...APPROVAL,
            stages: [
              {
                name: 'x',
                approvers: ['user:default/bo', 'User:Bo'],
                required: 2,
              },
            ],
          },
        ],
      },
      'approval[0].stages[0].required must be at most 1, the number of users who may approve',
    ],
    [
      'an owner that is nobody',
      {
        eligibility: [{ ...ALLOW, targets: [{ owner: 'system:default/x' }] }],
      },
      'eligibility[0].targets[0].owner must name a user or a group. Example: group:default/payments',
    ],
    [
      'an escalation at once',
      { approval: [escalating({ after: 'PT0S' })] },
      'approval[0].stages[0].escalation[0].after must be longer than nothing. Example: PT1H',
    ],
    [
      'escalations out of order',
      { approval: [escalating({ after: 'PT2H' }, { after: 'PT2H' })] },
      'approval[0].stages[0].escalation[1].after must be longer than that of the step before it (2 h). Example: PT3H',
    ],
    [
      'an escalation to nobody',
      {
        approval: [escalating({ after: 'PT1H', approvers: ['api:default/x'] })],
      },
      'approval[0].stages[0].escalation[0].approvers[0] must name a user or a group',
    ],
    [
      'a risk that is none',
      { eligibility: [{ ...ALLOW, risk: 'low' }] },
      'eligibility[0].risk must be normal or high',
    ],
    [
      'a risk of what is forbidden',
      { eligibility: [{ ...DENY, risk: 'high' }] },
      'eligibility[0].risk is not a known key',
    ],
    [
      'a reminder at once',
      { approval: [{ ...APPROVAL, reminders: { first: 'PT0S' } }] },
      'approval[0].reminders.first must be longer than nothing',
    ],
    [
      'an expiry at once',
      { approval: [{ ...APPROVAL, requestExpiry: 'PT0S' }] },
      'approval[0].requestExpiry must be longer than nothing',
    ],
  ])('are refused with %s', (_, policies, expected) => {
    let message = '';
    try {
      load(policies);
    } catch (error) {
      message = String(error);
    }
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringContaining(`${at}${expected}`),
    ]);
  });

  it('are checked for sense as well when one of their keys has no value', () => {
    const policy = { ...DENY, description: null, targets: [{ ou: 'Prod' }] };
    expect(() => load({ eligibility: [policy] })).toThrow('targets[0].ou');
  });

  it('are refused, and nothing worse, whatever they are', () => {
    const value: fc.Arbitrary<JsonValue> = fc
      .json({ maxDepth: 3 })
      .map(text => JSON.parse(text));
    fc.assert(
      fc.property(
        value,
        fc.constantFrom(
          ...Object.keys(ALLOW),
          'workingHours',
          'reason',
          'priority',
        ),
        (anything, key) => {
          expect(['accepted', 'InputError']).toContain(
            outcomeOf({ eligibility: [{ ...ALLOW, [key]: anything }] }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
