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
import type { JsonObject } from '@backstage/types';
import {
  IDENTITY_CENTER_USER_ANNOTATION,
  readElevatedAccessConfig,
} from './config';

const AWS = { region: 'eu-west-1' };

function read(elevatedAccess?: JsonObject) {
  return readElevatedAccessConfig(
    new ConfigReader(elevatedAccess ? { elevatedAccess } : {}),
  );
}

/** The problems that a config is refused for, one line each. */
function refusal(elevatedAccess?: JsonObject): string[] {
  try {
    read(elevatedAccess);
  } catch (error) {
    return String(error).split('\n').slice(1);
  }
  throw new Error('The config was accepted');
}

const ALLOW = {
  name: 'payments-engineers',
  effect: 'allow',
  subjects: ['group:default/payments'],
  targets: [{ ou: '/Workloads/Prod' }],
  permissionSets: [{ name: 'ReadOnly' }],
  maxDuration: 'PT4H',
};

const APPROVAL = {
  name: 'payments-approval',
  targets: [{ all: true }],
  permissionSets: [{ all: true }],
  stages: [
    { name: 'Payments leads', approvers: ['group:default/payments-leads'] },
  ],
};

describe('readElevatedAccessConfig', () => {
  it('needs nothing but a Region', () => {
    expect(read({ aws: AWS })).toEqual({
      aws: {
        region: 'eu-west-1',
        delegatedAdministrator: true,
        protectedAccountIds: [],
        requestTimeoutMs: 10_000,
        demo: false,
      },
      access: { admins: [], auditors: [], responders: [] },
      identity: {
        order: ['annotation', 'email', 'userName'],
        annotation: IDENTITY_CENTER_USER_ANNOTATION,
        managerAnnotation: 'elevated-access.io/manager',
      },
      directory: {
        schedule: { frequency: { minutes: 15 }, timeout: { hours: 1 } },
        maximumAgeMs: 86_400_000,
      },
      engine: {
        cadenceMs: 2000,
        leaseDurationMs: 10_000,
        maximumWritesInFlight: 15,
        writesPerSecond: 8,
        callsPerSecond: 18,
        personCheckMs: 60_000,
      },
      drift: { enabled: true, intervalMs: 3_600_000, groups: false },
      eventLog: { anchorIntervalMs: 900_000, anchors: [] },
      activity: {
        source: 'none',
        deliveryDelayMs: 900_000,
        refreshMs: 900_000,
        maximumEvents: 5_000,
        cloudtrail: { role: 'elevated-access-activity' },
      },
      lint: { enabled: true, intervalMs: 900_000 },
      reviews: { enabled: true, cadence: 'monthly' },
      written: { policies: [], settings: {} },
      policySources: {
        files: [],
        locations: [],
        schedule: { frequency: { minutes: 1 }, timeout: { minutes: 5 } },
      },
    });
  });

  it('reads everything that may be given', () => {
    const config = read({
      aws: {
        region: 'us-gov-west-1',
        instanceArn: 'arn:aws-us-gov:sso:::instance/ssoins-7223aaaabbbbcccc',
        accountId: '111122223333',
        endpoint: 'http://127.0.0.1:4599',
        credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
        accessPortalUrl: 'http://127.0.0.1:4599/portal',
        delegatedAdministrator: false,
        protectedAccountIds: ['444455556666'],
        requestTimeout: { seconds: 3 },
      },
      access: {
        admins: ['Group:Platform'],
        auditors: ['user:default/Dana.Roy'],
        responders: [],
      },
      identity: { order: ['email'], annotation: 'example.com/aws-user' },
      settings: { maximumDuration: 'PT8H', requestExpiry: 'P1D' },
      directory: {
        schedule: {
          frequency: { cron: '0 * * * *' },
          timeout: 'PT5M',
          initialDelay: { seconds: 1 },
        },
        maximumAge: '2h',
      },
      engine: {
        cadence: { milliseconds: 500 },
        leaseDuration: 'PT5S',
        maximumWritesInFlight: 5,
        writesPerSecond: 2.5,
        callsPerSecond: 12,
      },
      policies: {
        eligibility: [ALLOW],
        approval: [APPROVAL],
        files: ['policies/', '/etc/policies.yaml'],
        locations: [{ url: 'https://github.com/octant/policies/tree/main' }],
        schedule: { frequency: { seconds: 30 }, timeout: 'PT1M' },
      },
    });
    expect(config).toMatchObject({
      aws: { demo: true, requestTimeoutMs: 3000, accountId: '111122223333' },
      access: {
        admins: ['group:default/platform'],
        auditors: ['user:default/dana.roy'],
      },
      identity: { order: ['email'], annotation: 'example.com/aws-user' },
      directory: {
        schedule: {
          frequency: { cron: '0 * * * *' },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 1 },
        },
        maximumAgeMs: 7_200_000,
      },
      engine: {
        cadenceMs: 500,
        leaseDurationMs: 5000,
        maximumWritesInFlight: 5,
        writesPerSecond: 2.5,
        callsPerSecond: 12,
      },
      written: {
        policies: [
          {
            kind: 'eligibility',
            spec: { name: 'payments-engineers', maxDuration: 'PT4H' },
            source: {
              type: 'config',
              place: 'elevatedAccess.policies.eligibility[0]',
            },
          },
          {
            kind: 'approval',
            spec: { name: 'payments-approval' },
            source: {
              type: 'config',
              place: 'elevatedAccess.policies.approval[0]',
            },
          },
        ],
        settings: { maximumDuration: 'PT8H', requestExpiry: 'P1D' },
      },
      policySources: {
        files: ['policies', '/etc/policies.yaml'],
        locations: [{ url: 'https://github.com/octant/policies/tree/main' }],
        schedule: { frequency: { seconds: 30 }, timeout: { minutes: 1 } },
      },
    });
  });

  it('takes switches and numbers as environment variables carry them', () => {
    expect(
      read({
        aws: { ...AWS, delegatedAdministrator: 'false' },
        engine: { maximumWritesInFlight: '5' },
      }),
    ).toMatchObject({
      aws: { delegatedAdministrator: false },
      engine: { maximumWritesInFlight: 5 },
    });
  });

  it('takes a key without a value for one that is not there', () => {
    expect(
      read({ aws: { ...AWS, endpoint: null }, access: null, policies: null }),
    ).toMatchObject({
      aws: { demo: false },
      written: { policies: [] },
    });
  });

  it.each([
    ['https://sso.eu-west-1.amazonaws.com', false],
    ['https://vpce-1.sso.eu-west-1.vpce.amazonaws.com', false],
    ['https://sso.cn-north-1.amazonaws.com.cn', false],
    ['https://amazonaws.com.example.org', true],
    ['http://localhost:4599', true],
  ])('tells AWS from what behaves like it: %s', (endpoint, demo) => {
    expect(read({ aws: { ...AWS, endpoint } }).aws.demo).toBe(demo);
  });

  describe('says where, why and how it should be', () => {
    const at = 'elevatedAccess.';
    it.each<[string, JsonObject | undefined, string]>([
      ['no section', undefined, 'aws.region is missing. Example: eu-west-1'],
      ['no aws', { access: {} }, 'aws.region is missing. Example: eu-west-1'],
      ['no region', { aws: {} }, 'aws.region is missing. Example: eu-west-1'],
      [
        'a list for a section',
        { aws: ['eu-west-1'] },
        'aws must be an object, not a list. Example: { region: eu-west-1 }',
      ],
      [
        'a wrong region',
        { aws: { region: 'Ireland' } },
        'aws.region must be an AWS Region. Example: eu-west-1',
      ],
      [
        'a number for text',
        { aws: { region: 1 } },
        'aws.region must be text, not a number; write it in quotes. Example: eu-west-1',
      ],
      [
        'an account id without quotes',
        { aws: { ...AWS, protectedAccountIds: [111122223333] } },
        "aws.protectedAccountIds[0] must be text, not a number; write it in quotes. Example: '111122223333'",
      ],
      [
        'a wrong instance',
        { aws: { ...AWS, instanceArn: 'ssoins-1' } },
        'aws.instanceArn must be the ARN of an Identity Center instance. Example: arn:aws:sso:::instance/ssoins-7223aaaabbbbcccc',
      ],
      [
        'an endpoint that is no URL',
        { aws: { ...AWS, endpoint: 'localhost:4599' } },
        'aws.endpoint must be a URL that begins with https:// or http://. Example: http://127.0.0.1:4599',
      ],
      [
        'a portal address that is not of the web',
        { aws: { ...AWS, accessPortalUrl: 'data:text/html,hello' } },
        'aws.accessPortalUrl must be a URL that begins with https:// or http://. Example: https://example.awsapps.com/start',
      ],
      [
        'half of the credentials',
        {
          aws: {
            ...AWS,
            endpoint: 'http://localhost:1',
            credentials: { accessKeyId: 'A' },
          },
        },
        'aws.credentials.secretAccessKey is missing. Example: ${SIMULATOR_SECRET_ACCESS_KEY}',
      ],
      [
        'a number for a switch',
        { aws: { ...AWS, delegatedAdministrator: 1 } },
        'aws.delegatedAdministrator must be a boolean, not a number. Example: true',
      ],
      [
        'a duration without a unit',
        { aws: { ...AWS, requestTimeout: 10 } },
        'aws.requestTimeout must be a duration, in ISO 8601 or as an object such as { minutes: 15 }. Example: PT10S',
      ],
      [
        'an unknown unit',
        { aws: AWS, directory: { maximumAge: { fortnights: 1 } } },
        'directory.maximumAge must be a duration, in ISO 8601 or as an object such as { minutes: 15 }. Example: P1D',
      ],
      [
        'a schedule without a timeout',
        { aws: AWS, directory: { schedule: { frequency: 'PT1M' } } },
        'directory.schedule is not a schedule:',
      ],
      [
        'a role given to something that is nobody',
        { aws: AWS, access: { admins: ['component:default/portal'] } },
        'access.admins[0] must name a user or a group',
      ],
      [
        'a role given to a bare name',
        { aws: AWS, access: { auditors: ['dana'] } },
        'access.auditors[0] must be an entity reference such as group:default/payments-leads',
      ],
      [
        'an unknown way to find people',
        { aws: AWS, identity: { order: ['phone'] } },
        'identity.order[0] must be annotation or email or userName. Example: email',
      ],
      [
        'no way to find people',
        { aws: AWS, identity: { order: [] } },
        'identity.order must have at least 1 entry. Example: [annotation, email, userName]',
      ],
      [
        'a setting that is no duration',
        { aws: AWS, settings: { maximumDuration: '12h' } },
        'settings.maximumDuration must be an ISO 8601 duration',
      ],
      [
        'a setting of nothing',
        { aws: AWS, settings: { requestExpiry: 'PT0S' } },
        'settings.requestExpiry must be longer than nothing',
      ],
      [
        'a minimum above the maximum',
        {
          aws: AWS,
          settings: { minimumDuration: 'PT2H', maximumDuration: 'PT1H' },
        },
        'settings.minimumDuration must be at most settings.maximumDuration (1 h). Example: PT5M',
      ],
      [
        'a reminder at once',
        { aws: AWS, settings: { reminders: { first: 'PT0S' } } },
        'settings.reminders.first must be longer than nothing',
      ],
      [
        'reminders that never come late enough',
        { aws: AWS, settings: { reminders: { first: 'P1D' } } },
        'settings.reminders.maximum must be at least as long as first (1 d)',
      ],
      [
        'a reminder that is no duration',
        { aws: AWS, settings: { reminders: { first: 'soon' } } },
        'settings.reminders.first must be an ISO 8601 duration',
      ],
      [
        'an unknown comment rule',
        { aws: AWS, settings: { comment: 'sometimes' } },
        'settings.comment must be optional or on-reject or always. Example: on-reject',
      ],
      [
        'a banner of nothing',
        { aws: AWS, settings: { banner: { text: '' } } },
        'settings.banner.text must be at least 1 character long',
      ],
      [
        'a location that is no URL',
        { aws: AWS, policies: { locations: [{ url: 'octant/policies' }] } },
        'policies.locations[0].url must be a URL that begins with https:// or http://',
      ],
      [
        'a location with a token in it',
        {
          aws: AWS,
          policies: { locations: [{ url: 'https://x:token@github.com/a/b' }] },
        },
        'policies.locations[0].url must not carry a user name',
      ],
      [
        'a file that has no name',
        { aws: AWS, policies: { files: [''] } },
        'policies.files[0] must be at least 1 character long. Example: ../../policies',
      ],
      [
        'a schedule of policies without a timeout',
        { aws: AWS, policies: { schedule: { frequency: 'PT1M' } } },
        'policies.schedule is not a schedule:',
      ],
      [
        'more writes than AWS admits',
        { aws: AWS, engine: { maximumWritesInFlight: 16 } },
        'engine.maximumWritesInFlight must be at most 15. Example: 15',
      ],
      [
        'a lease that one late renewal would lose',
        { aws: AWS, engine: { cadence: 'PT5S', leaseDuration: 'PT6S' } },
        'engine.leaseDuration must be at least three times engine.cadence',
      ],
    ])('given %s', (_, config, expected) => {
      const lines = refusal(config);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`${at}${expected}`);
      expect(lines[0]).toMatch(/Example: ./);
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'swapped letters',
      { aws: { ...AWS, enpdoint: 'http://x' } },
      'aws.enpdoint is not a known key; did you mean endpoint?',
    ],
    [
      'a letter too few',
      { aws: AWS, setings: {} },
      'setings is not a known key; did you mean settings?',
    ],
    [
      'other separators',
      { aws: AWS, engine: { lease_duration: 'PT10S' } },
      'engine.lease_duration is not a known key; did you mean leaseDuration?',
    ],
    [
      'something else altogether',
      { aws: AWS, access: { owners: [] } },
      'access.owners is not a known key; known here are admins, auditors, responders',
    ],
    [
      'a key of a policy',
      {
        aws: AWS,
        policies: { eligibility: [{ ...ALLOW, maxduration: 'PT1H' }] },
      },
      'policies.eligibility[0].maxduration is not a known key; did you mean maxDuration?',
    ],
  ])('refuses a key that it does not know: %s', (_, config, expected) => {
    expect(refusal(config)).toEqual([`  - elevatedAccess.${expected}`]);
  });

  it.each([undefined, 'https://sso.eu-west-1.amazonaws.com'])(
    'refuses static keys for AWS itself (endpoint %s), and does not repeat them',
    endpoint => {
      const [line] = refusal({
        aws: {
          ...AWS,
          endpoint,
          credentials: { accessKeyId: 'AKIDLEAK', secretAccessKey: 'LEAK' },
        },
      });
      expect(line).toContain('elevatedAccess.aws.credentials');
      expect(line).not.toContain('LEAK');
    },
  );

  it('stops with an error that Backstage takes for bad input', () => {
    expect(() => read()).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });

  it('lists everything that is wrong, not only the first', () => {
    const lines = refusal({
      aws: { region: 5, accesPortalUrl: 'x' },
      settings: { maximumDuration: 'forever' },
      engine: { writesPerSecond: 100 },
      policies: {
        eligibility: [
          ALLOW,
          { ...ALLOW, maxDuration: '4h' },
          { ...ALLOW, subjects: ['component:default/x'] },
        ],
      },
    });
    expect(lines.map(line => line.trim().split(' ')[1])).toEqual([
      'elevatedAccess.aws.region',
      'elevatedAccess.aws.accesPortalUrl',
      'elevatedAccess.settings.maximumDuration',
      'elevatedAccess.engine.writesPerSecond',
      'elevatedAccess.policies.eligibility[1].maxDuration',
      'elevatedAccess.policies.eligibility[2].name',
      'elevatedAccess.policies.eligibility[2].subjects[0]',
    ]);
  });
});
